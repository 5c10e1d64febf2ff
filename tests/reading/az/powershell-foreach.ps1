$pools = @(
    @{ name = 'web'; count = 3 },
    @{ name = 'jobs'; count = 2 }
)
az group create --name rg-each --location westeurope
az aks create --resource-group rg-each --name aks-each --node-count 3 --network-plugin azure --network-plugin-mode overlay --generate-ssh-keys
foreach ($pool in $pools) {
    az aks nodepool add --resource-group rg-each --cluster-name aks-each --name $pool.name --node-count $pool.count
}
1..2 | ForEach-Object { az aks nodepool add -g rg-each --cluster-name aks-each -n "extra$_" -c 1 }
