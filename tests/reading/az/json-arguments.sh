#!/bin/bash
RG=rg-json
az group create -n $RG -l westeurope
az network vnet create -g $RG -n vnet-json --address-prefixes '["10.50.0.0/16","10.51.0.0/16"]' \
  --subnets '[{"name":"nodes","addressPrefix":"10.50.0.0/24"}]'
az network vnet subnet create -g $RG --vnet-name vnet-json -n api --address-prefixes 10.51.0.0/28 \
  --delegations '[{"name":"aks","serviceName":"Microsoft.ContainerService/managedClusters"}]'
az aks create -g $RG -n aks-json --network-plugin azure --network-plugin-mode overlay \
  --vnet-subnet-id /subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-json/providers/Microsoft.Network/virtualNetworks/vnet-json/subnets/nodes \
  --node-count 3 --kubelet-config ./kubelet.json --linux-os-config @linuxos.json --generate-ssh-keys
