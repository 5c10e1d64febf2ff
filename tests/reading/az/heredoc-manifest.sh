#!/bin/bash
set -euo pipefail
az group create --name rg-demo --location westeurope
az aks create --resource-group rg-demo --name aks-demo --node-count 2 --network-plugin azure --network-plugin-mode overlay --enable-oidc-issuer --generate-ssh-keys
az aks get-credentials --resource-group rg-demo --name aks-demo --overwrite-existing

cat <<EOF | kubectl apply -f -
apiVersion: v1
kind: Service
metadata:
  name: internal
  annotations:
    service.beta.kubernetes.io/azure-load-balancer-internal: "true"
spec:
  type: LoadBalancer
  ports:
    - port: 80
# az aks nodepool add -g rg-demo --cluster-name aks-demo -n notreal
EOF

kubectl apply -f - <<-'YAML'
	apiVersion: v1
	kind: Namespace
	metadata:
	  name: team-a
YAML

az aks nodepool add --resource-group rg-demo --cluster-name aks-demo --name apps --node-count 3
