@echo off
rem Creates the test cluster from a Windows build agent
set RG=rg-build
set LOCATION=westeurope

call az group create -n %RG% -l %LOCATION%

call az network vnet create ^
  -g %RG% -n vnet-build ^
  --address-prefixes 192.168.0.0/20 ^
  --subnet-name agents ^
  --subnet-prefixes 192.168.0.0/24

:: the subnet comes back as an id
for /f "delims=" %%i in ('az network vnet subnet show -g %RG% --vnet-name vnet-build -n agents --query id -o tsv') do set SUBNET_ID=%%i

call az aks create ^
  -g %RG% ^
  -n aks-build ^
  --node-count 2 ^
  --network-plugin azure ^
  --network-plugin-mode overlay ^
  --vnet-subnet-id %SUBNET_ID% ^
  --generate-ssh-keys
if errorlevel 1 exit /b 1
