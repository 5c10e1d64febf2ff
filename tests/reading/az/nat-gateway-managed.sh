#!/bin/bash
az group create -n rg-nat -l swedencentral
az aks create -g rg-nat -n aks-nat --network-plugin azure --network-plugin-mode overlay \
  --outbound-type managedNATGateway --nat-gateway-managed-outbound-ip-count 2 --nat-gateway-idle-timeout 10 \
  --node-count 3 --generate-ssh-keys
