#!/bin/bash
SUB=$(az account show --query id -o tsv)
RG=rg-hand
VNET=vnet-hand
SUBNET_ID="/subscriptions/${SUB}/resourceGroups/${RG}/providers/Microsoft.Network/virtualNetworks/${VNET}/subnets/nodes"
az group create -n $RG -l westeurope
az network vnet create -g $RG -n $VNET --address-prefixes 10.15.0.0/16 --subnet-name nodes --subnet-prefixes 10.15.0.0/27
az aks create -g $RG -n aks-hand --vnet-subnet-id "$SUBNET_ID" --network-plugin azure --network-plugin-mode overlay --node-count 30 --generate-ssh-keys
# a network of another team, not made here
az aks nodepool add -g $RG --cluster-name aks-hand -n other -c 1 --vnet-subnet-id "/subscriptions/99999999-8888-7777-6666-555555555555/resourceGroups/rg-hub/providers/Microsoft.Network/virtualNetworks/vnet-hub/subnets/shared"
