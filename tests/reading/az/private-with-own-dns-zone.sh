#!/bin/bash
set -euo pipefail
LOC=westeurope
RG=rg-private
DNS_RG=rg-dns
ZONE=privatelink.northeurope.azmk8s.io   # from the neighbour's script: the region is another one

az group create -n $RG -l $LOC
az group create -n $DNS_RG -l $LOC
az network private-dns zone create -g $DNS_RG -n $ZONE
ZONE_ID=$(az network private-dns zone show -g $DNS_RG -n $ZONE --query id -o tsv)
az network vnet create -g $RG -n vnet-private --address-prefixes 10.110.0.0/16 --dns-servers 10.0.0.4 10.0.0.5 --subnet-name nodes --subnet-prefixes 10.110.0.0/23
VNET_ID=$(az network vnet show -g $RG -n vnet-private --query id -o tsv)
SUBNET_ID=$(az network vnet subnet show -g $RG --vnet-name vnet-private -n nodes --query id -o tsv)
az network private-dns link vnet create -g $DNS_RG -z $ZONE -n link-private -v $VNET_ID -e false

az identity create -g $RG -n id-private
ID=$(az identity show -g $RG -n id-private --query id -o tsv)
PID=$(az identity show -g $RG -n id-private --query principalId -o tsv)
az role assignment create --assignee-object-id $PID --assignee-principal-type ServicePrincipal --role "Private DNS Zone Contributor" --scope $ZONE_ID
az role assignment create --assignee-object-id $PID --assignee-principal-type ServicePrincipal --role "Network Contributor" --scope $VNET_ID

az aks create -g $RG -n aks-private -l $LOC \
  --enable-private-cluster --private-dns-zone $ZONE_ID --fqdn-subdomain aks-private \
  --disable-public-fqdn \
  --network-plugin azure --network-plugin-mode overlay \
  --vnet-subnet-id $SUBNET_ID --assign-identity $ID \
  --node-count 3 --generate-ssh-keys
