#!/usr/bin/env bash
set -euo pipefail

# Everything can be set from outside.
: "${LOCATION:=westeurope}"
RESOURCE_GROUP="${RESOURCE_GROUP:-rg-orders}"
CLUSTER=${CLUSTER-aks-orders}
NODE_COUNT=${NODE_COUNT:-3}
VNET_PREFIX="${VNET_PREFIX:-10.20.0.0/16}"
NODE_PREFIX="${NODE_PREFIX:-10.20.0.0/24}"
SUBSCRIPTION="${SUBSCRIPTION:?set SUBSCRIPTION first}"
EXTRA="${EXTRA:+--enable-keda}"

az account set --subscription "$SUBSCRIPTION"
az group create --name "${RESOURCE_GROUP}" --location "${LOCATION}"
az network vnet create -g "${RESOURCE_GROUP}" -n "vnet-${CLUSTER}" \
  --address-prefixes "${VNET_PREFIX}" \
  --subnet-name nodes --subnet-prefixes "${NODE_PREFIX}"

az aks create -g "${RESOURCE_GROUP}" -n "${CLUSTER}" \
  --node-count "${NODE_COUNT}" \
  --network-plugin azure --network-plugin-mode overlay \
  --vnet-subnet-id "$(az network vnet subnet show -g "${RESOURCE_GROUP}" --vnet-name "vnet-${CLUSTER}" -n nodes --query id -o tsv)" \
  --node-resource-group "${RESOURCE_GROUP}-nodes" \
  ${EXTRA} \
  --generate-ssh-keys
