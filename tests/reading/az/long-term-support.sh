#!/bin/bash
az group create -n rg-lts -l westeurope
az aks create -g rg-lts -n aks-lts --kubernetes-version 1.32 --tier premium --k8s-support-plan AKSLongTermSupport --network-plugin azure --network-plugin-mode overlay --node-count 3
az aks create -g rg-lts -n aks-lts-2 --kubernetes-version 1.33 --tier standard --k8s-support-plan AKSLongTermSupport --network-plugin azure --network-plugin-mode overlay --node-count 3
