# Comment with a hash
// comment with slashes
/* a longer
   comment: resource "azurerm_subnet" "no" {} */
resource "azurerm_kubernetes_cluster" "aks" {
  provider            = azurerm.production
  name                = "aks-life" # at the end
  location            = "westeurope" // too
  resource_group_name = "rg-life"
  dns_prefix          = "life"
  default_node_pool {
    name       = "system" /* inside */
    vm_size    = "Standard_D4s_v5"
    node_count = 3
  }
  identity {
    type = "SystemAssigned"
  }
  network_profile {
    network_plugin      = "azure"
    network_plugin_mode = "overlay"
  }
  lifecycle {
    ignore_changes = [default_node_pool[0].node_count, kubernetes_version]
    prevent_destroy = true
  }
  timeouts {
    create = "2h"
  }
}
moved {
  from = azurerm_kubernetes_cluster.old
  to   = azurerm_kubernetes_cluster.aks
}
import {
  to = azurerm_kubernetes_cluster.aks
  id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-life/providers/Microsoft.ContainerService/managedClusters/aks-life"
}
check "health" {
  assert {
    condition     = azurerm_kubernetes_cluster.aks.power_state == "Running"
    error_message = "Not running."
  }
}
