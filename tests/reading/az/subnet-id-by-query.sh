#!/bin/bash
RG="rg-payments"
VNET="vnet-payments"
LOCATION="germanywestcentral"

az group create -n $RG -l $LOCATION
az network vnet create -g $RG -n $VNET --address-prefixes 10.30.0.0/16
az network vnet subnet create -g $RG --vnet-name $VNET -n snet-system --address-prefixes 10.30.0.0/25
az network vnet subnet create -g $RG --vnet-name $VNET -n snet-user --address-prefixes 10.30.1.0/24

VNET_ID=$(az network vnet show -g $RG -n $VNET --query id -o tsv)
SYSTEM_SUBNET_ID=$(az network vnet subnet show -g $RG --vnet-name $VNET -n snet-system --query "id" --output tsv)
USER_SUBNET_ID=$(az network vnet subnet list -g $RG --vnet-name $VNET --query "[?name=='snet-user'].id" -o tsv)

az identity create -g $RG -n id-payments
IDENTITY_ID=$(az identity show -g $RG -n id-payments --query id -o tsv)
PRINCIPAL_ID=$(az identity show -g $RG -n id-payments --query principalId -o tsv)

az role assignment create --assignee-object-id $PRINCIPAL_ID --assignee-principal-type ServicePrincipal --role "Network Contributor" --scope $VNET_ID

az aks create -g $RG -n aks-payments \
    --assign-identity $IDENTITY_ID \
    --network-plugin azure --network-plugin-mode overlay \
    --vnet-subnet-id $SYSTEM_SUBNET_ID \
    --nodepool-name system --node-count 3 \
    --generate-ssh-keys

az aks nodepool add -g $RG --cluster-name aks-payments -n user1 \
    --vnet-subnet-id $USER_SUBNET_ID --node-count 5 --mode User
