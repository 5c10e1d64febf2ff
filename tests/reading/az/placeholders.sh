# Replace everything in angle brackets before running
az login --tenant <tenantId>
az account set --subscription <subscriptionId>

az group create --name <resourceGroup> --location westeurope

az network vnet create --resource-group <resourceGroup> --name vnet-<env> --address-prefixes 10.10.0.0/16 \
    --subnet-name snet-aks --subnet-prefixes 10.10.0.0/24

az aks create \
    --resource-group <resourceGroup> \
    --name aks-<env> \
    --service-principal <appId> \
    --client-secret <password> \
    --network-plugin kubenet \
    --network-policy calico \
    --vnet-subnet-id $SUBNET_ID \
    --pod-cidr 10.244.0.0/16 \
    --service-cidr 10.11.0.0/16 \
    --dns-service-ip 10.11.0.10 \
    --node-count 3 \
    --ssh-key-value [path-to-key.pub]
