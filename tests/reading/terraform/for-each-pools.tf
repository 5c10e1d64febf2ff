variable "pools" {
  type = map(object({
    size  = string
    min   = number
    max   = number
    taint = optional(list(string), [])
  }))
  default = {
    web  = { size = "Standard_D4s_v5", min = 2, max = 10 }
    jobs = { size = "Standard_D8s_v5", min = 0, max = 40, taint = ["jobs=true:NoSchedule"] }
  }
}

resource "azurerm_kubernetes_cluster" "this" {
  name                = "aks-each"
  location            = "westeurope"
  resource_group_name = "rg-each"
  dns_prefix          = "each"
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

resource "azurerm_kubernetes_cluster_node_pool" "this" {
  for_each              = var.pools
  name                  = each.key
  kubernetes_cluster_id = azurerm_kubernetes_cluster.this.id
  vm_size               = each.value.size
  auto_scaling_enabled  = true
  min_count             = each.value.min
  max_count             = each.value.max
  node_taints           = each.value.taint
}
