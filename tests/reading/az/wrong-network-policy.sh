#!/bin/bash
az group create -n rg-policy -l westeurope
az aks create -g rg-policy -n aks-weave --network-plugin kubenet --network-policy weave --node-count 3
az aks create -g rg-policy -n aks-npm --network-plugin kubenet --network-policy azure --node-count 3
az aks create -g rg-policy -n aks-mixed --network-plugin azure --network-plugin-mode overlay --network-policy cilium --node-count 3
az aks create -g rg-policy -n aks-calico --network-plugin azure --network-plugin-mode overlay --network-dataplane cilium --network-policy Calico --node-count 3
