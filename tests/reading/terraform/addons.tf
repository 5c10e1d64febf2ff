resource "azurerm_kubernetes_cluster" "aks" {
  name                             = "aks-addons"
  location                         = "westeurope"
  resource_group_name              = "rg-addons"
  dns_prefix                       = "addons"
  azure_policy_enabled             = true
  http_application_routing_enabled = true
  open_service_mesh_enabled        = true
  image_cleaner_enabled            = true
  image_cleaner_interval_hours     = 12
  cost_analysis_enabled            = true

  default_node_pool {
    name       = "system"
    vm_size    = "Standard_D4s_v5"
    node_count = 3
  }
  identity { type = "SystemAssigned" }

  oms_agent {
    log_analytics_workspace_id      = azurerm_log_analytics_workspace.law.id
    msi_auth_for_monitoring_enabled = true
  }
  ingress_application_gateway {
    gateway_name = "gw"
    subnet_cidr  = "10.225.0.0/28"
  }
  key_vault_secrets_provider {
    secret_rotation_enabled  = true
    secret_rotation_interval = "5m"
  }
  microsoft_defender {
    log_analytics_workspace_id = azurerm_log_analytics_workspace.law.id
  }
  monitor_metrics {}
  workload_autoscaler_profile {
    keda_enabled                    = true
    vertical_pod_autoscaler_enabled = true
  }
  service_mesh_profile {
    mode                             = "Istio"
    revisions                        = ["asm-1-30"]
    internal_ingress_gateway_enabled = true
  }
  web_app_routing {
    dns_zone_ids = []
  }
  aci_connector_linux {
    subnet_name = "aci"
  }
  storage_profile {
    blob_driver_enabled = true
  }
  network_profile {
    network_plugin      = "azure"
    network_plugin_mode = "overlay"
  }
}

resource "azurerm_log_analytics_workspace" "law" {
  name                = "law-addons"
  location            = "westeurope"
  resource_group_name = "rg-addons"
  retention_in_days   = 30
}
