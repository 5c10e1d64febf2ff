#!/bin/bash
az group create -n rg-vault -l westeurope
az keyvault create -n kv-vault-demo -g rg-vault -l westeurope --enable-rbac-authorization
az aks create -g rg-vault -n aks-vault --enable-addons azure-keyvault-secrets-provider --enable-secret-rotation --rotation-poll-interval 5m \
  --enable-oidc-issuer --enable-workload-identity --network-plugin azure --network-plugin-mode overlay --node-count 3 --generate-ssh-keys
az aks addon update -g rg-vault -n aks-vault -a azure-keyvault-secrets-provider --enable-secret-rotation
