#!/bin/bash
az group create -n rg-missing -l westeurope
az aks create \
  --resource-group rg-missing \
  --name aks-missing \
  --network-plugin azure
  --network-plugin-mode overlay \
  --node-count 3
echo done
