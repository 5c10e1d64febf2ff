#!/bin/bash
az group create -n rg-typo -l westeurope
az aks create -g rg-typo -n aks-typo \
  --node-cuont 3 \
  --netwrok-plugin azure \
  --network-plugin-mode overlay \
  --pod-cidr 10.244.0.0/14 \
  --enable-private-clsuter \
  --generate-ssh-keys
az aks nodepol add -g rg-typo --cluster-name aks-typo -n pool2
