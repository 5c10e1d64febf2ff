#!/bin/bash
az group create -n rg-monitor -l westeurope
az aks create -g rg-monitor -n aks-monitor --enable-azure-monitor-metrics --azure-monitor-workspace-resource-id $AMW --grafana-resource-id $GRAFANA \
  --enable-azure-monitor-logs --workspace-resource-id $LAW --enable-cost-analysis --network-plugin azure --network-plugin-mode overlay --node-count 3
az monitor diagnostic-settings create --name audit --resource $(az aks show -g rg-monitor -n aks-monitor --query id -o tsv) --workspace $LAW --logs '[{"category":"kube-audit-admin","enabled":true}]'
