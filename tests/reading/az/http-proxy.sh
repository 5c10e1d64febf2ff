#!/bin/bash
cat > proxy.json <<JSON
{ "httpProxy": "http://proxy.corp.example:3128", "httpsProxy": "http://proxy.corp.example:3128", "noProxy": ["localhost", "10.0.0.0/8"] }
JSON
az group create -n rg-proxy -l westeurope
az aks create -g rg-proxy -n aks-proxy --http-proxy-config proxy.json --network-plugin azure --network-plugin-mode overlay --node-count 3 --generate-ssh-keys
