#!/bin/bash
az group create -n rg-csv -l westeurope
az network vnet create -g rg-csv -n vnet-csv --address-prefixes 10.14.0.0/16
while IFS=, read -r name prefix; do
  [ -z "$name" ] && continue
  az network vnet subnet create -g rg-csv --vnet-name vnet-csv -n "$name" --address-prefixes "$prefix"
done < subnets.csv
until [ "$(az aks show -g rg-csv -n aks-csv --query provisioningState -o tsv)" = Succeeded ]; do sleep 15; done
