#!/bin/bash
# Copied out of a wiki page: the second backslash has a space behind it.
RG=rg-shop-test
LOC=westeurope

az group create --name $RG --location $LOC

az aks create \
  --resource-group $RG \ 
  --name aks-shop-test \
  --node-count 3 \
  --node-vm-size Standard_D4s_v5 \
  --network-plugin azure \
  --network-plugin-mode overlay \
  --pod-cidr 10.244.0.0/16 \
  --generate-ssh-keys
