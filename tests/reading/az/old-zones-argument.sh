#!/bin/bash
# from 2020, still in the team's repository
az extension add --name aks-preview
az feature register --name AvailabilityZonePreview --namespace Microsoft.ContainerService
az provider register --namespace Microsoft.ContainerService

az group create --name rg-zones --location westus2
az aks create \
    --resource-group rg-zones \
    --name aks-zones \
    --kubernetes-version 1.35.2 \
    --enable-vmss \
    --load-balancer-sku standard \
    --node-count 3 \
    --node-zones 1 2 3 \
    --generate-ssh-keys
az aks nodepool add -g rg-zones --cluster-name aks-zones -n pool2 --node-zones 1 2 --node-count 3
