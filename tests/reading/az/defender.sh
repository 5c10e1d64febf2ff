#!/bin/bash
WORKSPACE=$(az monitor log-analytics workspace create -g rg-defender -n law-defender --query id -o tsv)
az group create -n rg-defender -l westeurope
az aks create -g rg-defender -n aks-defender --enable-defender --defender-config defender.json \
  --enable-addons monitoring,azure-policy --workspace-resource-id "$WORKSPACE" --enable-msi-auth-for-monitoring true \
  --enable-image-cleaner --image-cleaner-interval-hours 48 --network-plugin azure --network-plugin-mode overlay --node-count 3
