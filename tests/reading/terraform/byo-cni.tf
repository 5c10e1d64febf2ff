resource "azurerm_kubernetes_cluster" "aks" {
  name                = "aks-byo"
  location            = "uksouth"
  resource_group_name = "rg-byo"
  dns_prefix          = "byo"
  default_node_pool {
    name       = "system"
    vm_size    = "Standard_D4s_v5"
    node_count = 3
    max_pods   = 110
  }
  identity { type = "SystemAssigned" }
  network_profile {
    network_plugin    = "none"
    load_balancer_sku = "standard"
  }
  http_proxy_config {
    http_proxy  = "http://10.0.0.4:3128"
    https_proxy = "http://10.0.0.4:3128"
    no_proxy    = ["localhost", ".svc"]
  }
  linux_profile {
    admin_username = "azureuser"
    ssh_key {
      key_data = file("~/.ssh/id_rsa.pub")
    }
  }
}
