@ECHO OFF
SETLOCAL EnableDelayedExpansion
SET "RG=rg-cmd"
SET VNET=vnet-cmd
SET /P CLUSTER=Name of the cluster: 
SET COUNT=3
REM two ways to write a comment
CALL az group create -n "%RG%" -l westeurope
CALL az network vnet create -g "%RG%" -n %VNET% --address-prefixes 10.5.0.0/16 --subnet-name nodes --subnet-prefixes 10.5.0.0/24
CALL az aks create -g "%RG%" -n %CLUSTER% -c %COUNT% --network-plugin azure --network-plugin-mode overlay ^
    --vnet-subnet-id /subscriptions/%SUBSCRIPTION%/resourceGroups/%RG%/providers/Microsoft.Network/virtualNetworks/%VNET%/subnets/nodes ^
    --generate-ssh-keys
ENDLOCAL
