#!/bin/bash
az extension add --name aks-preview
az feature register --namespace Microsoft.ContainerService --name AKS-OpenServiceMesh
while [ "$(az feature show --namespace Microsoft.ContainerService --name AKS-OpenServiceMesh --query properties.state -o tsv)" != "Registered" ]; do sleep 20; done
az provider register --namespace Microsoft.ContainerService --wait
az group create -n rg-osm -l westeurope
az aks create -g rg-osm -n aks-osm --node-count 3 --network-plugin azure --network-plugin-mode overlay --generate-ssh-keys
az aks enable-addons -g rg-osm -n aks-osm --addons open-service-mesh
