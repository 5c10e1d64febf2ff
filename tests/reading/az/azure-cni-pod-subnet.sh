#!/bin/bash
set -euo pipefail
RG=rg-podsubnet
az group create -n $RG -l northeurope
az network vnet create -g $RG -n vnet-pods --address-prefixes 10.0.0.0/8 -o none
az network vnet subnet create -g $RG --vnet-name vnet-pods -n nodesubnet --address-prefixes 10.240.0.0/24 -o none
az network vnet subnet create -g $RG --vnet-name vnet-pods -n podsubnet --address-prefixes 10.241.0.0/22 -o none
NODES=$(az network vnet subnet show -g $RG --vnet-name vnet-pods -n nodesubnet --query id -o tsv)
PODS=$(az network vnet subnet show -g $RG --vnet-name vnet-pods -n podsubnet --query id -o tsv)
az aks create -g $RG -n aks-pods --network-plugin azure --vnet-subnet-id "$NODES" --pod-subnet-id "$PODS" \
  --max-pods 250 --node-count 2 --service-cidr 172.20.0.0/16 --dns-service-ip 172.20.0.10 --generate-ssh-keys
az aks nodepool add -g $RG --cluster-name aks-pods -n newpool --max-pods 250 --node-count 2 \
  --vnet-subnet-id "$NODES" --pod-subnet-id "$PODS" --no-wait
