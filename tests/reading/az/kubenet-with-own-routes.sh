#!/bin/bash
# kubenet behind the firewall of the hub
RG=rg-kubenet
LOC=westeurope
FW=10.0.1.4

az group create -n $RG -l $LOC
az network vnet create -g $RG -n vnet-kubenet --address-prefixes 10.100.0.0/16 --subnet-name snet-aks --subnet-prefixes 10.100.0.0/24
az network route-table create -g $RG -n rt-aks --disable-bgp-route-propagation true
az network route-table route create -g $RG --route-table-name rt-aks -n default \
   --address-prefix 0.0.0.0/0 --next-hop-type VirtualAppliance --next-hop-ip-address $FW
az network vnet subnet update -g $RG --vnet-name vnet-kubenet -n snet-aks --route-table rt-aks

az identity create -g $RG -n id-kubenet
ID=$(az identity show -g $RG -n id-kubenet --query id -o tsv)
PRINCIPAL=$(az identity show -g $RG -n id-kubenet --query principalId -o tsv)
RT_ID=$(az network route-table show -g $RG -n rt-aks --query id -o tsv)
SUBNET_ID=$(az network vnet subnet show -g $RG --vnet-name vnet-kubenet -n snet-aks --query id -o tsv)
az role assignment create --assignee $PRINCIPAL --role "Network Contributor" --scope $RT_ID
az role assignment create --assignee $PRINCIPAL --role "Network Contributor" --scope $SUBNET_ID

az aks create -g $RG -n aks-kubenet \
   --network-plugin kubenet --network-policy calico \
   --pod-cidr 10.244.0.0/16 --service-cidr 10.96.0.0/16 --dns-service-ip 10.96.0.10 \
   --outbound-type userDefinedRouting \
   --vnet-subnet-id $SUBNET_ID --assign-identity $ID \
   --node-count 5 --generate-ssh-keys
