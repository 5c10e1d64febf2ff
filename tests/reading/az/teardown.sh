#!/bin/bash
# Takes the test environment away
az aks nodepool delete -g rg-old -n jobs --cluster-name aks-old --no-wait
az aks delete -g rg-old -n aks-old --yes
az network vnet peering delete -g rg-old --vnet-name vnet-old -n to-hub
az network vnet subnet delete -g rg-old --vnet-name vnet-old -n nodes
az network vnet delete -g rg-old -n vnet-old
az group delete -n rg-old --yes --no-wait
