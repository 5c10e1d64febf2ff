#!/bin/bash
az group create -n rg-nomax -l westeurope
az aks create -g rg-nomax -n aks-nomax --node-count 3 --min-count 2 --max-count 10 --network-plugin azure --network-plugin-mode overlay
az aks nodepool add -g rg-nomax --cluster-name aks-nomax -n apps --enable-cluster-autoscaler --min-count 10 --max-count 5
