resource "azurerm_kubernetes_cluster" "aks" {
  name                = "aks-typos"
  location            = "westeurope"
  resource_group_name = "rg-typos"
  dns_prefix          = "typos"
  kubernets_version   = "1.35"
  default_node_pool {
    name      = "Default_Pool"
    vm_size   = "Standard_D4s_v5"
    nodecount = "three"
    max_pods  = 300
  }
  identity { type = "SystemAsigned" }
  network_profil {
    network_plugin = "azure"
  }
  network_profile {
    network_plugin      = "Azure"
    network_plugin_mode = "overlay"
    pod_cdir            = "10.244.0.0/16"
    outbound_type       = "loadbalancer"
  }
}
resource "azurerm_kubernetes_clusters" "wrong" {
  name = "x"
}
