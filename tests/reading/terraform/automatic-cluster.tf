resource "azurerm_kubernetes_automatic_cluster" "auto" {
  name                = "aks-automatic"
  location            = "westeurope"
  resource_group_name = "rg-automatic"
}
resource "azurerm_kubernetes_cluster" "nap" {
  name                = "aks-nap"
  location            = "westeurope"
  resource_group_name = "rg-automatic"
  dns_prefix          = "nap"
  support_plan        = "AKSLongTermSupport"
  sku_tier            = "Premium"
  default_node_pool {
    name                        = "system"
    vm_size                     = "Standard_D4s_v5"
    node_count                  = 3
    temporary_name_for_rotation = "tmp"
  }
  node_provisioning_profile {
    mode = "Auto"
  }
  identity { type = "SystemAssigned" }
  network_profile {
    network_plugin      = "azure"
    network_plugin_mode = "overlay"
    network_data_plane  = "cilium"
    advanced_networking {
      observability_enabled = true
      security_enabled      = true
    }
  }
}
