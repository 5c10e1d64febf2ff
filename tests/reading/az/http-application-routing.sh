#!/bin/bash
az group create -n rg-http -l eastus
az aks create -g rg-http -n aks-http --enable-addons http_application_routing --node-count 2 --network-plugin azure --network-plugin-mode overlay --generate-ssh-keys
az aks show -g rg-http -n aks-http --query addonProfiles.httpApplicationRouting.config.HTTPApplicationRoutingZoneName -o tsv
az aks disable-addons -g rg-http -n aks-http --addons kube-dashboard
