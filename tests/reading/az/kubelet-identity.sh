#!/bin/bash
RG=rg-kubelet
az group create -n $RG -l westeurope
for id in control kubelet; do az identity create -g $RG -n id-$id -o none; done
CONTROL=$(az identity show -g $RG -n id-control --query id -o tsv)
KUBELET=$(az identity show -g $RG -n id-kubelet --query id -o tsv)
az role assignment create --assignee $(az identity show -g $RG -n id-control --query principalId -o tsv) --role "Managed Identity Operator" --scope $KUBELET
az aks create -g $RG -n aks-kubelet --assign-identity $CONTROL --assign-kubelet-identity $KUBELET --attach-acr acrkubelet --network-plugin azure --network-plugin-mode overlay --node-count 3
az aks create -g $RG -n aks-half --assign-kubelet-identity $KUBELET --network-plugin azure --network-plugin-mode overlay --node-count 3
