#!/bin/bash
az group create --name=rg-equals --location=westeurope --tags=owner=ops
az network vnet create --resource-group=rg-equals --name=vnet-equals --address-prefixes=10.40.0.0/16 --subnet-name=nodes --subnet-prefixes=10.40.4.0/22
az aks create \
  --resource-group=rg-equals \
  --name=aks-equals \
  --location=westeurope \
  --network-plugin=azure \
  --network-plugin-mode=overlay \
  --pod-cidr=192.168.0.0/16 \
  --vnet-subnet-id="$(az network vnet subnet show -g=rg-equals --vnet-name=vnet-equals -n=nodes --query=id -o=tsv)" \
  --enable-cluster-autoscaler --min-count=2 --max-count=20 \
  --auto-upgrade-channel=stable \
  --generate-ssh-keys
