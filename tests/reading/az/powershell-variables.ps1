param(
    [Parameter(Mandatory = $true)] [string] $Environment,
    [string] $Location = 'westeurope',
    [int] $NodeCount = 3
)
$ErrorActionPreference = 'Stop'
$rg = "rg-web-$Environment"
$vnetName = 'vnet-web-{0}' -f $Environment
<#
  The network comes first,
  az aks create second.
#>
az group create -n $rg -l $Location | Out-Null
$vnet = az network vnet create -g $rg -n $vnetName --address-prefixes '10.33.0.0/16' --subnet-name nodes --subnet-prefixes '10.33.0.0/24' | ConvertFrom-Json
$subnetId = $vnet.newVNet.subnets[0].id
$identity = (az identity create -g $rg -n "id-$Environment" | ConvertFrom-Json)

az aks create -g $rg -n "aks-web-$($Environment)" --node-count $NodeCount `
  --network-plugin azure --network-plugin-mode overlay `
  --vnet-subnet-id $subnetId --assign-identity $identity.id `
  --pod-cidr '192.168.0.0/17' --generate-ssh-keys
if ($LASTEXITCODE -ne 0) { throw "aks create failed" }
Write-Host "Done: $env:COMPUTERNAME" -ForegroundColor Green
