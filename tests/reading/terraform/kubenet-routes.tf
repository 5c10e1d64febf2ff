resource "azurerm_route_table" "aks" {
  name                          = "rt-aks"
  location                      = "westeurope"
  resource_group_name           = "rg-kubenet"
  disable_bgp_route_propagation = true

  route {
    name                   = "default"
    address_prefix         = "0.0.0.0/0"
    next_hop_type          = "VirtualAppliance"
    next_hop_in_ip_address = "10.0.1.4"
  }
}

resource "azurerm_route" "corp" {
  name                = "corp"
  resource_group_name = "rg-kubenet"
  route_table_name    = azurerm_route_table.aks.name
  address_prefix      = "10.0.0.0/8"
  next_hop_type       = "VirtualNetworkGateway"
}

resource "azurerm_virtual_network" "aks" {
  name                = "vnet-kubenet"
  location            = "westeurope"
  resource_group_name = "rg-kubenet"
  address_space       = ["10.11.0.0/16"]
}

resource "azurerm_subnet" "aks" {
  name                 = "snet-aks"
  resource_group_name  = "rg-kubenet"
  virtual_network_name = azurerm_virtual_network.aks.name
  address_prefixes     = ["10.11.0.0/24"]
}

resource "azurerm_subnet_route_table_association" "aks" {
  subnet_id      = azurerm_subnet.aks.id
  route_table_id = azurerm_route_table.aks.id
}

resource "azurerm_kubernetes_cluster" "aks" {
  name                = "aks-kubenet"
  location            = "westeurope"
  resource_group_name = "rg-kubenet"
  dns_prefix          = "kubenet"

  default_node_pool {
    name           = "default"
    vm_size        = "Standard_D4s_v5"
    node_count     = 3
    vnet_subnet_id = azurerm_subnet.aks.id
  }

  service_principal {
    client_id     = "22222222-3333-4444-5555-666666666666"
    client_secret = var.client_secret
  }

  network_profile {
    network_plugin = "kubenet"
    network_policy = "calico"
    pod_cidr       = "10.244.0.0/16"
    service_cidr   = "10.96.0.0/16"
    dns_service_ip = "10.96.0.10"
    outbound_type  = "userDefinedRouting"
  }
}

variable "client_secret" {
  type      = string
  sensitive = true
}
