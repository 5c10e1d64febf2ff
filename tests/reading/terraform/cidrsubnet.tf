locals {
  space   = "10.40.0.0/16"
  nodes   = cidrsubnet(local.space, 8, 0)
  pods    = cidrsubnet(local.space, 4, 1)
  subnets = cidrsubnets(local.space, 8, 8, 4)
}

resource "azurerm_virtual_network" "main" {
  name                = "vnet-cidr"
  location            = "westeurope"
  resource_group_name = "rg-cidr"
  address_space       = [local.space]
}

resource "azurerm_subnet" "nodes" {
  name                 = "nodes"
  resource_group_name  = "rg-cidr"
  virtual_network_name = azurerm_virtual_network.main.name
  address_prefixes     = [local.nodes]
}

resource "azurerm_subnet" "pods" {
  name                 = "pods"
  resource_group_name  = "rg-cidr"
  virtual_network_name = azurerm_virtual_network.main.name
  address_prefixes     = [local.pods]
  delegation {
    name = "aks"
    service_delegation {
      name    = "Microsoft.ContainerService/managedClusters"
      actions = ["Microsoft.Network/virtualNetworks/subnets/join/action"]
    }
  }
}

resource "azurerm_subnet" "third" {
  name                 = "third"
  resource_group_name  = "rg-cidr"
  virtual_network_name = azurerm_virtual_network.main.name
  address_prefixes     = [local.subnets[2]]
}

resource "azurerm_kubernetes_cluster" "main" {
  name                = "aks-cidr"
  location            = "westeurope"
  resource_group_name = "rg-cidr"
  dns_prefix          = "cidr"
  default_node_pool {
    name           = "system"
    vm_size        = "Standard_D4s_v5"
    node_count     = 3
    max_pods       = 110
    vnet_subnet_id = azurerm_subnet.nodes.id
    pod_subnet_id  = azurerm_subnet.pods.id
  }
  identity { type = "SystemAssigned" }
  network_profile {
    network_plugin = "azure"
    service_cidr   = "10.41.0.0/16"
    dns_service_ip = cidrhost("10.41.0.0/16", 10)
  }
}
