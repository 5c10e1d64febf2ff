#!/bin/bash
az group create -n rg-winkube -l westeurope
az aks create -g rg-winkube -n aks-winkube --network-plugin kubenet --node-count 2 --network-policy azure --generate-ssh-keys
az aks nodepool add -g rg-winkube --cluster-name aks-winkube --os-type Windows -n win --node-count 2 -s Standard_D4s_v5
