resource "azurerm_kubernetes_cluster" "k" {
  name                = "aks-capacity"
  location            = "eastus"
  resource_group_name = "rg-capacity"
  dns_prefix          = "capacity"
  default_node_pool {
    name       = "system"
    vm_size    = "Standard_D4s_v5"
    node_count = 10
  }
  identity { type = "SystemAssigned" }
  network_profile {
    network_plugin      = "azure"
    network_plugin_mode = "overlay"
    pod_cidr            = "192.168.0.0/22"
    service_cidr        = "192.168.2.0/24"
    dns_service_ip      = "192.168.2.10"
  }
}
