#!/bin/bash
az group create -n rg-empty -l westeurope
az aks create -g rg-empty -n aks-empty --ssh-key-value --node-count --network-plugin azure --api-server-authorized-ip-ranges "" --zones --generate-ssh-keys
az aks nodepool add -g rg-empty --cluster-name aks-empty -n
