#!/bin/bash
az group create -n rg-nap -l westeurope
az aks create -g rg-nap -n aks-nap --node-provisioning-mode Auto --network-plugin azure --network-plugin-mode overlay --network-dataplane cilium --generate-ssh-keys
az aks create -g rg-nap -n aks-nap-2 --node-provisioning-mode Auto --enable-cluster-autoscaler --min-count 1 --max-count 3 --network-plugin kubenet
