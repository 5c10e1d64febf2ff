#!/bin/bash
az group create -n rg-mesh -l westeurope
az aks create -g rg-mesh -n aks-mesh -c 3 --network-plugin azure --network-plugin-mode overlay -a open-service-mesh --generate-ssh-keys
# now the newer mesh; the older one is still there
az aks mesh enable -g rg-mesh -n aks-mesh --revision asm-1-27
