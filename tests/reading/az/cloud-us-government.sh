#!/bin/bash
az cloud set -n AzureUSGovernment
az login --use-device-code
az group create -n rg-gov -l usgovvirginia
az aks create -g rg-gov -n aks-gov -l usgovvirginia --enable-fips-image --network-plugin azure --network-plugin-mode overlay \
  --tier standard --node-count 3 --zones 1 2 3 --enable-aad --enable-azure-rbac --disable-local-accounts --generate-ssh-keys
