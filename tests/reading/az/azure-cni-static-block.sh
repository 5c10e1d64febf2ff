#!/bin/bash
RG=rg-static
az group create -n $RG -l eastus2
az network vnet create -g $RG -n vnet-static --address-prefixes 10.64.0.0/12
az network vnet subnet create -g $RG --vnet-name vnet-static -n nodes --address-prefixes 10.64.0.0/22
az network vnet subnet create -g $RG --vnet-name vnet-static -n pods --address-prefixes 10.72.0.0/14
BASE=/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/$RG/providers/Microsoft.Network/virtualNetworks/vnet-static/subnets
az aks create -g $RG -n aks-static --network-plugin azure --pod-ip-allocation-mode StaticBlock \
  --vnet-subnet-id $BASE/nodes --pod-subnet-id $BASE/pods --max-pods 127 --node-count 10 \
  --service-cidr 172.22.0.0/16 --dns-service-ip 172.22.0.10
