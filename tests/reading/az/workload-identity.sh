#!/bin/bash
set -e
RG=rg-wi
AKS=aks-wi
az group create -n $RG -l westeurope
az aks create -g $RG -n $AKS --enable-workload-identity --network-plugin azure --network-plugin-mode overlay --kubernetes-version 1.33 --node-count 3 --generate-ssh-keys
ISSUER=$(az aks show -g $RG -n $AKS --query oidcIssuerProfile.issuerUrl -o tsv)
az identity create -g $RG -n id-app
az identity federated-credential create --name fc-app --identity-name id-app -g $RG --issuer "$ISSUER" --subject system:serviceaccount:default:app --audience api://AzureADTokenExchange
az role assignment create --assignee "$(az identity show -g $RG -n id-app --query principalId -o tsv)" --role "Key Vault Secrets User" --scope "$(az keyvault show -n kv-wi --query id -o tsv)"
