data "azurerm_resource_group" "network" {
  name = "rg-network"
}

data "azurerm_virtual_network" "hub" {
  name                = "vnet-hub"
  resource_group_name = data.azurerm_resource_group.network.name
}

data "azurerm_subnet" "aks" {
  name                 = "snet-aks"
  virtual_network_name = data.azurerm_virtual_network.hub.name
  resource_group_name  = "rg-network"
}

data "azurerm_kubernetes_service_versions" "current" {
  location       = "westeurope"
  version_prefix = "1.35"
}

data "azurerm_client_config" "me" {}

resource "azurerm_kubernetes_cluster" "aks" {
  name                = "aks-data"
  location            = data.azurerm_resource_group.network.location
  resource_group_name = "rg-data"
  dns_prefix          = "data"
  kubernetes_version  = data.azurerm_kubernetes_service_versions.current.latest_version
  default_node_pool {
    name           = "system"
    vm_size        = "Standard_D4s_v5"
    node_count     = 3
    vnet_subnet_id = data.azurerm_subnet.aks.id
  }
  identity { type = "SystemAssigned" }
  network_profile {
    network_plugin      = "azure"
    network_plugin_mode = "overlay"
  }
}
