#!/bin/bash
set -eu
RG=rg-cilium
az group create -n $RG -l francecentral
az network vnet create -g $RG -n vnet-cilium --address-prefixes 10.70.0.0/16 --subnet-name nodes --subnet-prefixes 10.70.0.0/24
SUBNET=$(az network vnet subnet show -g $RG --vnet-name vnet-cilium -n nodes --query id -o tsv)
az aks create -g $RG -n aks-cilium --kubernetes-version 1.35 \
  --network-plugin azure --network-plugin-mode overlay \
  --network-dataplane cilium --network-policy cilium \
  --enable-acns --acns-advanced-networkpolicies L7 --acns-transit-encryption-type WireGuard \
  --pod-cidr 100.64.0.0/14 --service-cidr 10.71.0.0/20 --dns-service-ip 10.71.0.10 \
  --vnet-subnet-id $SUBNET --node-count 6 --tier standard --zones 1 2 3 --generate-ssh-keys
