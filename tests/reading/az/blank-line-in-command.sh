#!/bin/bash
az group create -n rg-blank -l westeurope
az aks create -g rg-blank -n aks-blank \
  --node-count 3 \

  --network-plugin azure
