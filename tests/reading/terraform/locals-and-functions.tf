locals {
  env       = terraform.workspace == "default" ? "dev" : terraform.workspace
  name      = lower(join("-", ["AKS", "Shop", "Test"]))
  zones     = [for z in range(1, 4) : tostring(z)]
  settings  = jsondecode(file("${path.module}/settings.json"))
  tags      = merge({ env = "test" }, { "cost-center" = 4711 })
  version   = try(local.settings.version, "1.35")
  size      = lookup({ small = "Standard_D2s_v5", large = "Standard_D8s_v5" }, "large", "none")
  max       = max(3, 7, 5)
  trimmed   = trimspace("  shop  ")
  replaced  = replace("aks shop", " ", "-")
  joined    = concat(["10.0.0.0/16"], ["10.1.0.0/16"])
  heredoc   = <<-EOT
    resource "azurerm_kubernetes_cluster" "not_real" {
      name = "no"
    }
  EOT
}
resource "azurerm_virtual_network" "v" {
  name                = "vnet-${local.trimmed}"
  location            = "westeurope"
  resource_group_name = "rg-${local.replaced}"
  address_space       = local.joined
}
resource "azurerm_kubernetes_cluster" "aks" {
  name                = local.name
  location            = coalesce("", "westeurope")
  resource_group_name = "rg-${local.replaced}"
  dns_prefix          = substr(local.name, 0, 8)
  kubernetes_version  = local.version
  default_node_pool {
    name       = "system"
    vm_size    = local.size
    node_count = local.max - 2
    zones      = local.zones
  }
  identity { type = "SystemAssigned" }
  network_profile {
    network_plugin      = "azure"
    network_plugin_mode = "overlay"
  }
  tags = local.tags
}
