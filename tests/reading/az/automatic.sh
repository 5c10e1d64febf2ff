#!/bin/bash
az group create -n rg-automatic -l westeurope
az aks create -g rg-automatic -n aks-automatic --sku automatic
az network vnet create -g rg-automatic -n vnet-automatic --address-prefixes 172.19.0.0/16
az network vnet subnet create -g rg-automatic --vnet-name vnet-automatic -n apiServerSubnet --delegations Microsoft.ContainerService/managedClusters --address-prefixes 172.19.0.0/28
az network vnet subnet create -g rg-automatic --vnet-name vnet-automatic -n clusterSubnet --address-prefixes 172.19.1.0/24
az aks create -g rg-automatic -n aks-automatic-own --sku automatic \
  --vnet-subnet-id $(az network vnet subnet show -g rg-automatic --vnet-name vnet-automatic -n clusterSubnet --query id -o tsv) \
  --apiserver-subnet-id $(az network vnet subnet show -g rg-automatic --vnet-name vnet-automatic -n apiServerSubnet --query id -o tsv) \
  --assign-identity $IDENTITY --no-ssh-key
