locals {
  networks = {
    hub    = "10.0.0.0/22"
    spoke1 = "10.1.0.0/16"
    spoke2 = "10.1.128.0/17"
  }
}
resource "azurerm_virtual_network" "n" {
  for_each            = local.networks
  name                = "vnet-${each.key}"
  location            = "westeurope"
  resource_group_name = "rg-net"
  address_space       = [each.value]
}
resource "azurerm_virtual_network_peering" "hub_to_spokes" {
  for_each                  = { for k, v in local.networks : k => v if k != "hub" }
  name                      = "hub-to-${each.key}"
  resource_group_name       = "rg-net"
  virtual_network_name      = azurerm_virtual_network.n["hub"].name
  remote_virtual_network_id = azurerm_virtual_network.n[each.key].id
  allow_forwarded_traffic   = true
}
resource "azurerm_virtual_network_peering" "one_to_two" {
  name                      = "one-two"
  resource_group_name       = "rg-net"
  virtual_network_name      = "vnet-spoke1"
  remote_virtual_network_id = azurerm_virtual_network.n["spoke2"].id
}
resource "azurerm_subnet" "nodes" {
  for_each             = toset(["spoke1", "spoke2"])
  name                 = "nodes"
  resource_group_name  = "rg-net"
  virtual_network_name = azurerm_virtual_network.n[each.value].name
  address_prefixes     = [cidrsubnet(local.networks[each.value], 6, 0)]
}
