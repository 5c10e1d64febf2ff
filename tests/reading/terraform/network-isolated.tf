resource "azurerm_kubernetes_cluster" "aks" {
  name                    = "aks-isolated"
  location                = "westeurope"
  resource_group_name     = "rg-isolated"
  dns_prefix              = "isolated"
  private_cluster_enabled = true
  default_node_pool {
    name       = "system"
    vm_size    = "Standard_D4s_v5"
    node_count = 3
  }
  identity { type = "SystemAssigned" }
  bootstrap_profile {
    artifact_source       = "Cache"
    container_registry_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-acr/providers/Microsoft.ContainerRegistry/registries/acriso"
  }
  network_profile {
    network_plugin      = "azure"
    network_plugin_mode = "overlay"
    outbound_type       = "none"
  }
}
