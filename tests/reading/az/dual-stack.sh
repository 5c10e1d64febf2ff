#!/bin/bash
az group create -n rg-dual -l eastus
az network vnet create -g rg-dual -n vnet-dual --address-prefixes 10.0.0.0/16 fd00:db8:deca::/48 \
  --subnet-name nodes --subnet-prefixes 10.0.0.0/22 fd00:db8:deca:deed::/64
az aks create -g rg-dual -n aks-dual --network-plugin azure --network-plugin-mode overlay \
  --ip-families ipv4,ipv6 \
  --pod-cidrs 10.244.0.0/16,fd12:3456:789a::/64 \
  --service-cidrs 10.1.0.0/16,fd12:3456:789a:1::/108 --dns-service-ip 10.1.0.10 \
  --load-balancer-managed-outbound-ip-count 2 --load-balancer-managed-outbound-ipv6-count 1 \
  --vnet-subnet-id "$(az network vnet subnet show -g rg-dual --vnet-name vnet-dual -n nodes --query id -o tsv)" \
  --node-count 3 --generate-ssh-keys
