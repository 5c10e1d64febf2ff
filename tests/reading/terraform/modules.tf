module "network" {
  source  = "Azure/network/azurerm"
  version = "5.3.0"

  resource_group_name = "rg-module"
  address_spaces      = ["10.0.0.0/16", "10.2.0.0/16"]
  subnet_prefixes     = ["10.0.1.0/24", "10.0.2.0/24"]
  subnet_names        = ["nodes", "pods"]
}

module "aks" {
  source              = "./modules/aks"
  cluster_name        = "aks-module"
  vnet_subnet_id      = module.network.vnet_subnets[0]
  resource_group_name = "rg-module"
}

resource "azurerm_kubernetes_cluster_node_pool" "extra" {
  name                  = "extra"
  kubernetes_cluster_id = module.aks.aks_id
  vm_size               = "Standard_D4s_v5"
  node_count            = 2
  vnet_subnet_id        = module.network.vnet_subnets[0]
}
