#!/bin/bash
# Größe und Überblick: 測試 кластер
RG=rg-büro
az group create -n "$RG" -l westeurope --tags "Größe=groß" "名前=試験"
az aks create -g "$RG" -n "aks-büro" --node-count 3 --nodepool-name müller --network-plugin azure --network-plugin-mode overlay --service-cidr 10.0.0.0/16 --dns-service-ip 10.1.0.10
