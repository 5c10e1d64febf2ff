<#
.SYNOPSIS
  Two clusters side by side, for blue and green deployments.
.EXAMPLE
  ./blue-green.ps1 -Color blue
#>
[CmdletBinding()]
param (
    [ValidateSet('blue', 'green')] [string] $Color = 'blue',
    [string] $Location = "westeurope",
    [int]    $SystemNodes = 3,
    [switch] $Private
)
Set-StrictMode -Version Latest
$ErrorActionPreference = "Stop"

$ResourceGroup = "rg-shop-bluegreen"
$VnetName      = "vnet-shop"
$Clusters      = @{ blue = "aks-shop-blue"; green = "aks-shop-green" }
$Ranges        = @{
    blue  = "10.210.0.0/22"
    green = "10.210.4.0/22"
}

Write-Output "== Resource group"
az group create --name $ResourceGroup --location $Location --output none

Write-Output "== Network"
az network vnet create `
    --resource-group $ResourceGroup `
    --name $VnetName `
    --address-prefixes 10.210.0.0/16 `
    --output none

az network vnet subnet create `
    --resource-group $ResourceGroup `
    --vnet-name $VnetName `
    --name snet-blue `
    --address-prefixes 10.210.0.0/22 `
    --output none
az network vnet subnet create `
    --resource-group $ResourceGroup `
    --vnet-name $VnetName `
    --name snet-green `
    --address-prefixes 10.210.4.0/22 `
    --output none

$BlueSubnet = $(az network vnet subnet show -g $ResourceGroup --vnet-name $VnetName -n snet-blue --query id -o tsv)
$GreenSubnet = $(az network vnet subnet show -g $ResourceGroup --vnet-name $VnetName -n snet-green --query id -o tsv)

Write-Output "== Clusters"
az aks create `
    --resource-group $ResourceGroup `
    --name $Clusters.blue `
    --location $Location `
    --nodepool-name system `
    --node-count $SystemNodes `
    --network-plugin azure `
    --max-pods 60 `
    --vnet-subnet-id $BlueSubnet `
    --service-cidr 10.211.0.0/16 `
    --dns-service-ip 10.211.0.10 `
    --tier standard `
    --no-ssh-key

az aks create `
    --resource-group $ResourceGroup `
    --name "aks-shop-green" `
    --location $Location `
    --nodepool-name system `
    --node-count $SystemNodes `
    --network-plugin azure `
    --max-pods 60 `
    --vnet-subnet-id $GreenSubnet `
    --service-cidr 10.211.0.0/16 `
    --dns-service-ip 10.211.0.10 `
    --tier standard `
    --no-ssh-key

foreach ($name in 'aks-shop-blue', 'aks-shop-green') {
    az aks nodepool add --resource-group $ResourceGroup --cluster-name $name --name apps --node-count 12 --max-pods 60 --mode User --zones 1 2 3
    if ($Private) {
        az aks update --resource-group $ResourceGroup --name $name --enable-apiserver-vnet-integration
    }
}

try {
    az aks get-credentials --resource-group $ResourceGroup --name "aks-shop-$Color" --overwrite-existing
}
catch {
    Write-Error "no credentials: $_"
}
