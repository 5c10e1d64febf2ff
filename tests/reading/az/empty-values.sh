#!/bin/bash
POD_CIDR=
PREFIX=""
az group create -n rg-none -l "$PREFIX"
az aks create -g rg-none -n aks-none --pod-cidr $POD_CIDR --service-cidr "" --node-count 3 --network-plugin azure --network-plugin-mode overlay
