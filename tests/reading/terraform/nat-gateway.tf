resource "azurerm_public_ip" "nat" {
  count               = 2
  name                = "pip-nat-${count.index}"
  location            = "westeurope"
  resource_group_name = "rg-nat"
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = ["1"]
}
resource "azurerm_nat_gateway" "nat" {
  name                    = "nat"
  location                = "westeurope"
  resource_group_name     = "rg-nat"
  sku_name                = "Standard"
  idle_timeout_in_minutes = 10
  zones                   = ["1"]
}
resource "azurerm_nat_gateway_public_ip_association" "nat" {
  count                = 2
  nat_gateway_id       = azurerm_nat_gateway.nat.id
  public_ip_address_id = azurerm_public_ip.nat[count.index].id
}
resource "azurerm_virtual_network" "v" {
  name                = "vnet-nat"
  location            = "westeurope"
  resource_group_name = "rg-nat"
  address_space       = ["10.12.0.0/16"]
}
resource "azurerm_subnet" "nodes" {
  name                 = "nodes"
  resource_group_name  = "rg-nat"
  virtual_network_name = azurerm_virtual_network.v.name
  address_prefixes     = ["10.12.0.0/24"]
}
resource "azurerm_subnet_nat_gateway_association" "nodes" {
  subnet_id      = azurerm_subnet.nodes.id
  nat_gateway_id = azurerm_nat_gateway.nat.id
}
resource "azurerm_kubernetes_cluster" "aks" {
  name                = "aks-nat"
  location            = "westeurope"
  resource_group_name = "rg-nat"
  dns_prefix          = "nat"
  default_node_pool {
    name           = "system"
    vm_size        = "Standard_D4s_v5"
    node_count     = 3
    vnet_subnet_id = azurerm_subnet.nodes.id
  }
  identity { type = "SystemAssigned" }
  network_profile {
    network_plugin      = "azure"
    network_plugin_mode = "overlay"
    outbound_type       = "userAssignedNATGateway"
  }
}
