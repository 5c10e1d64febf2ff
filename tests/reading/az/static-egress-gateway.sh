#!/bin/bash
az group create -n rg-egress -l westeurope
az aks create -g rg-egress -n aks-egress --enable-static-egress-gateway --network-plugin azure --network-plugin-mode overlay --node-count 3
az aks nodepool add -g rg-egress --cluster-name aks-egress -n gateway --mode Gateway --node-count 2 --gateway-prefix-size 30
az aks nodepool add -g rg-egress --cluster-name aks-egress -n gateway2 --mode Gateway --node-count 2 --gateway-prefix-size 24
