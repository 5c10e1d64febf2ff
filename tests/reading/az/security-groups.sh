#!/bin/bash
RG=rg-nsg
az group create -n $RG -l westeurope
az network nsg create -g $RG -n nsg-aks
az network nsg rule create -g $RG --nsg-name nsg-aks -n web --priority 100 --access Allow --direction Inbound --protocol Tcp --source-address-prefixes Internet --destination-address-prefixes 10.24.0.0/24 --destination-port-ranges 80 443
az network nsg rule create -g $RG --nsg-name nsg-aks -n deny --priority 50 --access Deny --direction Inbound --protocol '*' --source-address-prefixes '*' --destination-address-prefixes '*' --destination-port-ranges '*'
az network vnet create -g $RG -n vnet-nsg --address-prefixes 10.24.0.0/16
az network vnet subnet create -g $RG --vnet-name vnet-nsg -n nodes --address-prefixes 10.24.0.0/24 --nsg nsg-aks --service-endpoints Microsoft.Storage Microsoft.Sql --private-endpoint-network-policies Disabled
az aks create -g $RG -n aks-nsg --vnet-subnet-id $(az network vnet subnet show -g $RG --vnet-name vnet-nsg -n nodes --query id -o tsv) --network-plugin azure --network-plugin-mode overlay --node-count 3
