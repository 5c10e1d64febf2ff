resource "azurerm_resource_group" "rg" {
  name     = "rg-open"
  location = "westeurope"

resource "azurerm_virtual_network" "v" {
  name          = "vnet-open"
  address_space = ["10.0.0.0/16"]
}
