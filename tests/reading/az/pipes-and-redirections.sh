#!/bin/bash
az group create -n rg-pipes -l westeurope | tee group.json
az network vnet create -g rg-pipes -n vnet-pipes --address-prefixes 10.2.0.0/16 > vnet.json 2>> errors.log
az network vnet subnet create -g rg-pipes --vnet-name vnet-pipes -n nodes --address-prefixes 10.2.0.0/24 --query id -o tsv 2>/dev/null | tr -d '\r' > subnet.txt
az aks create -g rg-pipes -n aks-pipes --vnet-subnet-id "$(cat subnet.txt)" --network-plugin azure --network-plugin-mode overlay --node-count 3 --generate-ssh-keys | jq -r .fqdn
az aks list -o table | grep aks-pipes &
wait
