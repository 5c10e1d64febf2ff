#!/bin/bash
SUB="Pay-As-You-Go (Team Blue)"
RG='rg blue team'
az account set -s "$SUB"
az group create --name "rg-blue" --location "West Europe" --tags "Cost Center=4711" owner='Jane Doe' env=test
az network nsg create -g rg-blue -n "nsg-nodes"
az network nsg rule create -g rg-blue --nsg-name nsg-nodes -n "allow https" --priority 200 --direction Inbound --access Allow --protocol Tcp --source-address-prefixes "*" --destination-port-ranges 443
az role assignment create --assignee "11111111-2222-3333-4444-555555555555" --role "Azure Kubernetes Service RBAC Cluster Admin" --scope "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-blue"
az aks create -g "rg-blue" -n 'aks-blue' --node-count "2" --network-plugin 'azure' --network-plugin-mode "overlay" --tags "Cost Center=4711" --generate-ssh-keys
