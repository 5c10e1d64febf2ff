variable "network_plugin" { default = "kubenet" }
resource "azurerm_kubernetes_cluster" "aks" {
  name                = "aks-policy"
  location            = "westeurope"
  resource_group_name = "rg-policy"
  dns_prefix          = "policy"
  default_node_pool {
    name       = "default"
    vm_size    = "Standard_D4s_v5"
    node_count = 3
  }
  identity { type = "SystemAssigned" }
  network_profile {
    network_plugin = var.network_plugin
    network_policy = var.network_plugin
    service_cidr   = "10.96.0.0/12"
    dns_service_ip = "10.96.0.10"
  }
}
