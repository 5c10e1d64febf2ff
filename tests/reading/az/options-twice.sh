#!/bin/bash
az group create -n rg-twice -l westeurope
az aks create -g rg-twice -n aks-twice --node-count 3 --network-plugin kubenet --node-count 5 --network-plugin azure --network-plugin-mode overlay --generate-ssh-keys
az aks nodepool add -g rg-twice --cluster-name aks-twice -n gpu --node-taints sku=gpu:NoSchedule --node-taints team=ml:NoSchedule --labels a=1 --labels b=2
