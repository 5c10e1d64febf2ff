#!/bin/bash
az cloud set --name AzureChinaCloud
az login
az account set --subscription "China Production"
az group create -n rg-cn -l chinanorth3
az network vnet create -g rg-cn -n vnet-cn --address-prefixes 10.21.0.0/16 --subnet-name nodes --subnet-prefixes 10.21.0.0/24
az aks create -g rg-cn -n aks-cn -l chinanorth3 --network-plugin azure --network-plugin-mode overlay \
  --vnet-subnet-id $(az network vnet subnet show -g rg-cn --vnet-name vnet-cn -n nodes --query id -o tsv) \
  --enable-private-cluster --private-dns-zone system --node-count 3 --node-vm-size Standard_D4s_v5 --generate-ssh-keys
