# pasted from a document
az group create –-name rg-word –-location “westeurope”
az aks create –g rg-word —name aks-word --network-plugin “azure” --network-policy ‘calico’ --node-count 3
