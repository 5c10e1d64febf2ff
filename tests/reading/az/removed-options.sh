#!/bin/bash
az group create -n rg-removed -l westeurope
az aks create -g rg-removed -n aks-removed \
  --uptime-sla \
  --enable-pod-security-policy \
  --enable-rbac \
  --enable-vmss \
  --aad-server-app-id $SERVER_APP --aad-server-app-secret $SERVER_SECRET --aad-client-app-id $CLIENT_APP \
  --enable-cilium-dataplane \
  --docker-bridge-address 172.17.0.1/16 \
  --skip-subnet-role-assignment \
  --network-plugin azure --network-plugin-mode overlay --node-count 3
az aks install-connector -g rg-removed -n aks-removed --connector-name aci
az aks use-dev-spaces -g rg-removed -n aks-removed
az aks browse -g rg-removed -n aks-removed
