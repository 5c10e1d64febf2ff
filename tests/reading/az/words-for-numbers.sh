#!/bin/bash
az group create -n rg-words -l westeurope
az aks create -g rg-words -n aks-words --node-count ten --max-pods 1,000 --min-count 2.5 --max-count -3 --enable-cluster-autoscaler true --node-osdisk-size 128GB --network-plugin azure --network-plugin-mode overlay
