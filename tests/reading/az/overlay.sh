#!/bin/bash
resourceGroup="rg-overlay"
clusterName="aks-overlay"
location="westcentralus"
az group create --name $resourceGroup --location $location
az aks create --name $clusterName --resource-group $resourceGroup --location $location \
  --network-plugin azure --network-plugin-mode overlay --pod-cidr 192.168.0.0/22 \
  --enable-cluster-autoscaler --min-count 3 --max-count 12 --generate-ssh-keys
