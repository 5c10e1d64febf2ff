//! Ranges that Azure keeps for itself, and those meant for private networks.

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
