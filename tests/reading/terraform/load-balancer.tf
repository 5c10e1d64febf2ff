resource "azurerm_public_ip_prefix" "out" {
  name                = "prefix-out"
  location            = "westeurope"
  resource_group_name = "rg-lb"
  prefix_length       = 31
}
resource "azurerm_kubernetes_cluster" "aks" {
  name                = "aks-lb"
  location            = "westeurope"
  resource_group_name = "rg-lb"
  dns_prefix          = "lb"
  default_node_pool {
    name                     = "system"
    vm_size                  = "Standard_D4s_v5"
    node_count               = 60
    node_public_ip_enabled   = true
    node_public_ip_prefix_id = azurerm_public_ip_prefix.out.id
  }
  identity { type = "SystemAssigned" }
  network_profile {
    network_plugin      = "azure"
    network_plugin_mode = "overlay"
    load_balancer_sku   = "basic"
    load_balancer_profile {
      outbound_ip_prefix_ids   = [azurerm_public_ip_prefix.out.id]
      outbound_ports_allocated = 4000
      idle_timeout_in_minutes  = 3
    }
  }
}
