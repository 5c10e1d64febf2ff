resource "azurerm_virtual_network" "v" {
  name                = "vnet-small"
  location            = "eastus"
  resource_group_name = "rg-small"
  address_space       = ["10.0.0.0/20"]
}
resource "azurerm_subnet" "s" {
  name                 = "nodes"
  resource_group_name  = "rg-small"
  virtual_network_name = azurerm_virtual_network.v.name
  address_prefixes     = ["10.0.0.0/25"]
}
resource "azurerm_kubernetes_cluster" "k" {
  name                = "aks-small"
  location            = "eastus"
  resource_group_name = "rg-small"
  dns_prefix          = "small"
  default_node_pool {
    name                 = "system"
    vm_size              = "Standard_D4s_v5"
    auto_scaling_enabled = true
    min_count            = 2
    max_count            = 8
    max_pods             = 50
    vnet_subnet_id       = azurerm_subnet.s.id
  }
  identity { type = "SystemAssigned" }
  network_profile {
    network_plugin = "azure"
    service_cidr   = "10.0.8.0/22"
    dns_service_ip = "10.0.8.1"
  }
}
