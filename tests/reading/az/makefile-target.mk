RG ?= rg-make
CLUSTER := aks-make

.PHONY: cluster
cluster:
	az group create -n $(RG) -l westeurope
	@az aks create -g $(RG) -n $(CLUSTER) \
	  --network-plugin azure --network-plugin-mode overlay \
	  --node-count 3 --generate-ssh-keys
