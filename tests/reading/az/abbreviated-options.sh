#!/bin/sh
# az takes any start of an option that is not ambiguous
az group create -n rg-short -l eastus2
az network vnet create --resource rg-short --name vnet-short --address-prefix 10.0.0.0/8 --subnet-name default --subnet-prefix 10.240.0.0/16
az network vnet subnet create -g rg-short --vnet vnet-short -n second --address-prefix 10.241.0.0/16
SUBNET=$(az network vnet subnet show -g rg-short --vnet-name vnet-short -n default --query id -o tsv)
az aks create -g rg-short -n aks-short -k 1.35 -c 5 -s Standard_D4ds_v5 -p aksshort -a monitoring \
  --network-plugin azure --vnet-subnet $SUBNET --service-cidr 172.20.0.0/16 --dns-service 172.20.0.10 --generate-ssh
az aks nodepool add -g rg-short --cluster aks-short -n more -c 2 -s Standard_D4ds_v5 -k 1.35
