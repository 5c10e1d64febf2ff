#!/bin/bash
az group create -n rg-byocni -l uksouth
az network vnet create -g rg-byocni -n vnet-byocni --address-prefixes 10.44.0.0/16 --subnet-name nodes --subnet-prefixes 10.44.0.0/24
az aks create -g rg-byocni -n aks-byocni -l uksouth --network-plugin none \
  --vnet-subnet-id $(az network vnet subnet show -g rg-byocni --vnet-name vnet-byocni -n nodes --query id -o tsv) \
  --node-count 3 --max-pods 110 --generate-ssh-keys
az aks get-credentials -g rg-byocni -n aks-byocni
helm repo add cilium https://helm.cilium.io/
helm install cilium cilium/cilium --namespace kube-system --set aksbyocni.enabled=true --set cluster.id=0
