#!/bin/bash
set -e
RG=rg-batch
CLUSTER=aks-batch

az group create -n $RG -l swedencentral
az aks create -g $RG -n $CLUSTER --nodepool-name system --node-count 3 \
  --network-plugin azure --network-plugin-mode overlay --generate-ssh-keys

for pool in small medium large; do
  az aks nodepool add \
    --resource-group $RG \
    --cluster-name $CLUSTER \
    --name $pool \
    --node-count 2 \
    --mode User \
    --labels size=$pool
done

for i in 1 2 3
do
  az aks nodepool add -g $RG --cluster-name $CLUSTER -n "zone${i}" --zones $i --node-count 1
done
