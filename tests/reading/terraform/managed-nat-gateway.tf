resource "azurerm_kubernetes_cluster" "aks" {
  name                = "aks-mnat"
  location            = "westeurope"
  resource_group_name = "rg-mnat"
  dns_prefix          = "mnat"
  default_node_pool {
    name       = "system"
    vm_size    = "Standard_D4s_v5"
    node_count = 3
  }
  identity { type = "SystemAssigned" }
  network_profile {
    network_plugin      = "azure"
    network_plugin_mode = "overlay"
    outbound_type       = "managedNATGateway"
    nat_gateway_profile {
      managed_outbound_ip_count = 20
      idle_timeout_in_minutes   = 4
    }
  }
}
