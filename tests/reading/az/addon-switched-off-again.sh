#!/bin/bash
az group create -n rg-addons -l westeurope
az aks create -g rg-addons -n aks-addons -a http_application_routing,azure-policy,monitoring --node-count 3 --network-plugin azure --network-plugin-mode overlay --generate-ssh-keys
az aks disable-addons -a http_application_routing -g rg-addons -n aks-addons
az aks enable-addons -a azure-keyvault-secrets-provider,virtual-node -g rg-addons -n aks-addons --enable-secret-rotation --subnet-name virtual
