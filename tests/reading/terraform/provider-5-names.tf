resource "azurerm_kubernetes_cluster" "aks" {
  name                              = "aks-five"
  location                          = "westeurope"
  resource_group_name               = "rg-five"
  dns_prefix                        = "five"
  role_based_access_control_enabled = true
  oidc_issuer_enabled               = true
  workload_identity_enabled         = true
  local_account_disabled            = true

  default_node_pool {
    name                 = "system"
    vm_size              = "Standard_D4s_v5"
    auto_scaling_enabled = true
    min_count            = 3
    max_count            = 5
    upgrade_settings {
      max_surge                     = "10%"
      drain_timeout_in_minutes      = 45
      node_soak_duration_in_minutes = 5
    }
  }

  node_provisioning_profile {
    mode = "Manual"
  }

  api_server_access_profile {
    virtual_network_integration_enabled = true
    subnet_id                           = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-five/providers/Microsoft.Network/virtualNetworks/vnet-five/subnets/api"
  }

  azure_active_directory_role_based_access_control {
    azure_rbac_enabled     = true
    admin_group_object_ids = ["11111111-2222-3333-4444-555555555555"]
    tenant_id              = "99999999-2222-3333-4444-555555555555"
  }

  identity { type = "SystemAssigned" }

  network_profile {
    network_plugin      = "azure"
    network_plugin_mode = "overlay"
  }
}
