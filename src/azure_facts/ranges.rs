//! Ranges that Azure keeps for itself, those meant for private networks, and whom subnets are
//! delegated to.

use super::{Fact, sources};

/// Ranges that no service CIDR, pod CIDR or virtual network of AKS may touch.
pub const RESERVED_BY_AKS: Fact<&[&str]> = Fact::new(
    &["169.254.0.0/16", "172.30.0.0/16", "172.31.0.0/16", "192.0.2.0/24"],
    &sources::CNI_OVERVIEW,
);

/// Ranges that no virtual network may contain.
pub const REFUSED_BY_NETWORKS: Fact<&[&str]> = Fact::new(
    &["224.0.0.0/4", "255.255.255.255/32", "127.0.0.0/8", "169.254.0.0/16", "168.63.129.16/32"],
    &sources::VNET_FAQ,
);

/// Ranges meant for private networks: RFC 1918 and RFC 6598.
pub const PRIVATE: Fact<&[&str]> = Fact::new(
    &["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"],
    &sources::VNET_FAQ,
);

/// IPv4 ranges that are not of the internet, each with what it is for: az takes none as an
/// authorized range.
pub const NOT_GLOBAL: Fact<&[(&str, &str)]> = Fact::new(
    &[
        ("0.0.0.0/8", "which means this network"),
        ("10.0.0.0/8", "which is private"),
        ("100.64.0.0/10", "which carriers share"),
        ("127.0.0.0/8", "which never leaves a machine"),
        ("169.254.0.0/16", "which is link-local"),
        ("172.16.0.0/12", "which is private"),
        ("192.0.0.0/29", "which is reserved for protocols"),
        ("192.0.2.0/24", "which is for documentation"),
        ("192.168.0.0/16", "which is private"),
        ("198.18.0.0/15", "which is for benchmarks"),
        ("198.51.100.0/24", "which is for documentation"),
        ("203.0.113.0/24", "which is for documentation"),
        ("240.0.0.0/4", "which is reserved"),
    ],
    &sources::AZ_AKS,
);

/// Service that the subnet of API servers is delegated to.
pub const API_SERVER_DELEGATION: Fact<&str> =
    Fact::new("Microsoft.ContainerService/managedClusters", &sources::VNET_INTEGRATION);

/// Service that the subnet of virtual nodes is delegated to.
pub const VIRTUAL_NODE_DELEGATION: Fact<&str> =
    Fact::new("Microsoft.ContainerInstance/containerGroups", &sources::VIRTUAL_NODES);
