#!/bin/bash
az config set defaults.group=rg-defaults defaults.location=westeurope
az configure --defaults group=rg-defaults location=westeurope
az group create -n rg-defaults
az network vnet create -n vnet-defaults --address-prefixes 10.19.0.0/16 --subnet-name nodes --subnet-prefixes 10.19.0.0/24
az aks create -n aks-defaults --node-count 3 --network-plugin azure --network-plugin-mode overlay --vnet-subnet-id $(az network vnet subnet show --vnet-name vnet-defaults -n nodes --query id -o tsv)
