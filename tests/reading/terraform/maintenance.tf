resource "azurerm_kubernetes_cluster" "aks" {
  name                      = "aks-maint"
  location                  = "westeurope"
  resource_group_name       = "rg-maint"
  dns_prefix                = "maint"
  automatic_upgrade_channel = "node-image"
  node_os_upgrade_channel   = "SecurityPatch"

  default_node_pool {
    name       = "system"
    vm_size    = "Standard_D4s_v5"
    node_count = 3
  }
  identity { type = "SystemAssigned" }

  maintenance_window_auto_upgrade {
    frequency   = "Weekly"
    interval    = 1
    duration    = 3
    day_of_week = "Friday"
    start_time  = "23:00"
    utc_offset  = "+01:00"
  }
  maintenance_window_node_os {
    frequency    = "RelativeMonthly"
    interval     = 1
    duration     = 4
    day_of_week  = "Saturday"
    week_index   = "First"
    start_time   = "01:00"
    start_date   = "2026-12-01T00:00:00Z"
    not_allowed {
      start = "2026-12-20T00:00:00Z"
      end   = "2027-01-06T00:00:00Z"
    }
  }
  network_profile {
    network_plugin      = "azure"
    network_plugin_mode = "overlay"
  }
}
