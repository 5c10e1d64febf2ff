#!/bin/bash
# The pipeline sets all of these.
az group create -n "$RESOURCE_GROUP" -l "$LOCATION"
az network vnet create -g "$RESOURCE_GROUP" -n "vnet-$ENVIRONMENT" --address-prefixes "$VNET_CIDR" --subnet-name nodes --subnet-prefixes 10.0.300.0/24
az aks create -g "$RESOURCE_GROUP" -n "aks-$ENVIRONMENT-$REGION_SHORT" \
  --node-count $NODES --min-count $MIN --max-count $MAX --enable-cluster-autoscaler \
  --network-plugin azure --network-plugin-mode overlay \
  --pod-cidr "$POD_CIDR" --service-cidr 10.100.0.0/16 --dns-service-ip 10.101.0.10 \
  --vnet-subnet-id "/subscriptions/$SUBSCRIPTION_ID/resourceGroups/$RESOURCE_GROUP/providers/Microsoft.Network/virtualNetworks/vnet-$ENVIRONMENT/subnets/nodes" \
  --generate-ssh-keys
