#!/bin/bash
az group create -n rg-global -l westeurope --subscription 00000000-0000-0000-0000-000000000000 --only-show-errors -o none
az aks create -g rg-global -n aks-global --subscription Production --node-count 3 --network-plugin azure --network-plugin-mode overlay --generate-ssh-keys --no-wait --debug --verbose --output yaml --query provisioningState --yes
az aks wait -g rg-global -n aks-global --created --interval 30 --timeout 1800
az version
az upgrade --yes
