//! Plans Azure Kubernetes Service (AKS) clusters and their networks.
