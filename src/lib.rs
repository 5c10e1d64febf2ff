//! Plans Azure Kubernetes Service (AKS) clusters and their networks.
pub mod model;
pub mod net;
