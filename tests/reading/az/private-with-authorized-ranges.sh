#!/bin/bash
# a private cluster has no public address to restrict
az group create -n rg-mix -l westeurope
az aks create -g rg-mix -n aks-mix --enable-private-cluster \
  --api-server-authorized-ip-ranges 203.0.113.0/24,20.31.4.7/32,10.0.0.0/8 \
  --network-plugin azure --network-plugin-mode overlay --node-count 3 --generate-ssh-keys
az aks update -g rg-mix -n aks-mix --api-server-authorized-ip-ranges 20.31.4.0/28
