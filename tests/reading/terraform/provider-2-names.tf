terraform {
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 2.99"
    }
  }
}

provider "azurerm" {
  features {}
}

resource "azurerm_resource_group" "main" {
  name     = "rg-legacy"
  location = "West Europe"
}

resource "azurerm_virtual_network" "main" {
  name                = "vnet-legacy"
  location            = azurerm_resource_group.main.location
  resource_group_name = azurerm_resource_group.main.name
  address_space       = ["10.1.0.0/16"]
}

resource "azurerm_subnet" "nodes" {
  name                                           = "nodes"
  resource_group_name                            = azurerm_resource_group.main.name
  virtual_network_name                           = azurerm_virtual_network.main.name
  address_prefix                                 = "10.1.0.0/24"
  enforce_private_link_endpoint_network_policies = true
}

resource "azurerm_kubernetes_cluster" "main" {
  name                            = "aks-legacy"
  location                        = azurerm_resource_group.main.location
  resource_group_name             = azurerm_resource_group.main.name
  dns_prefix                      = "legacy"
  automatic_channel_upgrade       = "stable"
  private_link_enabled            = true
  enable_pod_security_policy      = false
  api_server_authorized_ip_ranges = ["20.31.4.0/28"]

  default_node_pool {
    name                  = "system"
    node_count            = 3
    vm_size               = "Standard_D4s_v3"
    availability_zones    = ["1", "2", "3"]
    enable_auto_scaling   = true
    min_count             = 3
    max_count             = 10
    enable_node_public_ip = false
    node_taints           = ["CriticalAddonsOnly=true:NoSchedule"]
    vnet_subnet_id        = azurerm_subnet.nodes.id
  }

  identity {
    type                      = "UserAssigned"
    user_assigned_identity_id = azurerm_user_assigned_identity.main.id
  }

  role_based_access_control {
    enabled = true
    azure_active_directory {
      managed                = true
      admin_group_object_ids = ["11111111-2222-3333-4444-555555555555"]
    }
  }

  addon_profile {
    oms_agent {
      enabled                    = true
      log_analytics_workspace_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-logs/providers/Microsoft.OperationalInsights/workspaces/law"
    }
    azure_policy {
      enabled = true
    }
    http_application_routing {
      enabled = false
    }
    kube_dashboard {
      enabled = false
    }
  }

  network_profile {
    network_plugin     = "azure"
    network_policy     = "azure"
    service_cidr       = "10.2.0.0/16"
    dns_service_ip     = "10.2.0.10"
    docker_bridge_cidr = "172.17.0.1/16"
    load_balancer_sku  = "Standard"
  }
}

resource "azurerm_user_assigned_identity" "main" {
  name                = "id-legacy"
  location            = azurerm_resource_group.main.location
  resource_group_name = azurerm_resource_group.main.name
}
