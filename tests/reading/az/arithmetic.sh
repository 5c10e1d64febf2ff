#!/bin/bash
BASE=40
INDEX=2
az group create -n rg-math -l westeurope
az network vnet create -g rg-math -n vnet-math --address-prefixes "10.$((BASE + INDEX)).0.0/16" --subnet-name nodes --subnet-prefixes "10.$((BASE + INDEX)).0.0/24"
MAX=$(( 3 * 4 ))
NAME=$(printf 'aks-%02d' $INDEX)
az aks create -g rg-math -n "$NAME" --enable-cluster-autoscaler --min-count 1 --max-count $MAX --node-count 3 --network-plugin azure --network-plugin-mode overlay --generate-ssh-keys
let MAX++
