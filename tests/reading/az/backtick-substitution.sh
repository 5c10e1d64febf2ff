#!/bin/sh
az group create -n rg-ticks -l westeurope
az network vnet create -g rg-ticks -n vnet-ticks --address-prefixes 10.0.0.0/8 --subnet-name nodes --subnet-prefixes 10.1.0.0/16
subnet=`az network vnet subnet show -g rg-ticks \
          --vnet-name vnet-ticks -n nodes --query id -o tsv`
az aks create -g rg-ticks -n aks-ticks --network-plugin azure \
  --service-cidr 10.0.0.0/16 --dns-service-ip 10.0.0.10 --vnet-subnet-id "$subnet" --node-count 1
az aks get-credentials -g rg-ticks -n `echo aks-ticks`
