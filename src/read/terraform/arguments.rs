//! What azurerm's arguments mean for a plan: tables, by resource and block.
//!
//! Names are those of provider versions 2.0 to 5.2. What was renamed or taken away stands in the
//! provider's upgrade guides (`website/docs/guides/3.0-`, `4.0-` and `5.0-upgrade-guide` of
//! hashicorp/terraform-provider-azurerm, read 2026-11-23); what is there today in `website/docs/r`.

mod cluster;
mod network;
mod pool;

pub(super) use cluster::{
    API_SERVER, AUTOMATIC, CLUSTER, HOSTED_SYSTEM, KEY_MANAGEMENT, PRIVATE_CLUSTER, SERVICE_MESH,
};
pub(super) use network::{
    IDENTITY, JOINING, NAT_GATEWAY, NETWORK, NETWORK_SUBNET, RESOURCE_GROUP, ROUTE, ROUTE_TABLE,
    SECURITY_GROUP, SECURITY_RULE, SUBNET,
};
pub(super) use pool::{DEFAULT_POOL, POOL, SYSCTLS};

use super::body::Field;
use super::mapping::Mapping;

/// The arguments and blocks of a resource or block.
pub(super) struct Arguments {
    /// What people call it.
    pub of: &'static str,
    /// The arguments by name, in groups that several may share.
    pub groups: &'static [&'static [(&'static str, Is)]],
}

/// What an argument is to a plan.
pub(super) enum Is {
    /// A value, at a place below the block's own.
    At(&'static str, As),
    /// A block whose values stand below a place; empty: the holder's own.
    Within(&'static str, &'static Arguments),
    /// A block that turns something on by being there.
    On(&'static str, &'static Arguments),
    /// A block that is an item of a list.
    Each(&'static str, &'static Arguments),
    /// Something that takes more than a place.
    By(fn(&mut Mapping, &Field, &str)),
    /// A property of ARM's that a plan carries on the cluster or pool: its place there.
    Carried(&'static str, As),
    /// The same, unless it is what Azure does anyway.
    CarriedUnless(&'static str, &'static str, As),
    /// Understood, and without a place in a plan, with the reason.
    NotKept(&'static str),
    /// The same, unless it is what Azure does anyway.
    Unless(&'static str, &'static str),
    /// Read elsewhere, or of no meaning for a plan.
    Quiet,
    /// Has another name since a version.
    Renamed(&'static str, &'static str),
    /// Gone since a version; what to write now (empty: nothing); how it is still read.
    Removed(&'static str, &'static str, &'static Is),
}

/// How a value of Terraform's is written in a plan.
#[derive(Clone, Copy)]
pub(super) enum As {
    Text,
    Number,
    Truth,
    /// `false` for `true`.
    Not,
    /// `{ "enabled": … }`.
    Switch,
    /// A list of texts; a single text is a list of one.
    Texts,
    /// The first of a list.
    First,
    /// Names to values.
    Map,
    /// In lower case where it is one of these words.
    Lower(&'static [&'static str]),
    /// Words that are others since a version.
    Word(&'static str, &'static [(&'static str, &'static str)]),
}

impl Arguments {
    /// The argument of a name.
    pub fn find(&self, name: &str) -> Option<&'static Is> {
        let mut all = self.groups.iter().flat_map(|it| it.iter());
        all.find(|(known, _)| *known == name).map(|(_, is)| is)
    }

    /// The names there are today.
    pub fn names(&self) -> Vec<&'static str> {
        let all = self.groups.iter().flat_map(|it| it.iter());
        let now = all.filter(|(_, is)| !matches!(is, Is::Renamed(..) | Is::Removed(..)));
        now.map(|(name, _)| *name).collect()
    }
}

/// Terraform's own arguments and blocks, which every resource has.
pub(super) const OF_TERRAFORM: &[&str] = &[
    "count",
    "for_each",
    "depends_on",
    "provider",
    "lifecycle",
    "timeouts",
    "provisioner",
    "connection",
];

/// Blocks that states have of every cluster, whether or not somebody wrote them.
pub(super) const FILLED_BY_AZURE: &[&str] =
    &["auto_scaler_profile", "storage_profile", "windows_profile"];

/// What Azure tells of a resource that is there: found in states, never written.
pub(super) const TOLD_BY_AZURE: &[&str] = &[
    "id",
    "allocated_ip_address_prefixes",
    "client_id",
    "connector_identity",
    "current_kubernetes_version",
    "effective_gateway_id",
    "effective_outbound_ips",
    "fqdn",
    "guid",
    "http_application_routing_zone_name",
    "ingress_application_gateway_identity",
    "kube_admin_config",
    "kube_admin_config_raw",
    "kube_config",
    "kube_config_raw",
    "network_interface_ids",
    "node_resource_group_id",
    "oidc_issuer_url",
    "oms_agent_identity",
    "portal_fqdn",
    "principal_id",
    "private_fqdn",
    "resource_guid",
    "secret_identity",
    "subnets",
    "tenant_id",
    "web_app_routing_identity",
];
