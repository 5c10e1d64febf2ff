resource "azurerm_virtual_network" "vnet" {
  name                = "vnet-inline"
  location            = "westeurope"
  resource_group_name = "rg-inline"
  address_space       = ["10.30.0.0/16"]
  dns_servers         = ["10.30.0.4", "10.30.0.5"]

  subnet {
    name           = "nodes"
    address_prefix = "10.30.1.0/24"
    security_group = azurerm_network_security_group.nodes.id
  }

  subnet {
    name             = "pods"
    address_prefixes = ["10.30.1.128/25"]
  }

  tags = {
    environment = "test"
  }
}

resource "azurerm_network_security_group" "nodes" {
  name                = "nsg-nodes"
  location            = "westeurope"
  resource_group_name = "rg-inline"

  security_rule {
    name                       = "https"
    priority                   = 100
    direction                  = "Inbound"
    access                     = "Allow"
    protocol                   = "Tcp"
    source_port_range          = "*"
    destination_port_range     = "443"
    source_address_prefix      = "*"
    destination_address_prefix = "*"
  }
}

resource "azurerm_kubernetes_cluster" "aks" {
  name                = "aks-inline"
  location            = "westeurope"
  resource_group_name = "rg-inline"
  dns_prefix          = "inline"
  default_node_pool {
    name           = "system"
    vm_size        = "Standard_D4s_v5"
    node_count     = 3
    vnet_subnet_id = one([for s in azurerm_virtual_network.vnet.subnet : s.id if s.name == "nodes"])
  }
  identity { type = "SystemAssigned" }
  network_profile { network_plugin = "azure" }
}
