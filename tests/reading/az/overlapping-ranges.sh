#!/bin/bash
# service range inside the network, pods over the peer, two subnets over each other
RG=rg-overlap
az group create -n $RG -l westeurope
az network vnet create -g $RG -n vnet-a --address-prefixes 10.0.0.0/16
az network vnet subnet create -g $RG --vnet-name vnet-a -n nodes --address-prefixes 10.0.0.0/22
az network vnet subnet create -g $RG --vnet-name vnet-a -n vms --address-prefixes 10.0.2.0/24
az network vnet create -g $RG -n vnet-b --address-prefixes 10.244.0.0/16
az network vnet peering create -g $RG -n a-b --vnet-name vnet-a --remote-vnet vnet-b --allow-vnet-access
az network vnet peering create -g $RG -n b-a --vnet-name vnet-b --remote-vnet vnet-a --allow-vnet-access
az aks create -g $RG -n aks-overlap --network-plugin azure --network-plugin-mode overlay \
  --vnet-subnet-id $(az network vnet subnet show -g $RG --vnet-name vnet-a -n nodes --query id -o tsv) \
  --pod-cidr 10.244.0.0/16 --service-cidr 10.0.0.0/20 --dns-service-ip 10.0.0.10 --node-count 3
