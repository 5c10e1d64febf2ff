#!/bin/bash
az group create -n rg-channels -l westeurope
for channel in none patch stable rapid node-image; do
  az aks create -g rg-channels -n aks-$channel --auto-upgrade-channel $channel --network-plugin azure --network-plugin-mode overlay --node-count 2
done
az aks update -g rg-channels -n aks-none --auto-upgrade-channel Patch
az aks upgrade -g rg-channels -n aks-patch --kubernetes-version 1.36.0 --control-plane-only --yes
az aks upgrade -g rg-channels -n aks-rapid --node-image-only
az aks nodepool upgrade -g rg-channels --cluster-name aks-patch -n nodepool1 --kubernetes-version 1.36.0 --max-surge 1
