resource "azurerm_private_dns_zone" "aks" {
  name                = "privatelink.westeurope.azmk8s.io"
  resource_group_name = "rg-dns"
}
resource "azurerm_user_assigned_identity" "aks" {
  name                = "id-private"
  location            = "westeurope"
  resource_group_name = "rg-private"
}
resource "azurerm_role_assignment" "dns" {
  scope                = azurerm_private_dns_zone.aks.id
  role_definition_name = "Private DNS Zone Contributor"
  principal_id         = azurerm_user_assigned_identity.aks.principal_id
}
resource "azurerm_kubernetes_cluster" "aks" {
  name                                = "aks-private"
  location                            = "westeurope"
  resource_group_name                 = "rg-private"
  dns_prefix_private_cluster          = "private"
  private_cluster_enabled             = true
  private_dns_zone_id                 = azurerm_private_dns_zone.aks.id
  private_cluster_public_fqdn_enabled = false
  run_command_enabled                 = false
  default_node_pool {
    name       = "system"
    vm_size    = "Standard_D4s_v5"
    node_count = 3
  }
  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.aks.id]
  }
  network_profile {
    network_plugin      = "azure"
    network_plugin_mode = "overlay"
  }
  depends_on = [azurerm_role_assignment.dns]
}
