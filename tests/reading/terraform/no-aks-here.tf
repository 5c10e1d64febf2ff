terraform {
  backend "azurerm" {
    resource_group_name  = "rg-state"
    storage_account_name = "ststate"
    container_name       = "tfstate"
    key                  = "aks.tfstate"
  }
}
provider "azurerm" {
  features {
    resource_group {
      prevent_deletion_if_contains_resources = true
    }
  }
  subscription_id = "00000000-0000-0000-0000-000000000000"
}
provider "azurerm" {
  alias       = "china"
  environment = "china"
  features {}
}
