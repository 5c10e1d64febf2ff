#!/bin/bash
az group create -n rg-nocache -l westeurope
az aks create -g rg-nocache -n aks-nocache --outbound-type none --network-plugin azure --network-plugin-mode overlay --node-count 3
