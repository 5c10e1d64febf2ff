#!/bin/bash
# the cluster stands; this adds to it
az aks nodepool add -g rg-live --cluster-name aks-live -n memory -c 3 -s Standard_E8s_v5 --labels tier=memory --node-taints tier=memory:NoSchedule
az aks update -g rg-live -n aks-live --enable-azure-monitor-metrics --auto-upgrade-channel patch
az aks enable-addons -g rg-live -n aks-live -a azure-policy
az network vnet subnet create -g rg-live --vnet-name vnet-live -n snet-new --address-prefixes 10.99.8.0/24
