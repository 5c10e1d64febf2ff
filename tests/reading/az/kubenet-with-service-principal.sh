#!/bin/bash
# The classic of 2019
az group create --name rg-classic --location eastus
az network vnet create \
    --resource-group rg-classic \
    --name vnet-classic \
    --address-prefixes 192.168.0.0/16 \
    --subnet-name snet-classic \
    --subnet-prefix 192.168.1.0/24

SP=$(az ad sp create-for-rbac --skip-assignment --name sp-classic)
APP_ID=$(echo $SP | jq -r .appId)
PASSWORD=$(echo $SP | jq -r .password)
VNET_ID=$(az network vnet show --resource-group rg-classic --name vnet-classic --query id -o tsv)
SUBNET_ID=$(az network vnet subnet show --resource-group rg-classic --vnet-name vnet-classic --name snet-classic --query id -o tsv)
az role assignment create --assignee $APP_ID --scope $VNET_ID --role Contributor

az aks create \
    --resource-group rg-classic \
    --name aks-classic \
    --node-count 3 \
    --network-plugin kubenet \
    --service-cidr 10.0.0.0/16 \
    --dns-service-ip 10.0.0.10 \
    --pod-cidr 10.244.0.0/16 \
    --docker-bridge-address 172.17.0.1/16 \
    --vnet-subnet-id $SUBNET_ID \
    --service-principal $APP_ID \
    --client-secret $PASSWORD
