# no network_profile: the provider makes a kubenet cluster of it
resource "azurerm_resource_group" "rg" {
  name     = "rg-plain"
  location = "West US 2"
}

resource "azurerm_kubernetes_cluster" "aks" {
  name                = "aks-plain"
  location            = azurerm_resource_group.rg.location
  resource_group_name = azurerm_resource_group.rg.name
  dns_prefix          = "plain"
  default_node_pool {
    name       = "default"
    node_count = 1
    vm_size    = "Standard_B2s"
  }
  identity {
    type = "SystemAssigned"
  }
}
