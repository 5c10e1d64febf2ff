#!/bin/bash
az group create -n rg-shared -l westeurope
az network vnet create -g rg-shared -n vnet-shared --address-prefixes 10.25.0.0/16 --subnet-name nodes --subnet-prefixes 10.25.0.0/24
SUBNET=$(az network vnet subnet show -g rg-shared --vnet-name vnet-shared -n nodes --query id -o tsv)
for c in blue green; do
  az aks create -g rg-shared -n aks-$c --network-plugin kubenet --vnet-subnet-id $SUBNET --node-count 3 --generate-ssh-keys
done
