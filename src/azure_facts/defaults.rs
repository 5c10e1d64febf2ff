//! What Azure takes where a plan says nothing.

use super::{Fact, sources};

/// Pod CIDR of overlay and kubenet clusters.
pub const POD_CIDR: Fact<&str> = Fact::new("10.244.0.0/16", &sources::CONFIGURE_OVERLAY);
/// IPv6 pod CIDR of dual-stack clusters.
pub const POD_CIDR_V6: Fact<&str> = Fact::new("fd12:3456:789a::/64", &sources::CONFIGURE_OVERLAY);
/// Service CIDR.
pub const SERVICE_CIDR: Fact<&str> = Fact::new("10.0.0.0/16", &sources::IP_PLANNING);
/// IPv6 service CIDR of dual-stack clusters.
pub const SERVICE_CIDR_V6: Fact<&str> =
    Fact::new("fd12:3456:789a:1::/108", &sources::CONFIGURE_OVERLAY);
/// Address of the DNS service. It does not follow the service CIDR.
pub const DNS_SERVICE_IP: Fact<&str> = Fact::new("10.0.0.10", &sources::REST_SPEC);
/// Usual place of the DNS service in the service CIDR: `10.0.0.10` in `10.0.0.0/16`.
pub const DNS_SERVICE_OFFSET: Fact<u32> = Fact::new(10, &sources::IP_PLANNING);
/// Nodes of a pool.
pub const NODE_COUNT: Fact<u32> = Fact::new(3, &sources::AZ_AKS);
/// `maxPods` with Azure CNI node subnet.
pub const MAX_PODS_NODE_SUBNET: Fact<u32> = Fact::new(30, &sources::IP_PLANNING);
/// `maxPods` with kubenet.
pub const MAX_PODS_KUBENET: Fact<u32> = Fact::new(110, &sources::IP_PLANNING);
/// `maxPods` with overlay.
pub const MAX_PODS_OVERLAY: Fact<u32> = Fact::new(250, &sources::CNI_OVERLAY);
/// `maxPods` with a pod subnet. Documents name 30, 110 and 250; scripts therefore always say it.
pub const MAX_PODS_POD_SUBNET: Fact<u32> = Fact::new(110, &sources::IP_PLANNING);
/// `maxPods` with an own CNI.
pub const MAX_PODS_OWN_CNI: Fact<u32> = Fact::new(250, &sources::BYO_CNI);
/// Surge in percent. Other documents name one node, so the greater of both is planned for.
pub const MAX_SURGE_PERCENT: Fact<u32> = Fact::new(10, &sources::SDK);
/// Idle timeout of a load balancer's flows, in minutes.
pub const LB_IDLE_TIMEOUT: Fact<u32> = Fact::new(30, &sources::STANDARD_LB);
/// Idle timeout of a NAT gateway's flows, in minutes.
pub const NAT_IDLE_TIMEOUT: Fact<u32> = Fact::new(4, &sources::NAT_GATEWAY);
/// Outbound addresses of a managed load balancer or NAT gateway.
pub const OUTBOUND_ADDRESSES: Fact<u32> = Fact::new(1, &sources::STANDARD_LB);
