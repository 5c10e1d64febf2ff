resource "azurerm_kubernetes_cluster" "aks" {
  name                = "aks-win"
  location            = "westeurope"
  resource_group_name = "rg-win"
  dns_prefix          = "win"
  default_node_pool {
    name       = "linux"
    vm_size    = "Standard_D4s_v5"
    node_count = 2
  }
  identity { type = "SystemAssigned" }
  windows_profile {
    admin_username = "azureuser"
    admin_password = "Not-A-Real-Passw0rd"
  }
  network_profile {
    network_plugin      = "azure"
    network_plugin_mode = "overlay"
    network_policy      = "azure"
  }
}
resource "azurerm_kubernetes_cluster_node_pool" "win" {
  name                  = "windows22"
  kubernetes_cluster_id = azurerm_kubernetes_cluster.aks.id
  vm_size               = "Standard_D4s_v5"
  node_count            = 2
  os_type               = "Windows"
  os_sku                = "Windows2022"
  windows_profile {
    outbound_nat_enabled = false
  }
}
