$ az group create -n rg-prompt -l westeurope
{
  "id": "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-prompt",
  "location": "westeurope",
  "name": "rg-prompt"
}
jane@laptop:~$ az aks create -g rg-prompt -n aks-prompt --node-count 3 --network-plugin kubenet
PS C:\Users\jane> az aks nodepool add -g rg-prompt --cluster-name aks-prompt -n extra -c 2
