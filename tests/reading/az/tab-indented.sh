#!/bin/bash
az group create -n rg-tabs -l westeurope
az aks create \
	-g rg-tabs \
	-n aks-tabs \
		--node-count 3 \
	--network-plugin	azure \
	--network-plugin-mode overlay \
	--pod-cidr 10.250.0.0/24
