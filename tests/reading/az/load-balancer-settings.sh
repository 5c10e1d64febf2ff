#!/bin/bash
az group create -n rg-lb -l westeurope
az network public-ip prefix create -g rg-lb -n prefix-out --length 31
PREFIX=$(az network public-ip prefix show -g rg-lb -n prefix-out --query id -o tsv)
az aks create -g rg-lb -n aks-lb --load-balancer-sku standard --load-balancer-outbound-ip-prefixes $PREFIX --load-balancer-outbound-ports 4000 --load-balancer-idle-timeout 5 --load-balancer-backend-pool-type nodeIP --node-count 40 --network-plugin azure --network-plugin-mode overlay
az aks create -g rg-lb -n aks-lb-odd --load-balancer-managed-outbound-ip-count 1 --load-balancer-outbound-ports 1001 --load-balancer-idle-timeout 3 --node-count 3 --network-plugin azure --network-plugin-mode overlay
az aks create -g rg-lb -n aks-lb-basic --load-balancer-sku Basic --node-count 3 --network-plugin kubenet
