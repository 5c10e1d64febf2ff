variable "location" {
  type        = string
  description = "Where"
}
variable "cluster_name" { type = string }
variable "node_count" {
  type = number
  validation {
    condition     = var.node_count > 0
    error_message = "At least one node."
  }
}
variable "subnet_id" {}
variable "tags" {
  type    = map(string)
  default = {}
}

resource "azurerm_kubernetes_cluster" "main" {
  name                = var.cluster_name
  location            = var.location
  resource_group_name = "rg-${var.cluster_name}"
  dns_prefix          = "${var.cluster_name}-dns"
  default_node_pool {
    name           = "system"
    vm_size        = "Standard_D4s_v5"
    node_count     = var.node_count
    vnet_subnet_id = var.subnet_id
  }
  identity { type = "SystemAssigned" }
  network_profile {
    network_plugin      = "azure"
    network_plugin_mode = "overlay"
    service_cidr        = "10.0.0.0/16"
    dns_service_ip      = "10.1.0.10"
  }
  tags = merge(var.tags, { managed-by = "terraform" })
}

output "host" {
  value     = azurerm_kubernetes_cluster.main.kube_config[0].host
  sensitive = true
}
