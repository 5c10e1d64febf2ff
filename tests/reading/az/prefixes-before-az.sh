#!/bin/bash
time az group create -n rg-prefix -l westeurope
AZURE_CORE_OUTPUT=none az network vnet create -g rg-prefix -n vnet-prefix --address-prefixes 10.16.0.0/16
command az network vnet subnet create -g rg-prefix --vnet-name vnet-prefix -n nodes --address-prefixes 10.16.1.0/24
! az aks show -g rg-prefix -n aks-prefix && sudo -E az aks create -g rg-prefix -n aks-prefix --node-count 2 --network-plugin azure --network-plugin-mode overlay
if az aks nodepool add -g rg-prefix --cluster-name aks-prefix -n second -c 1; then echo ok; fi
/usr/bin/az aks nodepool add -g rg-prefix --cluster-name aks-prefix -n third -c 1
( az aks update -g rg-prefix -n aks-prefix --enable-keda ) && { az aks update -g rg-prefix -n aks-prefix --enable-vpa; }
nohup az aks upgrade -g rg-prefix -n aks-prefix -k 1.36 --yes &
