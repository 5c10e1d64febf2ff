#!/bin/sh
COMMON="-g rg-common -l westeurope"
NETWORK="--network-plugin azure --network-plugin-mode overlay --pod-cidr 10.128.0.0/14"
az group create -n rg-common -l westeurope
az aks create $COMMON -n aks-one $NETWORK --node-count 3 --generate-ssh-keys
az aks create $COMMON -n aks-two $NETWORK --node-count 5 --generate-ssh-keys
