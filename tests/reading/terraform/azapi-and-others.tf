resource "azapi_resource" "fleet" {
  type      = "Microsoft.ContainerService/fleets@2024-04-01"
  name      = "fleet"
  parent_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg"
  body = {
    properties = {}
  }
}
resource "random_pet" "suffix" {}
resource "azurerm_container_registry" "acr" {
  name                = "acr${random_pet.suffix.id}"
  resource_group_name = "rg-other"
  location            = "westeurope"
  sku                 = "Premium"
}
resource "helm_release" "ingress" {
  name  = "ingress"
  chart = "ingress-nginx"
}
resource "azurerm_kubernetes_cluster" "aks" {
  name                = "aks-${random_pet.suffix.id}"
  location            = "westeurope"
  resource_group_name = "rg-other"
  dns_prefix          = "other"
  default_node_pool {
    name       = "system"
    vm_size    = "Standard_D4s_v5"
    node_count = 3
  }
  identity { type = "SystemAssigned" }
  network_profile {
    network_plugin      = "azure"
    network_plugin_mode = "overlay"
  }
}
