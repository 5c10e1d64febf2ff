#!/bin/bash
RG=rg-windows
az group create -n $RG -l westeurope
az aks create -g $RG -n aks-windows --node-count 2 --enable-addons monitoring --generate-ssh-keys \
  --windows-admin-username azureuser --windows-admin-password "$WINDOWS_PASSWORD" \
  --vm-set-type VirtualMachineScaleSets --network-plugin azure --network-plugin-mode overlay --network-policy calico --nodepool-name linux
az aks nodepool add -g $RG --cluster-name aks-windows --os-type Windows --os-sku Windows2022 --name npwin --node-count 1
az aks nodepool add -g $RG --cluster-name aks-windows --os-type Windows --os-sku Windows2025 --name winpool25 --node-count 1 --disable-windows-outbound-nat
