#!/bin/bash
RG=rg-crlf
az group create -n $RG -l westeurope
az aks create -g $RG -n aks-crlf \
  --node-count 3 \
  --network-plugin azure \
  --network-plugin-mode overlay
