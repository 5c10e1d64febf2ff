#!/bin/bash
az group create -n rg-spot -l eastus
az aks create -g rg-spot -n aks-spot --node-count 3 --network-plugin azure --network-plugin-mode overlay --generate-ssh-keys
az aks nodepool add --resource-group rg-spot --cluster-name aks-spot --name spotpool \
  --priority Spot --eviction-policy Delete --spot-max-price -1 \
  --enable-cluster-autoscaler --min-count 1 --max-count 30 --no-wait
az aks nodepool add -g rg-spot --cluster-name aks-spot -n spottwo --priority Spot --spot-max-price 0.05 --node-count 5 --mode System
