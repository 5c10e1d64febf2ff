#!/bin/bash
az group create -n rg-zoned -l westeurope
az aks create -g rg-zoned -n aks-zoned --zones 1 2 3 --node-count 3 --network-plugin azure --network-plugin-mode overlay
az aks nodepool add -g rg-zoned --cluster-name aks-zoned -n a --zones 1,2 --node-count 2
az aks nodepool add -g rg-zoned --cluster-name aks-zoned -n b -z 4 --node-count 2
