#!/bin/bash
ENVIRONMENT=${1:-dev}
case "$ENVIRONMENT" in
  dev)  COUNT=1; SIZE=Standard_B4ms; PREFIX=10.10.0.0/16 ;;
  test) COUNT=2; SIZE=Standard_D4s_v5; PREFIX=10.11.0.0/16 ;;
  prod) COUNT=5; SIZE=Standard_D8s_v5; PREFIX=10.12.0.0/16 ;;
  *) echo "unknown environment" >&2; exit 2 ;;
esac
az group create -n "rg-case-$ENVIRONMENT" -l westeurope
az network vnet create -g "rg-case-$ENVIRONMENT" -n vnet-case --address-prefixes "$PREFIX"
az aks create -g "rg-case-$ENVIRONMENT" -n "aks-case-$ENVIRONMENT" -c $COUNT -s $SIZE --network-plugin azure --network-plugin-mode overlay --generate-ssh-keys
