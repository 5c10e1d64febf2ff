#!/bin/bash
az group create -n rg-scale -l westeurope
az aks create -g rg-scale -n aks-scale --enable-keda --enable-vpa --enable-workload-identity --enable-oidc-issuer --network-plugin azure --network-plugin-mode overlay --node-count 3 --generate-ssh-keys
az aks update -g rg-scale -n aks-scale --disable-vpa
