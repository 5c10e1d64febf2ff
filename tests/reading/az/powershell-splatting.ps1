$common = @('-g', 'rg-splat', '-l', 'westeurope')
$network = '--network-plugin', 'azure', '--network-plugin-mode', 'overlay'
az group create -n rg-splat -l westeurope
az aks create @common -n aks-splat @network --node-count 3 --generate-ssh-keys
az aks nodepool add -g rg-splat --cluster-name aks-splat -n jobs --node-count 0
