#!/bin/bash
# All calls to Azure Resource Manager go through the company's API Management
GATEWAY="https://apim.contoso.example/arm"
az cloud register -n Contoso --endpoint-resource-manager "$GATEWAY" --endpoint-active-directory https://login.microsoftonline.com
az cloud set -n Contoso
az login --service-principal -u "$APP_ID" -p "$APP_SECRET" --tenant "$TENANT_ID"
curl -fsS -H "Ocp-Apim-Subscription-Key: $APIM_KEY" "$GATEWAY/subscriptions?api-version=2022-12-01" | jq '.value[].displayName'
az group create -n rg-apim -l westeurope
az rest --method get --url "$GATEWAY/subscriptions/$SUB/resourceGroups/rg-apim?api-version=2024-11-01" --headers "Ocp-Apim-Subscription-Key=$APIM_KEY"
az aks create -g rg-apim -n aks-apim --node-count 3 --network-plugin azure --network-plugin-mode overlay --generate-ssh-keys
