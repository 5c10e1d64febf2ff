#!/bin/bash
az group create -n rg-ranges -l westeurope
az aks create -g rg-ranges -n aks-ranges --network-plugin azure --network-plugin-mode overlay \
  --api-server-authorized-ip-ranges 20.103.18.64/28,51.144.9.1 --outbound-type loadBalancer \
  --load-balancer-outbound-ips $(az network public-ip create -g rg-ranges -n pip-out --sku Standard --query publicIp.id -o tsv) \
  --node-count 3 --generate-ssh-keys
