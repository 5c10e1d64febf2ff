variable "maintenance" {
  default = [
    { day = "Saturday", hours = [1, 2, 3] },
    { day = "Sunday", hours = [1, 2] },
  ]
}

variable "private_zone" {
  type    = string
  default = null
}

resource "azurerm_kubernetes_cluster" "dyn" {
  name                    = "aks-dyn"
  location                = "westeurope"
  resource_group_name     = "rg-dyn"
  dns_prefix              = "dyn"
  private_cluster_enabled = var.private_zone != null
  private_dns_zone_id     = var.private_zone

  default_node_pool {
    name       = "system"
    vm_size    = "Standard_D4s_v5"
    node_count = 3
    dynamic "upgrade_settings" {
      for_each = [1]
      content {
        max_surge = "20%"
      }
    }
  }

  dynamic "identity" {
    for_each = ["SystemAssigned"]
    content {
      type = identity.value
    }
  }

  maintenance_window {
    dynamic "allowed" {
      for_each = var.maintenance
      content {
        day   = allowed.value.day
        hours = allowed.value.hours
      }
    }
  }

  network_profile {
    network_plugin      = "azure"
    network_plugin_mode = "overlay"
  }
}
