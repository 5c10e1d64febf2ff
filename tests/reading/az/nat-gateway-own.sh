#!/bin/bash
RG=rg-ownnat
az group create -n $RG -l swedencentral
az network public-ip create -g $RG -n pip-nat-1 --sku Standard --allocation-method Static --zone 1
az network public-ip create -g $RG -n pip-nat-2 --sku Standard --allocation-method Static --zone 1
az network public-ip prefix create -g $RG -n prefix-nat --length 30
az network nat gateway create -g $RG -n natgw --public-ip-addresses pip-nat-1 pip-nat-2 --idle-timeout 15 --zone 1
az network vnet create -g $RG -n vnet-nat --address-prefixes 10.120.0.0/16
az network vnet subnet create -g $RG --vnet-name vnet-nat -n nodes --address-prefixes 10.120.0.0/22 --nat-gateway natgw
SUBNET=$(az network vnet subnet show -g $RG --vnet-name vnet-nat -n nodes --query id -o tsv)
az identity create -g $RG -n id-nat
az aks create -g $RG -n aks-ownnat --network-plugin azure --network-plugin-mode overlay \
  --vnet-subnet-id $SUBNET --outbound-type userAssignedNATGateway \
  --assign-identity $(az identity show -g $RG -n id-nat --query id -o tsv) --node-count 3 --generate-ssh-keys
