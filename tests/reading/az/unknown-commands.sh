#!/bin/bash
az group create -n rg-unknown -l westeurope
az storage account create -g rg-unknown -n stunknown -l westeurope --sku Standard_LRS
az acr create -g rg-unknown -n acrunknown --sku Premium
az network application-gateway create -g rg-unknown -n gw
az aks trustedaccess rolebinding create -g rg-unknown --cluster-name aks-unknown -n binding --roles x --source-resource-id y
az aks creat -g rg-unknown -n aks-unknown
az aks create -g rg-unknown -n aks-unknown --node-count 3 --network-plugin azure --network-plugin-mode overlay
az deployment group create -g rg-unknown -f main.bicep
terraform apply -auto-approve
