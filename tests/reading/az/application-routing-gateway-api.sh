#!/bin/bash
az group create -n rg-gwapi -l westeurope
az aks create -g rg-gwapi -n aks-gwapi --enable-app-routing-istio --enable-gateway-api --network-plugin azure --network-plugin-mode overlay --node-count 3 --generate-ssh-keys
az aks create -g rg-gwapi -n aks-half --enable-app-routing-istio --network-plugin azure --network-plugin-mode overlay --node-count 3
az aks approuting enable -g rg-gwapi -n aks-half
