#!/bin/bash
RG=rg-virtual
az group create -n $RG -l westeurope
az network vnet create -g $RG -n vnet-virtual --address-prefixes 10.0.0.0/8 --subnet-name aks --subnet-prefixes 10.240.0.0/16
az network vnet subnet create -g $RG --vnet-name vnet-virtual -n aci --address-prefixes 10.241.0.0/16 --delegations Microsoft.ContainerInstance/containerGroups
az aks create -g $RG -n aks-virtual --node-count 1 --network-plugin azure --vnet-subnet-id $(az network vnet subnet show -g $RG --vnet-name vnet-virtual -n aks --query id -o tsv) --generate-ssh-keys
az aks enable-addons -g $RG -n aks-virtual --addons virtual-node --subnet-name aci
