#!/bin/bash
source ./env.sh
. "$(dirname "$0")/common.sh"
export AZURE_DEFAULTS_GROUP=rg-export
export LOCATION=westeurope CLUSTER=aks-export
declare -r VNET=vnet-export
readonly SUBNET=snet-export
typeset PODS=10.244.0.0/16
local_size="Standard_D4s_v5"

az group create -n $AZURE_DEFAULTS_GROUP -l $LOCATION
az network vnet create -n $VNET --address-prefixes 10.12.0.0/16 --subnet-name $SUBNET --subnet-prefixes 10.12.0.0/24
az aks create -n $CLUSTER --pod-cidr $PODS --node-vm-size $local_size --network-plugin azure --network-plugin-mode overlay \
  --workspace-resource-id $LOG_WORKSPACE_ID --enable-addons monitoring --generate-ssh-keys
unset PODS
