# inlineScript of an AzureCLI@2 task: $(name) are pipeline variables
az group create -n $(resourceGroup) -l $(location)
az aks create -g $(resourceGroup) -n aks-$(Build.BuildId) \
  --node-count $(nodeCount) \
  --network-plugin azure --network-plugin-mode overlay \
  --node-vm-size $(vmSize) \
  --zones 1 2 3 \
  --generate-ssh-keys
echo "##vso[task.setvariable variable=cluster]aks-$(Build.BuildId)"
