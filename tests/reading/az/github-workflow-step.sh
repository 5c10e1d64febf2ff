# run: of the step "Create cluster"
az group create --name ${{ env.RESOURCE_GROUP }} --location ${{ inputs.location }} --output none
az network vnet create -g ${{ env.RESOURCE_GROUP }} -n vnet-ci --address-prefixes 10.90.0.0/20 --subnet-name nodes --subnet-prefixes 10.90.0.0/24 -o none
subnet=$(az network vnet subnet show -g ${{ env.RESOURCE_GROUP }} --vnet-name vnet-ci -n nodes --query id -o tsv)
az aks create \
  -g ${{ env.RESOURCE_GROUP }} \
  -n aks-ci-${{ github.run_number }} \
  --vnet-subnet-id "$subnet" \
  --network-plugin azure --network-plugin-mode overlay \
  --node-count ${{ vars.NODE_COUNT }} \
  --node-vm-size Standard_D2s_v5 \
  --generate-ssh-keys
echo "subnet=$subnet" >> "$GITHUB_OUTPUT"
