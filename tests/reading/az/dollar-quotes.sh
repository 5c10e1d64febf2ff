#!/bin/bash
az group create -n $'rg-dollar' -l westeurope --tags note=$'it\'s here'
az aks create -g rg-dollar -n aks-dollar --node-count 1 --network-plugin azure --network-plugin-mode overlay --tags 'a=$HOME' "b=\$HOME" c=\"quoted\" d=one\ word --nodepool-labels "x=y" z= --generate-ssh-keys
