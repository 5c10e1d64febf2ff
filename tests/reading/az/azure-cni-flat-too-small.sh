#!/bin/bash
# ten nodes, thirty pods each, in 251 addresses
az group create -n rg-flat -l westeurope
az network vnet create -g rg-flat -n vnet-flat --address-prefixes 172.16.0.0/16 --subnet-name nodes --subnet-prefixes 172.16.0.0/24
az network vnet subnet create -g rg-flat --vnet-name vnet-flat -n endpoints --address-prefixes 172.16.1.0/26
SUBNET=$(az network vnet subnet show -g rg-flat --vnet-name vnet-flat -n nodes --query id -o tsv)
az aks create -g rg-flat -n aks-flat --network-plugin azure --vnet-subnet-id $SUBNET --node-count 10 \
  --service-cidr 10.0.0.0/16 --dns-service-ip 10.0.0.10 --network-policy calico --generate-ssh-keys
