#!/bin/bash
#####################################################################
# Lab 3: a cluster in an existing hub, with ingress and autoscaling #
#####################################################################
set -euo pipefail

# --- settings ------------------------------------------------------
export PREFIX=${PREFIX:-lab}
export LOCATION=${LOCATION:-westeurope}
export RG="rg-${PREFIX}-aks"
export VNET="vnet-${PREFIX}"
export AKS="aks-${PREFIX}"
export ACR="acr${PREFIX}$RANDOM"
export K8S_VERSION=$(az aks get-versions -l $LOCATION --query "values[?isDefault].version" -o tsv)
RED='\033[0;31m'; NC='\033[0m'

say() { printf "${RED}%s${NC}\n" "$*"; }

if ! command -v az > /dev/null; then
  say "install the Azure CLI first" && exit 1
fi
if ! az account show &> /dev/null; then
  az login
fi

# --- 1. network ----------------------------------------------------
say "Network"
az group create --name $RG --location $LOCATION --tags lab=3 owner=$USER

az network vnet create \
    --resource-group $RG \
    --name $VNET \
    --address-prefixes 10.200.0.0/16 \
    --subnet-name snet-system \
    --subnet-prefixes 10.200.0.0/24

az network vnet subnet create --resource-group $RG --vnet-name $VNET --name snet-apps --address-prefixes 10.200.1.0/24
az network vnet subnet create --resource-group $RG --vnet-name $VNET --name snet-pods --address-prefixes 10.200.16.0/20
az network vnet subnet create --resource-group $RG --vnet-name $VNET --name snet-ingress --address-prefixes 10.200.2.0/28
az network vnet subnet create --resource-group $RG --vnet-name $VNET --name snet-endpoints --address-prefixes 10.200.2.16/28 --disable-private-endpoint-network-policies true

SYSTEM=$(az network vnet subnet show -g $RG --vnet-name $VNET -n snet-system --query id -o tsv)
APPS=$(az network vnet subnet show -g $RG --vnet-name $VNET -n snet-apps --query id -o tsv)
PODS=$(az network vnet subnet show -g $RG --vnet-name $VNET -n snet-pods --query id -o tsv)

# --- 2. identities -------------------------------------------------
say "Identities"
az identity create --resource-group $RG --name id-$AKS
IDENTITY=$(az identity show --resource-group $RG --name id-$AKS --query id -o tsv)
PRINCIPAL=$(az identity show --resource-group $RG --name id-$AKS --query principalId -o tsv)
sleep 30
for scope in "$SYSTEM" "$APPS" "$PODS"; do
    az role assignment create --assignee-object-id $PRINCIPAL --assignee-principal-type ServicePrincipal \
        --role "Network Contributor" --scope "$scope"
done

# --- 3. registry ---------------------------------------------------
say "Registry $ACR"
az acr create --resource-group $RG --name $ACR --sku Basic

# --- 4. cluster ----------------------------------------------------
say "Cluster $AKS with Kubernetes $K8S_VERSION"
az aks create \
    --resource-group $RG \
    --name $AKS \
    --kubernetes-version $K8S_VERSION \
    --nodepool-name system \
    --node-count 3 \
    --node-vm-size Standard_D2s_v3 \
    --max-pods 100 \
    --network-plugin azure \
    --vnet-subnet-id $SYSTEM \
    --pod-subnet-id $PODS \
    --service-cidr 10.201.0.0/24 \
    --dns-service-ip 10.201.0.10 \
    --docker-bridge-address 172.17.0.1/16 \
    --assign-identity $IDENTITY \
    --attach-acr $ACR \
    --enable-managed-identity \
    --generate-ssh-keys

az aks nodepool add \
    --resource-group $RG \
    --cluster-name $AKS \
    --name apps \
    --mode User \
    --enable-cluster-autoscaler \
    --min-count 1 \
    --max-count 30 \
    --max-pods 200 \
    --node-vm-size Standard_D4s_v3 \
    --vnet-subnet-id $APPS \
    --pod-subnet-id $PODS \
    --labels pool=apps

# --- 5. look at it -------------------------------------------------
az aks get-credentials --resource-group $RG --name $AKS --overwrite-existing
kubectl get nodes -o wide
helm upgrade --install ingress-nginx ingress-nginx/ingress-nginx \
    --namespace ingress --create-namespace \
    --set controller.service.annotations."service\.beta\.kubernetes\.io/azure-load-balancer-internal"=true

cat <<-EOT
	The cluster $AKS is ready.
	To remove everything: az group delete --name $RG --yes
EOT
