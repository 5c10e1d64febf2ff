#!/usr/bin/env bash
RG=rg-args
args=(
  --resource-group "$RG"
  --name aks-args
  --network-plugin azure
  --network-plugin-mode overlay
  --node-count 3
)
if [[ "${PRIVATE:-false}" == "true" ]]; then
  args+=(--enable-private-cluster)
fi
args+=(--max-pods 110)
az group create -n "$RG" -l westeurope
az aks create "${args[@]}" --generate-ssh-keys
