#!/bin/bash
# A comment between the lines ends the command: the rest runs as a command of its own.
az group create -n rg-comment -l westeurope
az aks create -g rg-comment -n aks-comment \
  --node-count 3 \
  # --enable-private-cluster \
  --network-plugin azure \
  --generate-ssh-keys
