#!/bin/bash
RG=rg-gpu
az group create -n $RG -l westus3
az aks create -g $RG -n aks-gpu --nodepool-name system --node-count 3 --nodepool-taints CriticalAddonsOnly=true:NoSchedule --network-plugin azure --network-plugin-mode overlay --generate-ssh-keys
az aks nodepool add -g $RG --cluster-name aks-gpu --name gpunp --node-count 1 --node-vm-size Standard_NC24ads_A100_v4 \
  --node-taints sku=gpu:NoSchedule --labels workload=training accelerator=nvidia \
  --enable-cluster-autoscaler --min-count 0 --max-count 4 --gpu-driver install --node-osdisk-size 256 --node-osdisk-type Ephemeral --aks-custom-headers UseGPUDedicatedVHD=true
