#!/bin/bash
RG=rg-agic
az group create -n $RG -l westeurope
az network vnet create -g $RG -n vnet-agic --address-prefixes 10.31.0.0/16 --subnet-name nodes --subnet-prefixes 10.31.0.0/22
az network vnet subnet create -g $RG --vnet-name vnet-agic -n appgw --address-prefixes 10.31.4.0/24
SUBNET=$(az network vnet subnet show -g $RG --vnet-name vnet-agic -n nodes --query id -o tsv)
APPGW=$(az network vnet subnet show -g $RG --vnet-name vnet-agic -n appgw --query id -o tsv)
az aks create -g $RG -n aks-agic --network-plugin azure --vnet-subnet-id $SUBNET --service-cidr 10.32.0.0/16 --dns-service-ip 10.32.0.10 \
  --enable-addons ingress-appgw,monitoring --appgw-name gw-agic --appgw-subnet-id $APPGW --node-count 3 --generate-ssh-keys
az aks create -g $RG -n aks-agic-2 --network-plugin azure --network-plugin-mode overlay -a ingress-appgw --appgw-name gw-2 --appgw-subnet-cidr 10.225.0.0/16 --generate-ssh-keys
