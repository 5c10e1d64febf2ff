#!/bin/bash
az group create -n rg-auto -l westeurope
az network vnet create -g rg-auto -n vnet-auto --address-prefixes 10.22.0.0/16 --subnet-name nodes --subnet-prefixes 10.22.0.0/24
az aks create -g rg-auto -n aks-auto --enable-cluster-autoscaler --min-count 3 --max-count 100 --node-count 3 \
  --cluster-autoscaler-profile scan-interval=30s scale-down-unneeded-time=5m expander=least-waste \
  --network-plugin azure --max-pods 30 --service-cidr 10.23.0.0/16 --dns-service-ip 10.23.0.10 \
  --vnet-subnet-id $(az network vnet subnet show -g rg-auto --vnet-name vnet-auto -n nodes --query id -o tsv) --generate-ssh-keys
az aks nodepool update -g rg-auto --cluster-name aks-auto -n nodepool1 --update-cluster-autoscaler --min-count 1 --max-count 5
az aks nodepool update -g rg-auto --cluster-name aks-auto -n nodepool1 --max-surge 33%
az aks nodepool scale -g rg-auto --cluster-name aks-auto -n nodepool1 --node-count 4
