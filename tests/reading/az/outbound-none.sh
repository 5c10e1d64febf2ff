#!/bin/bash
# network isolated cluster
RG=rg-isolated
ACR_ID=/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-acr/providers/Microsoft.ContainerRegistry/registries/acrisolated
az group create -n $RG -l westeurope
az network vnet create -g $RG -n vnet-isolated --address-prefixes 10.130.0.0/16
az network vnet subnet create -g $RG --vnet-name vnet-isolated -n nodes --address-prefixes 10.130.0.0/24 --default-outbound-access false
az aks create -g $RG -n aks-isolated --enable-private-cluster --outbound-type none \
  --bootstrap-artifact-source Cache --bootstrap-container-registry-resource-id $ACR_ID \
  --network-plugin azure --network-plugin-mode overlay --kubernetes-version 1.35 \
  --vnet-subnet-id $(az network vnet subnet show -g $RG --vnet-name vnet-isolated -n nodes --query id -o tsv) \
  --assign-identity $IDENTITY_ID --node-count 3 --generate-ssh-keys
