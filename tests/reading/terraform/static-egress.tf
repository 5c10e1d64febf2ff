resource "azurerm_kubernetes_cluster" "aks" {
  name                = "aks-egress"
  location            = "westeurope"
  resource_group_name = "rg-egress"
  dns_prefix          = "egress"
  default_node_pool {
    name       = "system"
    vm_size    = "Standard_D4s_v5"
    node_count = 3
  }
  identity { type = "SystemAssigned" }
  confidential_computing {
    sgx_quote_helper_enabled = true
  }
  auto_scaler_profile {
    expander = "least-waste"
  }
  key_management_service {
    key_vault_key_id = "https://kv.vault.azure.net/keys/k/1"
  }
  network_profile {
    network_plugin      = "azure"
    network_plugin_mode = "overlay"
  }
}
resource "azurerm_kubernetes_cluster_extension" "flux" {
  name           = "flux"
  cluster_id     = azurerm_kubernetes_cluster.aks.id
  extension_type = "microsoft.flux"
}
