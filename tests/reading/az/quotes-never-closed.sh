#!/bin/bash
az group create -n rg-open -l westeurope
az aks create -g rg-open -n "aks-open --node-count 3 --network-plugin azure
echo done
