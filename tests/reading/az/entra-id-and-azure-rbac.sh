#!/bin/bash
GROUP=$(az ad group create --display-name aks-admins --mail-nickname aks-admins --query id -o tsv)
az group create -n rg-entra -l westeurope
az aks create -g rg-entra -n aks-entra --enable-aad --aad-admin-group-object-ids $GROUP --aad-tenant-id $TENANT --enable-azure-rbac --disable-local-accounts --network-plugin azure --network-plugin-mode overlay --node-count 3
az aks create -g rg-entra -n aks-locked --disable-local-accounts --network-plugin azure --network-plugin-mode overlay --node-count 3
az aks create -g rg-entra -n aks-nordic --enable-azure-rbac --network-plugin azure --network-plugin-mode overlay --node-count 3
