#!/usr/bin/env bash
set -Eeuo pipefail
IFS=$'\n\t'
trap 'echo "failed at line $LINENO" >&2' ERR
cd "$(dirname "${BASH_SOURCE[0]}")"
readonly RG="rg-strict"
az group create --name "${RG}" --location westeurope --output none
az aks create --resource-group "${RG}" --name "aks-strict" --tier standard --node-count 3 --network-plugin azure --network-plugin-mode overlay --network-dataplane cilium --network-policy cilium --no-ssh-key --output none
exit 0
