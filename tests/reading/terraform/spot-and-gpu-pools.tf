resource "azurerm_kubernetes_cluster_node_pool" "spot" {
  name                  = "spot"
  kubernetes_cluster_id = azurerm_kubernetes_cluster.aks.id
  vm_size               = "Standard_D8s_v5"
  priority              = "Spot"
  eviction_policy       = "Delete"
  spot_max_price        = 0.5
  auto_scaling_enabled  = true
  min_count             = 0
  max_count             = 20
  node_labels = {
    "kubernetes.azure.com/scalesetpriority" = "spot"
  }
  node_taints = [
    "kubernetes.azure.com/scalesetpriority=spot:NoSchedule",
  ]
}
resource "azurerm_kubernetes_cluster_node_pool" "gpu" {
  name                  = "gpu"
  kubernetes_cluster_id = azurerm_kubernetes_cluster.aks.id
  vm_size               = "Standard_NC24ads_A100_v4"
  node_count            = 1
  gpu_driver            = "Install"
  os_disk_type          = "Ephemeral"
  os_disk_size_gb       = 256
  node_taints           = ["sku=gpu:NoSchedule"]
  linux_os_config {
    swap_file_size_mb = 1024
    sysctl_config {
      net_core_somaxconn = 4096
    }
  }
  kubelet_config {
    image_gc_high_threshold = 70
    image_gc_low_threshold  = 80
  }
}
resource "azurerm_kubernetes_cluster" "aks" {
  name                = "aks-pools"
  location            = "westus3"
  resource_group_name = "rg-pools"
  dns_prefix          = "pools"
  default_node_pool {
    name       = "system"
    vm_size    = "Standard_D4s_v5"
    node_count = 3
  }
  identity { type = "SystemAssigned" }
  network_profile {
    network_plugin      = "azure"
    network_plugin_mode = "overlay"
  }
}
