# Platform clusters: one hub, two regions, three environments
terraform {
  required_version = ">= 1.6"
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = ">= 4.0, < 5.0"
    }
  }
}

variable "environment" {
  type    = string
  default = "prod"
}

variable "tags" {
  type = map(string)
  default = {
    owner = "platform"
  }
}

locals {
  prefix = "plat-${var.environment}"
  hub    = "10.0.0.0/20"
}

resource "azurerm_resource_group" "hub" {
  name     = "rg-${local.prefix}-hub"
  location = "westeurope"
  tags     = var.tags
}

resource "azurerm_virtual_network" "hub" {
  name                = "vnet-${local.prefix}-hub"
  location            = azurerm_resource_group.hub.location
  resource_group_name = azurerm_resource_group.hub.name
  address_space       = [local.hub]
}

resource "azurerm_subnet" "gateway" {
  name                 = "GatewaySubnet"
  resource_group_name  = azurerm_resource_group.hub.name
  virtual_network_name = azurerm_virtual_network.hub.name
  address_prefixes     = [cidrsubnet(local.hub, 7, 0)]
}

###############################################################################
# westeurope
###############################################################################
resource "azurerm_resource_group" "euw" {
  name     = "rg-${local.prefix}-euw"
  location = "westeurope"
  tags     = merge(var.tags, { region = "euw" })
}

resource "azurerm_virtual_network" "euw" {
  name                = "vnet-${local.prefix}-euw"
  location            = azurerm_resource_group.euw.location
  resource_group_name = azurerm_resource_group.euw.name
  address_space       = ["10.10.0.0/16"]
}

resource "azurerm_subnet" "euw_nodes" {
  name                 = "snet-nodes"
  resource_group_name  = azurerm_resource_group.euw.name
  virtual_network_name = azurerm_virtual_network.euw.name
  address_prefixes     = ["10.10.0.0/24"]
}

resource "azurerm_subnet" "euw_pods" {
  name                 = "snet-pods"
  resource_group_name  = azurerm_resource_group.euw.name
  virtual_network_name = azurerm_virtual_network.euw.name
  address_prefixes     = ["10.10.16.0/20"]
}

resource "azurerm_virtual_network_peering" "euw_hub" {
  name                      = "euw-to-hub"
  resource_group_name       = azurerm_resource_group.euw.name
  virtual_network_name      = azurerm_virtual_network.euw.name
  remote_virtual_network_id = azurerm_virtual_network.hub.id
  use_remote_gateways       = true
}

resource "azurerm_virtual_network_peering" "hub_euw" {
  name                      = "hub-to-euw"
  resource_group_name       = azurerm_resource_group.hub.name
  virtual_network_name      = azurerm_virtual_network.hub.name
  remote_virtual_network_id = azurerm_virtual_network.euw.id
  allow_gateway_transit     = true
}

resource "azurerm_user_assigned_identity" "euw" {
  name                = "id-${local.prefix}-euw"
  location            = azurerm_resource_group.euw.location
  resource_group_name = azurerm_resource_group.euw.name
}

resource "azurerm_role_assignment" "euw_network" {
  scope                = azurerm_virtual_network.euw.id
  role_definition_name = "Network Contributor"
  principal_id         = azurerm_user_assigned_identity.euw.principal_id
}

resource "azurerm_kubernetes_cluster" "euw" {
  name                      = "aks-${local.prefix}-euw"
  location                  = azurerm_resource_group.euw.location
  resource_group_name       = azurerm_resource_group.euw.name
  dns_prefix                = "${local.prefix}-euw"
  kubernetes_version        = "1.35"
  sku_tier                  = "Standard"
  automatic_upgrade_channel = "patch"

  default_node_pool {
    name                         = "system"
    vm_size                      = "Standard_D4ds_v5"
    node_count                   = 3
    zones                        = ["1", "2", "3"]
    only_critical_addons_enabled = true
    vnet_subnet_id               = azurerm_subnet.euw_nodes.id
    max_pods                     = 60
    upgrade_settings {
      max_surge = "33%"
    }
  }

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.euw.id]
  }

  network_profile {
    network_plugin = "azure"
    network_plugin_mode = "overlay"
    network_policy = "calico"
    service_cidr   = "10.200.0.0/20"
    dns_service_ip = "10.200.0.10"
  }

  tags = var.tags
}

resource "azurerm_kubernetes_cluster_node_pool" "euw_apps" {
  name                  = "apps"
  kubernetes_cluster_id = azurerm_kubernetes_cluster.euw.id
  vm_size               = "Standard_D8ds_v5"
  auto_scaling_enabled  = true
  min_count             = 2
  max_count             = 12
  max_pods              = 60
  vnet_subnet_id        = azurerm_subnet.euw_nodes.id
  zones                 = ["1", "2", "3"]
  node_labels = {
    workload = "apps"
  }
}

###############################################################################
# northeurope
###############################################################################
resource "azurerm_resource_group" "eun" {
  name     = "rg-${local.prefix}-eun"
  location = "northeurope"
  tags     = merge(var.tags, { region = "eun" })
}

resource "azurerm_virtual_network" "eun" {
  name                = "vnet-${local.prefix}-eun"
  location            = azurerm_resource_group.eun.location
  resource_group_name = azurerm_resource_group.eun.name
  address_space       = ["10.11.0.0/16"]
}

resource "azurerm_subnet" "eun_nodes" {
  name                 = "snet-nodes"
  resource_group_name  = azurerm_resource_group.eun.name
  virtual_network_name = azurerm_virtual_network.eun.name
  address_prefixes     = ["10.11.0.0/23"]
}

resource "azurerm_subnet" "eun_pods" {
  name                 = "snet-pods"
  resource_group_name  = azurerm_resource_group.eun.name
  virtual_network_name = azurerm_virtual_network.eun.name
  address_prefixes     = ["10.11.16.0/20"]
}

resource "azurerm_virtual_network_peering" "eun_hub" {
  name                      = "eun-to-hub"
  resource_group_name       = azurerm_resource_group.eun.name
  virtual_network_name      = azurerm_virtual_network.eun.name
  remote_virtual_network_id = azurerm_virtual_network.hub.id
  use_remote_gateways       = true
}

resource "azurerm_virtual_network_peering" "hub_eun" {
  name                      = "hub-to-eun"
  resource_group_name       = azurerm_resource_group.hub.name
  virtual_network_name      = azurerm_virtual_network.hub.name
  remote_virtual_network_id = azurerm_virtual_network.eun.id
  allow_gateway_transit     = true
}

resource "azurerm_user_assigned_identity" "eun" {
  name                = "id-${local.prefix}-eun"
  location            = azurerm_resource_group.eun.location
  resource_group_name = azurerm_resource_group.eun.name
}

resource "azurerm_role_assignment" "eun_network" {
  scope                = azurerm_virtual_network.eun.id
  role_definition_name = "Network Contributor"
  principal_id         = azurerm_user_assigned_identity.eun.principal_id
}

resource "azurerm_kubernetes_cluster" "eun" {
  name                      = "aks-${local.prefix}-eun"
  location                  = azurerm_resource_group.eun.location
  resource_group_name       = azurerm_resource_group.eun.name
  dns_prefix                = "${local.prefix}-eun"
  kubernetes_version        = "1.35"
  sku_tier                  = "Standard"
  automatic_upgrade_channel = "patch"

  default_node_pool {
    name                         = "system"
    vm_size                      = "Standard_D4ds_v5"
    node_count                   = 3
    zones                        = ["1", "2", "3"]
    only_critical_addons_enabled = true
    vnet_subnet_id               = azurerm_subnet.eun_nodes.id
    max_pods                     = 60
    upgrade_settings {
      max_surge = "33%"
    }
  }

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.eun.id]
  }

  network_profile {
    network_plugin = "azure"
    network_policy = "calico"
    service_cidr   = "10.200.0.0/20"
    dns_service_ip = "10.200.0.10"
  }

  tags = var.tags
}

resource "azurerm_kubernetes_cluster_node_pool" "eun_apps" {
  name                  = "apps"
  kubernetes_cluster_id = azurerm_kubernetes_cluster.eun.id
  vm_size               = "Standard_D8ds_v5"
  auto_scaling_enabled  = true
  min_count             = 2
  max_count             = 12
  max_pods              = 60
  vnet_subnet_id        = azurerm_subnet.eun_nodes.id
  zones                 = ["1", "2", "3"]
  node_labels = {
    workload = "apps"
  }
}

###############################################################################
# swedencentral
###############################################################################
resource "azurerm_resource_group" "sec" {
  name     = "rg-${local.prefix}-sec"
  location = "swedencentral"
  tags     = merge(var.tags, { region = "sec" })
}

resource "azurerm_virtual_network" "sec" {
  name                = "vnet-${local.prefix}-sec"
  location            = azurerm_resource_group.sec.location
  resource_group_name = azurerm_resource_group.sec.name
  address_space       = ["10.12.0.0/16"]
}

resource "azurerm_subnet" "sec_nodes" {
  name                 = "snet-nodes"
  resource_group_name  = azurerm_resource_group.sec.name
  virtual_network_name = azurerm_virtual_network.sec.name
  address_prefixes     = ["10.12.0.0/24"]
}

resource "azurerm_subnet" "sec_pods" {
  name                 = "snet-pods"
  resource_group_name  = azurerm_resource_group.sec.name
  virtual_network_name = azurerm_virtual_network.sec.name
  address_prefixes     = ["10.12.16.0/20"]
}

resource "azurerm_virtual_network_peering" "sec_hub" {
  name                      = "sec-to-hub"
  resource_group_name       = azurerm_resource_group.sec.name
  virtual_network_name      = azurerm_virtual_network.sec.name
  remote_virtual_network_id = azurerm_virtual_network.hub.id
  use_remote_gateways       = true
}

resource "azurerm_virtual_network_peering" "hub_sec" {
  name                      = "hub-to-sec"
  resource_group_name       = azurerm_resource_group.hub.name
  virtual_network_name      = azurerm_virtual_network.hub.name
  remote_virtual_network_id = azurerm_virtual_network.sec.id
  allow_gateway_transit     = true
}

resource "azurerm_user_assigned_identity" "sec" {
  name                = "id-${local.prefix}-sec"
  location            = azurerm_resource_group.sec.location
  resource_group_name = azurerm_resource_group.sec.name
}

resource "azurerm_role_assignment" "sec_network" {
  scope                = azurerm_virtual_network.sec.id
  role_definition_name = "Network Contributor"
  principal_id         = azurerm_user_assigned_identity.sec.principal_id
}

resource "azurerm_kubernetes_cluster" "sec" {
  name                      = "aks-${local.prefix}-sec"
  location                  = azurerm_resource_group.sec.location
  resource_group_name       = azurerm_resource_group.sec.name
  dns_prefix                = "${local.prefix}-sec"
  kubernetes_version        = "1.35"
  sku_tier                  = "Standard"
  automatic_upgrade_channel = "patch"

  default_node_pool {
    name                         = "system"
    vm_size                      = "Standard_D4ds_v5"
    node_count                   = 3
    zones                        = ["1", "2", "3"]
    only_critical_addons_enabled = true
    vnet_subnet_id               = azurerm_subnet.sec_nodes.id
    pod_subnet_id                = azurerm_subnet.sec_pods.id
    max_pods                     = 60
    upgrade_settings {
      max_surge = "33%"
    }
  }

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.sec.id]
  }

  network_profile {
    network_plugin = "azure"
    network_policy = "calico"
    service_cidr   = "10.200.0.0/20"
    dns_service_ip = "10.200.0.10"
  }

  tags = var.tags
}

resource "azurerm_kubernetes_cluster_node_pool" "sec_apps" {
  name                  = "apps"
  kubernetes_cluster_id = azurerm_kubernetes_cluster.sec.id
  vm_size               = "Standard_D8ds_v5"
  auto_scaling_enabled  = true
  min_count             = 2
  max_count             = 12
  max_pods              = 60
  vnet_subnet_id        = azurerm_subnet.sec_nodes.id
  pod_subnet_id         = azurerm_subnet.sec_pods.id
  zones                 = ["1", "2", "3"]
  node_labels = {
    workload = "apps"
  }
}
