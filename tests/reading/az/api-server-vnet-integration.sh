#!/bin/bash
RG=rg-vnetint
az group create -n $RG -l northeurope
az network vnet create -g $RG -n vnet-int --address-prefixes 172.19.0.0/16
az network vnet subnet create -g $RG --vnet-name vnet-int -n apiserver --delegations Microsoft.ContainerService/managedClusters --address-prefixes 172.19.0.0/28
az network vnet subnet create -g $RG --vnet-name vnet-int -n nodes --address-prefixes 172.19.1.0/24
az identity create -g $RG -n id-int -l northeurope
CLIENT=$(az identity show -g $RG -n id-int --query clientId -o tsv)
API=$(az network vnet subnet show -g $RG --vnet-name vnet-int -n apiserver --query id -o tsv)
NODES=$(az network vnet subnet show -g $RG --vnet-name vnet-int -n nodes --query id -o tsv)
az role assignment create --scope $API --role "Network Contributor" --assignee $CLIENT
az role assignment create --scope $NODES --role "Network Contributor" --assignee $CLIENT
az aks create -g $RG -n aks-int -l northeurope --network-plugin azure --network-plugin-mode overlay \
  --enable-private-cluster --enable-apiserver-vnet-integration \
  --vnet-subnet-id $NODES --apiserver-subnet-id $API \
  --assign-identity $(az identity show -g $RG -n id-int --query id -o tsv) --generate-ssh-keys
