#!/bin/bash
az group create -n rg-pools -l westeurope
az aks create -g rg-pools -n aks-pools --nodepool-name System --node-count 3 --network-plugin azure --network-plugin-mode overlay
az aks nodepool add -g rg-pools --cluster-name aks-pools -n user-pool -c 2
az aks nodepool add -g rg-pools --cluster-name aks-pools -n averylongpoolname -c 2
az aks nodepool add -g rg-pools --cluster-name aks-other -n lost -c 2
