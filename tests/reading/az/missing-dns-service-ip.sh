#!/bin/bash
az group create -n rg-dns -l westeurope
az aks create -g rg-dns -n aks-dns --network-plugin azure --network-plugin-mode overlay --service-cidr 172.16.0.0/16 --node-count 3
az aks create -g rg-dns -n aks-dns-first --network-plugin azure --network-plugin-mode overlay --service-cidr 172.16.0.0/16 --dns-service-ip 172.16.0.1 --node-count 3
