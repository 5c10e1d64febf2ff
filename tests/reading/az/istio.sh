#!/bin/bash
export CLUSTER=aks-istio RESOURCE_GROUP=rg-istio LOCATION=northeurope
az group create --name ${RESOURCE_GROUP} --location ${LOCATION}
az aks get-versions -l ${LOCATION} -o table
az aks mesh get-revisions --location ${LOCATION} -o table
az aks create --resource-group ${RESOURCE_GROUP} --name ${CLUSTER} --enable-asm --revision asm-1-30 --network-plugin azure --network-plugin-mode overlay --node-count 3 --generate-ssh-keys
az aks mesh enable-ingress-gateway --resource-group $RESOURCE_GROUP --name $CLUSTER --ingress-gateway-type external
az aks mesh enable-ingress-gateway --resource-group $RESOURCE_GROUP --name $CLUSTER --ingress-gateway-type internal
az aks mesh upgrade start -g $RESOURCE_GROUP -n $CLUSTER --revision asm-1-31
