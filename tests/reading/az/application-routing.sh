#!/bin/bash
RG=rg-routing
az group create -n $RG -l westeurope
az network dns zone create -g $RG -n apps.contoso.example
ZONE=$(az network dns zone show -g $RG -n apps.contoso.example --query id -o tsv)
az aks create -g $RG -n aks-routing --enable-app-routing --network-plugin azure --network-plugin-mode overlay --node-count 3 --generate-ssh-keys
az aks approuting zone add -g $RG -n aks-routing --ids=$ZONE --attach-zones
az aks approuting update -g $RG -n aks-routing --enable-kv
