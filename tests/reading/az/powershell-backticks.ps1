# Test cluster of the data team
$ResourceGroup = "rg-data-test"
$Location      = "northeurope"
$ClusterName   = "aks-data-test"

az group create --name $ResourceGroup --location $Location

az network vnet create `
    --resource-group $ResourceGroup `
    --name vnet-data `
    --address-prefixes 10.60.0.0/16 `
    --subnet-name snet-nodes `
    --subnet-prefixes 10.60.0.0/22

$SubnetId = az network vnet subnet show `
    --resource-group $ResourceGroup `
    --vnet-name vnet-data `
    --name snet-nodes `
    --query id --output tsv

az aks create `
    --resource-group $ResourceGroup `
    --name $ClusterName `
    --location $Location `
    --network-plugin azure `
    --vnet-subnet-id $SubnetId `
    --service-cidr 10.61.0.0/16 `
    --dns-service-ip 10.61.0.10 `
    --node-count 4 `
    --max-pods 50 `
    --node-vm-size "Standard_D8s_v5" `
    --zones 1 2 3 `
    --generate-ssh-keys
