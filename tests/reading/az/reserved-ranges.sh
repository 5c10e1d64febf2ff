#!/bin/bash
az group create -n rg-reserved -l westeurope
az network vnet create -g rg-reserved -n vnet-reserved --address-prefixes 172.16.0.0/12 --subnet-name nodes --subnet-prefixes 172.30.0.0/24
az aks create -g rg-reserved -n aks-reserved --network-plugin azure --network-plugin-mode overlay --pod-cidr 169.254.0.0/17 --service-cidr 172.31.0.0/16 --dns-service-ip 172.31.0.10 --node-count 3 \
  --vnet-subnet-id $(az network vnet subnet show -g rg-reserved --vnet-name vnet-reserved -n nodes --query id -o tsv)
az network vnet create -g rg-reserved -n vnet-hostbits --address-prefixes 10.254.0.0/14 --subnet-name one --subnet-prefixes 10.252.0.1/24
az network vnet subnet create -g rg-reserved --vnet-name vnet-hostbits -n outside --address-prefixes 10.10.0.0/24
az network vnet subnet create -g rg-reserved --vnet-name vnet-hostbits -n tiny --address-prefixes 10.252.9.0/30
