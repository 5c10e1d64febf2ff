resource "azurerm_kubernetes_cluster" "aks" {
  name                      = "aks-three"
  location                  = "northeurope"
  resource_group_name       = "rg-three"
  dns_prefix                = "three"
  automatic_channel_upgrade = "patch"
  node_os_channel_upgrade   = "NodeImage"
  public_network_access_enabled = true

  default_node_pool {
    name                   = "default"
    vm_size                = "Standard_D4s_v5"
    zones                  = [1, 2, 3]
    enable_auto_scaling    = true
    min_count              = 2
    max_count              = 6
    enable_host_encryption = true
  }

  identity {
    type = "SystemAssigned"
  }

  api_server_access_profile {
    authorized_ip_ranges     = ["20.31.4.0/28"]
    vnet_integration_enabled = false
  }

  network_profile {
    network_plugin      = "azure"
    network_plugin_mode = "Overlay"
    ebpf_data_plane     = "cilium"
    network_policy      = "cilium"
  }

  web_app_routing {
    dns_zone_id = ""
  }
}
