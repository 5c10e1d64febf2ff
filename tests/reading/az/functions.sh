#!/bin/bash
log() { echo "[$(date +%T)] $*"; }

make_group() {
  local name=$1 location=$2
  log "group $name"
  az group create --name "$name" --location "$location" -o none
}

function make_cluster {
  az aks create -g "$1" -n "$2" --node-count "${3:-3}" --network-plugin azure --network-plugin-mode overlay --generate-ssh-keys
}

make_group rg-fn westeurope
make_cluster rg-fn aks-fn-a 3
make_cluster rg-fn aks-fn-b
