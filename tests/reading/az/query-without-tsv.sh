#!/bin/bash
# the answer is JSON: the id comes with its quotes, and az refuses it
az group create -n rg-quotes -l westeurope
az network vnet create -g rg-quotes -n vnet-quotes --address-prefixes 10.18.0.0/16 --subnet-name nodes --subnet-prefixes 10.18.0.0/24
SUBNET=$(az network vnet subnet show -g rg-quotes --vnet-name vnet-quotes -n nodes --query id)
az aks create -g rg-quotes -n aks-quotes --vnet-subnet-id $SUBNET --network-plugin azure --network-plugin-mode overlay -c 3
