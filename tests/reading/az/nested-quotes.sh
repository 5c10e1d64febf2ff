#!/bin/bash
az group create -n rg-nested -l westeurope
az vm run-command invoke -g rg-nested -n jump --command-id RunShellScript --scripts "az aks create -g rg-nested -n aks-inner --node-count 1"
ssh jump "az aks get-credentials -g rg-nested -n aks-nested && kubectl get nodes"
bash -c 'az aks create -g rg-nested -n aks-shell --node-count 3 --network-plugin azure --network-plugin-mode overlay'
eval "az aks nodepool add -g rg-nested --cluster-name aks-shell -n apps -c 2"
docker run --rm mcr.microsoft.com/azure-cli az aks list -o table
