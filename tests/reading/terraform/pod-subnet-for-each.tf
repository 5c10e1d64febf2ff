variable "subnets" {
  type = map(string)
  default = {
    nodes  = "10.240.0.0/24"
    pods-a = "10.241.0.0/22"
    pods-b = "10.241.2.0/23"
  }
}
resource "azurerm_virtual_network" "this" {
  name                = "vnet-podsubnet"
  location            = "westeurope"
  resource_group_name = "rg-podsubnet"
  address_space       = ["10.240.0.0/12"]
}
resource "azurerm_subnet" "this" {
  for_each             = var.subnets
  name                 = "snet-${each.key}"
  resource_group_name  = "rg-podsubnet"
  virtual_network_name = azurerm_virtual_network.this.name
  address_prefixes     = [each.value]
}
resource "azurerm_kubernetes_cluster" "this" {
  name                = "aks-podsubnet"
  location            = "westeurope"
  resource_group_name = "rg-podsubnet"
  dns_prefix          = "podsubnet"
  default_node_pool {
    name           = "system"
    vm_size        = "Standard_D4s_v5"
    node_count     = 3
    vnet_subnet_id = azurerm_subnet.this["nodes"].id
    pod_subnet_id  = azurerm_subnet.this["pods-a"].id
  }
  identity { type = "SystemAssigned" }
  network_profile {
    network_plugin = "azure"
    service_cidr   = "10.96.0.0/16"
    dns_service_ip = "10.96.0.10"
  }
}
resource "azurerm_kubernetes_cluster_node_pool" "b" {
  name                  = "b"
  kubernetes_cluster_id = azurerm_kubernetes_cluster.this.id
  vm_size               = "Standard_D4s_v5"
  node_count            = 40
  max_pods              = 110
  vnet_subnet_id        = azurerm_subnet.this["nodes"].id
  pod_subnet_id         = azurerm_subnet.this["pods-b"].id
}
