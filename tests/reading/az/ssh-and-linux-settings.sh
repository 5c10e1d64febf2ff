#!/bin/bash
az group create -n rg-linux -l westeurope
az aks create -g rg-linux -n aks-linux -u azureadmin --ssh-key-value ~/.ssh/id_rsa.pub --os-sku AzureLinux --node-osdisk-diskencryptionset-id $DES \
  --enable-encryption-at-host --enable-ultra-ssd --enable-fips-image --ppg $PPG --nodepool-labels env=prod team=core --nodepool-tags cost=1 \
  --enable-node-public-ip --node-public-ip-prefix-id $PIP_PREFIX --pod-cidr 10.244.0.0/16 --dns-name-prefix linux-demo --network-plugin azure --network-plugin-mode overlay --node-count 3
az aks nodepool add -g rg-linux --cluster-name aks-linux -n mariner --os-sku CBLMariner -c 1
az aks nodepool add -g rg-linux --cluster-name aks-linux -n vms --vm-set-type VirtualMachines --vm-sizes Standard_D4s_v5,Standard_D8s_v5 -c 3
