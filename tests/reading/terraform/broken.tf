resource "azurerm_kubernetes_cluster" "aks" {
  name                = "aks-broken"
  location            = "westeurope
  resource_group_name = "rg-broken"
}
