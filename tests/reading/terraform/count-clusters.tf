locals {
  regions = ["westeurope", "northeurope"]
}

resource "azurerm_resource_group" "aks" {
  count    = length(local.regions)
  name     = "rg-count-${count.index}"
  location = local.regions[count.index]
}

resource "azurerm_kubernetes_cluster" "aks" {
  count               = 2
  name                = format("aks-%02d", count.index + 1)
  location            = azurerm_resource_group.aks[count.index].location
  resource_group_name = azurerm_resource_group.aks[count.index].name
  dns_prefix          = "count${count.index}"
  default_node_pool {
    name       = "system"
    vm_size    = "Standard_D4s_v5"
    node_count = count.index == 0 ? 5 : 3
  }
  identity { type = "SystemAssigned" }
  network_profile {
    network_plugin      = "azure"
    network_plugin_mode = "overlay"
    pod_cidr            = cidrsubnet("10.128.0.0/9", 7, count.index)
  }
}
