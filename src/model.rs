//! The plan: what a person wants, as they typed it.
//!
//! Plain data with public fields under ARM's property names. Nothing here is checked: text that is
//! no CIDR stays text, a count of zero stays zero. [`crate::lower`] turns a plan into typed values
//! and remembers what could not be turned.
//!
//! A property that is absent means *Azure's own default*; which one that is stands in
//! [`crate::azure_facts`] and is reported by [`crate::layout`].
//!
//! Resources refer to each other by name (`"vnetSubnet": "nodes"`, or `"hub/nodes"` where two
//! networks have a subnet of that name) or by ARM resource id where they lie outside the plan.

use macro_rules_attribute::apply;
use std::collections::BTreeMap;

mod access;
mod addons;
mod cluster;
mod network;
mod network_profile;
mod pool;
mod upgrade;

pub use access::*;
pub use addons::*;
pub use cluster::*;
pub use network::*;
pub use network_profile::*;
pub use pool::*;
pub use upgrade::*;

/// Names to values: tags and labels.
pub type StringMap = BTreeMap<String, String>;

/// Properties under ARM's names and in ARM's shape.
pub type ArmProperties = serde_json::Map<String, serde_json::Value>;

/// Whether a field holds what it holds when nothing was typed; such fields are not written.
pub(crate) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// Gives a struct of the plan (or of an answer) its derives: JSON both ways in camelCase, unknown
/// fields refused, absent and default fields left out, TypeScript and JSON Schema on request.
macro_rules! record {
    ($(#[$meta:meta])* $vis:vis struct $Name:ident {
        $($(#[$field_meta:meta])* pub $field:ident: $type:ty),* $(,)?
    }) => {
        #[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
        #[serde(rename_all = "camelCase", deny_unknown_fields, default)]
        #[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        $(#[$meta])*
        $vis struct $Name {
            $(
                $(#[$field_meta])*
                #[serde(skip_serializing_if = "crate::model::is_default")]
                pub $field: $type,
            )*
        }

        impl crate::read::Record for $Name {
            fn set(
                &mut self,
                field: usize,
                json: &serde_json::Value,
                reader: &mut crate::read::Reader,
            ) {
                let mut at = 0..;
                $(if at.next() == Some(field) {
                    return reader.put(&mut self.$field, json);
                })*
            }
        }
    };
}
pub(crate) use record;

/// Gives an enum of words its derives and its words: `Azure = "azure"` is written and read as
/// `azure`.
macro_rules! choice {
    ($(#[$meta:meta])* $vis:vis enum $Name:ident {
        $($(#[$variant_meta:meta])* $Variant:ident = $text:literal),* $(,)?
    }) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[derive(serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        $(#[$meta])*
        $vis enum $Name {
            $($(#[$variant_meta])* #[serde(rename = $text)] $Variant,)*
        }

        impl $Name {
            /// Every value, in the order Azure lists them.
            pub const ALL: &'static [Self] = &[$(Self::$Variant),*];

            /// The word that Azure uses.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$Variant => $text),* }
            }
        }

        impl crate::read::FromJson for $Name {
            fn from_json(
                json: &serde_json::Value,
                reader: &mut crate::read::Reader,
            ) -> Option<Self> {
                Self::ALL.get(reader.word(json, &[$($text),*])?).copied()
            }
        }

        impl std::fmt::Display for $Name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}
pub(crate) use choice;

/// Clusters, the networks they live in, and the ranges that exist around them.
#[apply(record!)]
pub struct Plan {
    /// Where an editor finds the schema of this file.
    #[serde(rename = "$schema")]
    pub schema: Option<String>,
    /// What people call this plan.
    pub name: Option<String>,
    /// Subscription id or name; absent: the one that is signed in to.
    pub subscription: Option<String>,
    /// Azure region for everything that names none of its own, such as `westeurope`.
    pub location: Option<String>,
    /// How Azure Resource Manager is reached, where that is not the public cloud directly.
    pub connection: Option<Connection>,
    /// Resource groups to make or to use.
    pub resource_groups: Vec<ResourceGroup>,
    /// Virtual networks to make or to use.
    pub virtual_networks: Vec<VirtualNetwork>,
    /// Route tables that subnets refer to.
    pub route_tables: Vec<RouteTable>,
    /// NAT gateways that subnets refer to.
    pub nat_gateways: Vec<NatGateway>,
    /// Network security groups that subnets refer to.
    pub network_security_groups: Vec<NetworkSecurityGroup>,
    /// User-assigned managed identities that clusters refer to.
    pub identities: Vec<ManagedIdentity>,
    /// Ranges that exist elsewhere and must stay apart: peered, on-premises, reserved for later.
    pub address_book: Vec<ForeignRange>,
    /// The clusters.
    pub clusters: Vec<Cluster>,
    /// Preview features to register, as `AKS-OpenServiceMesh`.
    pub features: Vec<String>,
    /// Kubernetes versions that the region offers, as `az aks get-versions` lists them. With them
    /// the plan can tell which version an upgrade channel would bring.
    pub kubernetes_versions: Vec<String>,
    /// Findings that are accepted, each with a reason.
    pub suppress: Vec<Suppression>,
    /// Tags for every resource that is made.
    #[cfg_attr(feature = "wasm", tsify(type = "Record<string, string>"))]
    pub tags: StringMap,
}

/// A finding that is accepted: it is not shown, unless it is an error.
#[apply(record!)]
pub struct Suppression {
    /// The rule, by its name.
    pub rule: String,
    /// The place it is accepted at, with all that is within, as `/clusters/0`; absent: everywhere.
    pub path: Option<String>,
    /// Why it is accepted.
    pub reason: String,
}

/// How Azure Resource Manager is reached. The subscription key itself is never part of a plan: it
/// is read from the environment or asked for.
#[apply(record!)]
pub struct Connection {
    /// The Azure cloud; absent: `AzureCloud`.
    pub cloud: Option<Cloud>,
    /// Base address of an API Management gateway in front of Azure Resource Manager.
    pub gateway_url: Option<String>,
    /// Header that carries the gateway's subscription key; absent: `Ocp-Apim-Subscription-Key`.
    pub subscription_key_header: Option<String>,
}

/// An Azure cloud, by the name that `az cloud set` takes.
#[apply(choice!)]
pub enum Cloud {
    /// The public cloud.
    AzureCloud = "AzureCloud",
    /// Azure for US Government.
    AzureUsGovernment = "AzureUSGovernment",
    /// Azure operated by 21Vianet.
    AzureChinaCloud = "AzureChinaCloud",
}

/// A resource group.
#[apply(record!)]
pub struct ResourceGroup {
    /// Name, 1 to 90 characters.
    pub name: String,
    /// Region; absent: the plan's.
    pub location: Option<String>,
    /// It exists already and is used as it is.
    pub existing: bool,
    /// Arguments of az that the plan has no property for: kept as they are, and written back.
    pub az_arguments: Vec<String>,
}

/// A user-assigned managed identity.
#[apply(record!)]
pub struct ManagedIdentity {
    /// Name, 3 to 128 characters.
    pub name: String,
    /// Resource group; absent: the only one of the plan.
    pub resource_group: Option<String>,
    /// It exists already and is used as it is.
    pub existing: bool,
    /// Arguments of az that the plan has no property for: kept as they are, and written back.
    pub az_arguments: Vec<String>,
}

/// A range outside the plan that its own ranges must stay apart from.
#[apply(record!)]
pub struct ForeignRange {
    /// What the range belongs to.
    pub name: String,
    /// The range, as `10.0.0.0/8`.
    pub cidr: String,
    /// How it relates to the plan; absent: `onPremises`.
    pub kind: Option<ForeignKind>,
}

/// How a foreign range relates to the plan.
#[apply(choice!)]
pub enum ForeignKind {
    /// A network that is peered with one of the plan's.
    Peered = "peered",
    /// A network reached over VPN or ExpressRoute.
    OnPremises = "onPremises",
    /// Set aside for something that comes later.
    Reserved = "reserved",
    /// A destination that pods talk to, such as a partner's network.
    External = "external",
}
