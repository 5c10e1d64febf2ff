resource "azurerm_virtual_network" "dual" {
  name                = "vnet-dual"
  location            = "eastus"
  resource_group_name = "rg-dual"
  address_space       = ["10.0.0.0/16", "fd00:db8:deca::/48"]
}
resource "azurerm_subnet" "dual" {
  name                 = "nodes"
  resource_group_name  = "rg-dual"
  virtual_network_name = azurerm_virtual_network.dual.name
  address_prefixes     = ["10.0.0.0/24", "fd00:db8:deca:deed::/64"]
}
resource "azurerm_kubernetes_cluster" "dual" {
  name                = "aks-dual"
  location            = "eastus"
  resource_group_name = "rg-dual"
  dns_prefix          = "dual"
  default_node_pool {
    name           = "system"
    vm_size        = "Standard_D4s_v5"
    node_count     = 3
    vnet_subnet_id = azurerm_subnet.dual.id
  }
  identity { type = "SystemAssigned" }
  network_profile {
    network_plugin      = "azure"
    network_plugin_mode = "overlay"
    ip_versions         = ["IPv4", "IPv6"]
    pod_cidrs           = ["10.244.0.0/16", "fd12:3456:789a::/64"]
    service_cidrs       = ["10.1.0.0/16", "fd12:3456:789a:1::/108"]
    dns_service_ip      = "10.1.0.10"
    load_balancer_profile {
      managed_outbound_ip_count   = 1
      managed_outbound_ipv6_count = 1
    }
  }
}
