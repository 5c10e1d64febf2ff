#!/bin/bash
RG=rg-maintain
AKS=aks-maintain
az group create -n $RG -l westeurope
az aks create -g $RG -n $AKS --auto-upgrade-channel stable --node-os-upgrade-channel NodeImage --tier standard --node-count 3 --network-plugin azure --network-plugin-mode overlay --generate-ssh-keys
az aks maintenanceconfiguration add -g $RG --cluster-name $AKS -n aksManagedAutoUpgradeSchedule \
  --schedule-type Weekly --day-of-week Friday --interval-weeks 1 --duration 8 --utc-offset +01:00 --start-time 00:00
az aks maintenanceconfiguration add -g $RG --cluster-name $AKS -n aksManagedNodeOSUpgradeSchedule \
  --schedule-type AbsoluteMonthly --day-of-month 15 --interval-months 1 --duration 4 --start-time 25:00 --start-date 2026-12-01
az aks maintenanceconfiguration add -g $RG --cluster-name $AKS -n default --weekday Monday --start-hour 1
az aks maintenanceconfiguration add -g $RG --cluster-name $AKS -n special --schedule-type RelativeMonthly --day-of-week Tuesday --week-index Last --interval-months 3 --duration 2 --start-time 01:30
az aks maintenanceconfiguration list -g $RG --cluster-name $AKS
