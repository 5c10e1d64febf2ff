#!/usr/bin/env bash
#
# Landing zone of the retail platform: hub, three spokes, four clusters.
#
#   ./landing-zone.sh            creates what is missing
#   DRY_RUN=1 ./landing-zone.sh  prints only
#
set -Eeuo pipefail
shopt -s nullglob

###############################################################################
# Settings
###############################################################################
SUBSCRIPTION="${SUBSCRIPTION:-00000000-0000-0000-0000-000000000000}"
LOCATION="westeurope"
LOCATION_DR="northeurope"
ORG="retail"
TAGS="org=retail costcenter=4711 managed-by=script"

HUB_RG="rg-${ORG}-hub"
HUB_VNET="vnet-${ORG}-hub"
HUB_PREFIX="10.0.0.0/20"
FIREWALL_IP="10.0.0.4"

SHARED_RG="rg-${ORG}-shared"
LAW="law-${ORG}"
ACR="acr${ORG}shared"

K8S="1.35"
NODE_SIZE="Standard_D4ds_v5"

###############################################################################
# Helpers
###############################################################################
log()  { printf '%s  %s\n' "$(date -u +%FT%TZ)" "$*"; }
die()  { log "ERROR: $*" >&2; exit 1; }
run()  { if [[ -n "${DRY_RUN:-}" ]]; then echo "+ $*"; else "$@"; fi; }

require() {
  local tool
  for tool in "$@"; do
    command -v "$tool" >/dev/null 2>&1 || die "$tool is missing"
  done
}

require az jq kubectl
az account set --subscription "$SUBSCRIPTION"

###############################################################################
# Features and providers
###############################################################################
for provider in Microsoft.ContainerService Microsoft.Network Microsoft.OperationalInsights; do
  az provider register --namespace "$provider" --wait
done
az extension add --name aks-preview --upgrade --yes

###############################################################################
# Hub
###############################################################################
log "Hub"
az group create --name "$HUB_RG" --location "$LOCATION" --tags $TAGS --output none

az network vnet create \
  --resource-group "$HUB_RG" \
  --name "$HUB_VNET" \
  --location "$LOCATION" \
  --address-prefixes "$HUB_PREFIX" \
  --output none

az network vnet subnet create -g "$HUB_RG" --vnet-name "$HUB_VNET" -n AzureFirewallSubnet --address-prefixes 10.0.0.0/26 -o none
az network vnet subnet create -g "$HUB_RG" --vnet-name "$HUB_VNET" -n AzureBastionSubnet --address-prefixes 10.0.0.64/26 -o none
az network vnet subnet create -g "$HUB_RG" --vnet-name "$HUB_VNET" -n GatewaySubnet --address-prefixes 10.0.0.128/27 -o none
az network vnet subnet create -g "$HUB_RG" --vnet-name "$HUB_VNET" -n snet-dns --address-prefixes 10.0.1.0/28 -o none

az network public-ip create -g "$HUB_RG" -n pip-firewall --sku Standard --allocation-method Static --zone 1 2 3 -o none
az network firewall create -g "$HUB_RG" -n afw-hub --location "$LOCATION" -o none
az network firewall ip-config create -g "$HUB_RG" -f afw-hub -n config --public-ip-address pip-firewall --vnet-name "$HUB_VNET" -o none

HUB_ID=$(az network vnet show -g "$HUB_RG" -n "$HUB_VNET" --query id -o tsv)

###############################################################################
# Shared services
###############################################################################
log "Shared services"
az group create --name "$SHARED_RG" --location "$LOCATION" --tags $TAGS -o none
az monitor log-analytics workspace create -g "$SHARED_RG" -n "$LAW" -o none
LAW_ID=$(az monitor log-analytics workspace show -g "$SHARED_RG" -n "$LAW" --query id -o tsv)
az acr create -g "$SHARED_RG" -n "$ACR" --sku Premium --admin-enabled false -o none
ACR_ID=$(az acr show -g "$SHARED_RG" -n "$ACR" --query id -o tsv)

###############################################################################
# Spoke web
###############################################################################
log "Spoke web"
WEB_RG="rg-${ORG}-web"
WEB_VNET="vnet-${ORG}-web"

az group create --name "$WEB_RG" --location "$LOCATION" --tags $TAGS --output none
az network nsg create -g "$WEB_RG" -n nsg-web --location "$LOCATION" -o none
az network nsg rule create -g "$WEB_RG" --nsg-name nsg-web -n allow-https \
  --priority 200 --direction Inbound --access Allow --protocol Tcp \
  --source-address-prefixes 10.0.0.0/20 --destination-address-prefixes 10.10.4.0/24 \
  --destination-port-ranges 443 -o none

az network route-table create -g "$WEB_RG" -n rt-web --location "$LOCATION" -o none
az network route-table route create -g "$WEB_RG" --route-table-name rt-web -n default \
  --address-prefix 0.0.0.0/0 \
  --next-hop-type VirtualAppliance \
  --next-hop-ip-address "$FIREWALL_IP" -o none

az network vnet create -g "$WEB_RG" -n "$WEB_VNET" --location "$LOCATION" --address-prefixes 10.10.0.0/16 -o none
az network vnet subnet create -g "$WEB_RG" --vnet-name "$WEB_VNET" -n snet-nodes \
  --address-prefixes 10.10.0.0/22 --route-table rt-web -o none
az network vnet subnet create -g "$WEB_RG" --vnet-name "$WEB_VNET" -n snet-ingress \
  --address-prefixes 10.10.4.0/24 --network-security-group nsg-web -o none
az network vnet subnet create -g "$WEB_RG" --vnet-name "$WEB_VNET" -n snet-endpoints \
  --address-prefixes 10.10.5.0/26 -o none

WEB_ID=$(az network vnet show -g "$WEB_RG" -n "$WEB_VNET" --query id -o tsv)
WEB_NODES=$(az network vnet subnet show -g "$WEB_RG" --vnet-name "$WEB_VNET" -n snet-nodes --query id -o tsv)
az network vnet peering create -g "$HUB_RG" -n hub-to-web --vnet-name "$HUB_VNET" \
  --remote-vnet "$WEB_ID" --allow-vnet-access true --allow-forwarded-traffic true --allow-gateway-transit true -o none
az network vnet peering create -g "$WEB_RG" -n web-to-hub --vnet-name "$WEB_VNET" \
  --remote-vnet "$HUB_ID" --allow-vnet-access true --allow-forwarded-traffic true --use-remote-gateways true -o none

###############################################################################
# Spoke data
###############################################################################
log "Spoke data"
DATA_RG="rg-${ORG}-data"
DATA_VNET="vnet-${ORG}-data"

az group create --name "$DATA_RG" --location "$LOCATION" --tags $TAGS --output none
az network nsg create -g "$DATA_RG" -n nsg-data --location "$LOCATION" -o none
az network nsg rule create -g "$DATA_RG" --nsg-name nsg-data -n allow-https \
  --priority 200 --direction Inbound --access Allow --protocol Tcp \
  --source-address-prefixes 10.0.0.0/20 --destination-address-prefixes 10.11.4.0/24 \
  --destination-port-ranges 443 -o none

az network route-table create -g "$DATA_RG" -n rt-data --location "$LOCATION" -o none
az network route-table route create -g "$DATA_RG" --route-table-name rt-data -n default \
  --address-prefix 0.0.0.0/0 \
  --next-hop-type VirtualAppliance \
  --next-hop-ip-address "$FIREWALL_IP" -o none

az network vnet create -g "$DATA_RG" -n "$DATA_VNET" --location "$LOCATION" --address-prefixes 10.11.0.0/16 -o none
az network vnet subnet create -g "$DATA_RG" --vnet-name "$DATA_VNET" -n snet-nodes \
  --address-prefixes 10.11.0.0/24 --route-table rt-data -o none
az network vnet subnet create -g "$DATA_RG" --vnet-name "$DATA_VNET" -n snet-ingress \
  --address-prefixes 10.11.4.0/24 --network-security-group nsg-data -o none
az network vnet subnet create -g "$DATA_RG" --vnet-name "$DATA_VNET" -n snet-endpoints \
  --address-prefixes 10.11.5.0/26 -o none

DATA_ID=$(az network vnet show -g "$DATA_RG" -n "$DATA_VNET" --query id -o tsv)
DATA_NODES=$(az network vnet subnet show -g "$DATA_RG" --vnet-name "$DATA_VNET" -n snet-nodes --query id -o tsv)
az network vnet peering create -g "$HUB_RG" -n hub-to-data --vnet-name "$HUB_VNET" \
  --remote-vnet "$DATA_ID" --allow-vnet-access true --allow-forwarded-traffic true --allow-gateway-transit true -o none
az network vnet peering create -g "$DATA_RG" -n data-to-hub --vnet-name "$DATA_VNET" \
  --remote-vnet "$HUB_ID" --allow-vnet-access true --allow-forwarded-traffic true --use-remote-gateways true -o none

###############################################################################
# Spoke dr
###############################################################################
log "Spoke dr"
DR_RG="rg-${ORG}-dr"
DR_VNET="vnet-${ORG}-dr"

az group create --name "$DR_RG" --location "$LOCATION_DR" --tags $TAGS --output none
az network nsg create -g "$DR_RG" -n nsg-dr --location "$LOCATION_DR" -o none
az network nsg rule create -g "$DR_RG" --nsg-name nsg-dr -n allow-https \
  --priority 200 --direction Inbound --access Allow --protocol Tcp \
  --source-address-prefixes 10.0.0.0/20 --destination-address-prefixes 10.12.4.0/24 \
  --destination-port-ranges 443 -o none

az network route-table create -g "$DR_RG" -n rt-dr --location "$LOCATION_DR" -o none
az network route-table route create -g "$DR_RG" --route-table-name rt-dr -n default \
  --address-prefix 0.0.0.0/0 \
  --next-hop-type VirtualAppliance \
  --next-hop-ip-address "$FIREWALL_IP" -o none

az network vnet create -g "$DR_RG" -n "$DR_VNET" --location "$LOCATION_DR" --address-prefixes 10.12.0.0/16 -o none
az network vnet subnet create -g "$DR_RG" --vnet-name "$DR_VNET" -n snet-nodes \
  --address-prefixes 10.12.0.0/22 --route-table rt-dr -o none
az network vnet subnet create -g "$DR_RG" --vnet-name "$DR_VNET" -n snet-ingress \
  --address-prefixes 10.12.4.0/24 --network-security-group nsg-dr -o none
az network vnet subnet create -g "$DR_RG" --vnet-name "$DR_VNET" -n snet-endpoints \
  --address-prefixes 10.12.3.0/26 -o none

DR_ID=$(az network vnet show -g "$DR_RG" -n "$DR_VNET" --query id -o tsv)
DR_NODES=$(az network vnet subnet show -g "$DR_RG" --vnet-name "$DR_VNET" -n snet-nodes --query id -o tsv)
az network vnet peering create -g "$HUB_RG" -n hub-to-dr --vnet-name "$HUB_VNET" \
  --remote-vnet "$DR_ID" --allow-vnet-access true --allow-forwarded-traffic true --allow-gateway-transit true -o none
az network vnet peering create -g "$DR_RG" -n dr-to-hub --vnet-name "$DR_VNET" \
  --remote-vnet "$HUB_ID" --allow-vnet-access true --allow-forwarded-traffic true --use-remote-gateways true -o none

###############################################################################
# Cluster aks-retail-web
###############################################################################
log "Cluster aks-retail-web"
az identity create -g "$WEB_RG" -n id-aks-retail-web -o none
WEB_IDENTITY=$(az identity show -g "$WEB_RG" -n id-aks-retail-web --query id -o tsv)
WEB_PRINCIPAL=$(az identity show -g "$WEB_RG" -n id-aks-retail-web --query principalId -o tsv)
for scope in "$WEB_NODES" "$(az network route-table show -g "$WEB_RG" -n rt-web --query id -o tsv)"; do
  az role assignment create --assignee-object-id "$WEB_PRINCIPAL" --assignee-principal-type ServicePrincipal \
    --role "Network Contributor" --scope "$scope" -o none
done

if ! az aks show -g "$WEB_RG" -n aks-retail-web -o none 2>/dev/null; then
  run az aks create \
    --resource-group "$WEB_RG" \
    --name aks-retail-web \
    --kubernetes-version "$K8S" \
    --tier standard \
    --nodepool-name system \
    --node-count 3 \
    --node-vm-size "$NODE_SIZE" \
    --node-osdisk-type Ephemeral \
    --nodepool-taints CriticalAddonsOnly=true:NoSchedule \
    --zones 1 2 3 \
    --network-plugin azure --network-plugin-mode overlay --network-dataplane cilium --network-policy cilium \
    --pod-cidr 10.244.0.0/16 \
    --service-cidr 10.200.0.0/20 \
    --dns-service-ip 10.200.0.10 \
    --outbound-type userDefinedRouting \
    --vnet-subnet-id "$WEB_NODES" \
    --assign-identity "$WEB_IDENTITY" \
    --enable-private-cluster \
    --enable-aad --enable-azure-rbac --disable-local-accounts \
    --enable-oidc-issuer --enable-workload-identity \
    --enable-addons azure-policy,azure-keyvault-secrets-provider,monitoring \
    --workspace-resource-id "$LAW_ID" \
    --auto-upgrade-channel patch \
    --node-os-upgrade-channel NodeImage \
    --attach-acr "$ACR_ID" \
    --tags $TAGS \
    --no-ssh-key \
    --output none
fi

az aks nodepool add \
  --resource-group "$WEB_RG" \
  --cluster-name aks-retail-web \
  --name apps \
  --mode User \
  --node-vm-size Standard_D8ds_v5 \
  --enable-cluster-autoscaler --min-count 2 --max-count 20 \
  --max-surge 33% \
  --vnet-subnet-id "$WEB_NODES" \
  --zones 1 2 3 \
  --labels workload=apps \
  --output none

az aks maintenanceconfiguration add \
  --resource-group "$WEB_RG" --cluster-name aks-retail-web \
  --name aksManagedAutoUpgradeSchedule \
  --schedule-type Weekly --day-of-week Sunday --interval-weeks 1 \
  --start-time 02:00 --utc-offset +01:00 --duration 6 --output none

###############################################################################
# Cluster aks-retail-data
###############################################################################
log "Cluster aks-retail-data"
az identity create -g "$DATA_RG" -n id-aks-retail-data -o none
DATA_IDENTITY=$(az identity show -g "$DATA_RG" -n id-aks-retail-data --query id -o tsv)
DATA_PRINCIPAL=$(az identity show -g "$DATA_RG" -n id-aks-retail-data --query principalId -o tsv)
for scope in "$DATA_NODES" "$(az network route-table show -g "$DATA_RG" -n rt-data --query id -o tsv)"; do
  az role assignment create --assignee-object-id "$DATA_PRINCIPAL" --assignee-principal-type ServicePrincipal \
    --role "Network Contributor" --scope "$scope" -o none
done

if ! az aks show -g "$DATA_RG" -n aks-retail-data -o none 2>/dev/null; then
  run az aks create \
    --resource-group "$DATA_RG" \
    --name aks-retail-data \
    --kubernetes-version "$K8S" \
    --tier standard \
    --nodepool-name system \
    --node-count 6 \
    --node-vm-size "$NODE_SIZE" \
    --node-osdisk-type Ephemeral \
    --nodepool-taints CriticalAddonsOnly=true:NoSchedule \
    --zones 1 2 3 \
    --network-plugin azure --network-policy calico --max-pods 50 \
      --service-cidr 10.200.0.0/20 \
    --dns-service-ip 10.200.0.10 \
    --outbound-type userDefinedRouting \
    --vnet-subnet-id "$DATA_NODES" \
    --assign-identity "$DATA_IDENTITY" \
    --enable-private-cluster \
    --enable-aad --enable-azure-rbac --disable-local-accounts \
    --enable-oidc-issuer --enable-workload-identity \
    --enable-addons azure-policy,azure-keyvault-secrets-provider,monitoring \
    --workspace-resource-id "$LAW_ID" \
    --auto-upgrade-channel patch \
    --node-os-upgrade-channel NodeImage \
    --attach-acr "$ACR_ID" \
    --tags $TAGS \
    --no-ssh-key \
    --output none
fi

az aks nodepool add \
  --resource-group "$DATA_RG" \
  --cluster-name aks-retail-data \
  --name apps \
  --mode User \
  --node-vm-size Standard_D8ds_v5 \
  --enable-cluster-autoscaler --min-count 2 --max-count 15 \
  --max-surge 33% \
  --vnet-subnet-id "$DATA_NODES" \
  --zones 1 2 3 \
  --labels workload=apps \
  --output none

az aks maintenanceconfiguration add \
  --resource-group "$DATA_RG" --cluster-name aks-retail-data \
  --name aksManagedAutoUpgradeSchedule \
  --schedule-type Weekly --day-of-week Sunday --interval-weeks 1 \
  --start-time 02:00 --utc-offset +01:00 --duration 6 --output none

###############################################################################
# Cluster aks-retail-dr
###############################################################################
log "Cluster aks-retail-dr"
az identity create -g "$DR_RG" -n id-aks-retail-dr -o none
DR_IDENTITY=$(az identity show -g "$DR_RG" -n id-aks-retail-dr --query id -o tsv)
DR_PRINCIPAL=$(az identity show -g "$DR_RG" -n id-aks-retail-dr --query principalId -o tsv)
for scope in "$DR_NODES" "$(az network route-table show -g "$DR_RG" -n rt-dr --query id -o tsv)"; do
  az role assignment create --assignee-object-id "$DR_PRINCIPAL" --assignee-principal-type ServicePrincipal \
    --role "Network Contributor" --scope "$scope" -o none
done

if ! az aks show -g "$DR_RG" -n aks-retail-dr -o none 2>/dev/null; then
  run az aks create \
    --resource-group "$DR_RG" \
    --name aks-retail-dr \
    --kubernetes-version "$K8S" \
    --tier standard \
    --nodepool-name system \
    --node-count 2 \
    --node-vm-size "$NODE_SIZE" \
    --node-osdisk-type Ephemeral \
    --nodepool-taints CriticalAddonsOnly=true:NoSchedule \
    --zones 1 2 3 \
    --network-plugin azure --network-plugin-mode overlay --network-dataplane cilium --network-policy cilium \
    --pod-cidr 10.244.0.0/16 \
    --service-cidr 10.200.0.0/20 \
    --dns-service-ip 10.200.0.10 \
    --outbound-type userDefinedRouting \
    --vnet-subnet-id "$DR_NODES" \
    --assign-identity "$DR_IDENTITY" \
    --enable-private-cluster \
    --enable-aad --enable-azure-rbac --disable-local-accounts \
    --enable-oidc-issuer --enable-workload-identity \
    --enable-addons azure-policy,azure-keyvault-secrets-provider,monitoring \
    --workspace-resource-id "$LAW_ID" \
    --auto-upgrade-channel patch \
    --node-os-upgrade-channel NodeImage \
    --attach-acr "$ACR_ID" \
    --tags $TAGS \
    --no-ssh-key \
    --output none
fi

az aks nodepool add \
  --resource-group "$DR_RG" \
  --cluster-name aks-retail-dr \
  --name apps \
  --mode User \
  --node-vm-size Standard_D8ds_v5 \
  --enable-cluster-autoscaler --min-count 2 --max-count 20 \
  --max-surge 33% \
  --vnet-subnet-id "$DR_NODES" \
  --zones 1 2 3 \
  --labels workload=apps \
  --output none

az aks maintenanceconfiguration add \
  --resource-group "$DR_RG" --cluster-name aks-retail-dr \
  --name aksManagedAutoUpgradeSchedule \
  --schedule-type Weekly --day-of-week Sunday --interval-weeks 1 \
  --start-time 02:00 --utc-offset +01:00 --duration 6 --output none

###############################################################################
# Check
###############################################################################
for pair in "$WEB_RG:aks-retail-web" "$DATA_RG:aks-retail-data" "$DR_RG:aks-retail-dr"; do
  state=$(az aks show -g "${pair%%:*}" -n "${pair##*:}" --query provisioningState -o tsv)
  [[ "$state" == "Succeeded" ]] || die "${pair##*:} is $state"
done
log "done"
