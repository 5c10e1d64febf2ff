#!/bin/bash
set -euo pipefail
RG=rg-exists
AKS=aks-exists

if [ "$(az group exists --name $RG)" = "false" ]; then
  az group create --name $RG --location westeurope
fi

if ! az network vnet show -g $RG -n vnet-exists &> /dev/null; then
  az network vnet create -g $RG -n vnet-exists --address-prefixes 10.80.0.0/16 --subnet-name nodes --subnet-prefixes 10.80.0.0/24
fi

az aks show -g $RG -n $AKS >/dev/null 2>&1 || az aks create -g $RG -n $AKS \
    --node-count 3 --network-plugin azure --network-plugin-mode overlay \
    --vnet-subnet-id "$(az network vnet subnet show -g $RG --vnet-name vnet-exists -n nodes --query id -o tsv)" \
    --generate-ssh-keys

[[ -n "$(az aks nodepool list -g $RG --cluster-name $AKS --query "[?name=='apps']" -o tsv)" ]] ||
  az aks nodepool add -g $RG --cluster-name $AKS -n apps -c 4
