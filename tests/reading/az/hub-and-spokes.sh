#!/bin/bash
set -euo pipefail
az group create -n rg-hub -l westeurope -o none
az group create -n rg-spoke1 -l westeurope -o none
az group create -n rg-spoke2 -l northeurope -o none

az network vnet create -g rg-hub -n vnet-hub --address-prefixes 10.0.0.0/22 --subnet-name AzureFirewallSubnet --subnet-prefixes 10.0.0.0/26 -o none
az network vnet subnet create -g rg-hub --vnet-name vnet-hub -n AzureBastionSubnet --address-prefixes 10.0.0.64/27 -o none
az network vnet subnet create -g rg-hub --vnet-name vnet-hub -n GatewaySubnet --address-prefixes 10.0.0.128/27 -o none
az network vnet create -g rg-spoke1 -n vnet-spoke1 --address-prefixes 10.1.0.0/16 --subnet-name nodes --subnet-prefixes 10.1.0.0/22 -o none
az network vnet create -g rg-spoke2 -n vnet-spoke2 --location northeurope --address-prefixes 10.1.128.0/17 --subnet-name nodes --subnet-prefixes 10.1.128.0/22 -o none

HUB=$(az network vnet show -g rg-hub -n vnet-hub --query id -o tsv)
SPOKE1=$(az network vnet show -g rg-spoke1 -n vnet-spoke1 --query id -o tsv)
SPOKE2=$(az network vnet show -g rg-spoke2 -n vnet-spoke2 --query id -o tsv)
az network vnet peering create -g rg-hub -n to-spoke1 --vnet-name vnet-hub --remote-vnet $SPOKE1 --allow-vnet-access --allow-forwarded-traffic
az network vnet peering create -g rg-spoke1 -n to-hub --vnet-name vnet-spoke1 --remote-vnet $HUB --allow-vnet-access --allow-forwarded-traffic
az network vnet peering create -g rg-hub -n to-spoke2 --vnet-name vnet-hub --remote-vnet $SPOKE2 --allow-vnet-access
az network vnet peering create -g rg-spoke2 -n to-hub --vnet-name vnet-spoke2 --remote-vnet $HUB --allow-vnet-access
az network vnet peering create -g rg-spoke1 -n to-spoke2 --vnet-name vnet-spoke1 --remote-vnet $SPOKE2 --allow-vnet-access

for n in 1 2; do
  az aks create -g rg-spoke$n -n aks-spoke$n --network-plugin azure --network-plugin-mode overlay --pod-cidr 10.244.0.0/16 --service-cidr 10.2.0.0/24 --dns-service-ip 10.2.0.10 \
    --vnet-subnet-id /subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-spoke$n/providers/Microsoft.Network/virtualNetworks/vnet-spoke$n/subnets/nodes --node-count 3
done
