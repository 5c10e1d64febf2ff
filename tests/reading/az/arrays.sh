#!/bin/bash
set -euo pipefail
RG=rg-arrays
POOLS=("web:3:Standard_D4s_v5" "jobs:5:Standard_D8s_v5")
ZONES=(1 2 3)

az group create -n "$RG" -l westeurope
az aks create -g "$RG" -n aks-arrays --nodepool-name system --node-count 3 \
  --zones "${ZONES[@]}" --network-plugin azure --network-plugin-mode overlay --generate-ssh-keys

for entry in "${POOLS[@]}"; do
  IFS=: read -r name count size <<< "$entry"
  az aks nodepool add -g "$RG" --cluster-name aks-arrays -n "$name" -c "$count" -s "$size" --zones "${ZONES[@]}"
done
echo "${#POOLS[@]} pools"
