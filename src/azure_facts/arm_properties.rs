//! The properties that ARM resources have, from the packages that az is made of: the table is made
//! by `scripts/arm-properties.py` and has their versions in its head.

use crate::text::closest_of;
use std::collections::HashMap;
use std::sync::OnceLock;

/// The table: a type a line, then its properties.
const TEXT: &str = include_str!("arm_properties.txt");

/// A property of a resource, or of a part of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Property {
    /// Its name, as ARM writes it.
    pub name: &'static str,
    /// Type of its value: `text`, `number`, `bool`, `any`, or the name of a type; in brackets for a
    /// list, in braces for an object of any names.
    pub kind: &'static str,
    /// Azure says it and takes no value for it.
    pub read_only: bool,
}

type Types = HashMap<&'static str, Vec<Property>>;

fn types() -> &'static Types {
    static TYPES: OnceLock<Types> = OnceLock::new();
    TYPES.get_or_init(|| {
        let lines = TEXT.lines().filter(|it| !it.starts_with('#'));
        lines
            .filter_map(|it| it.split_once(' '))
            .map(|(name, rest)| (name, properties(rest)))
            .collect()
    })
}

fn properties(words: &'static str) -> Vec<Property> {
    let words = words.split(' ').filter_map(|it| it.split_once(':'));
    words
        .map(|(name, kind)| {
            let read_only = name.starts_with('-');
            Property { name: name.trim_start_matches('-'), kind, read_only }
        })
        .collect()
}

/// A type that stands in the table, such as `ManagedClusterProperties`.
#[derive(Clone, Copy, Debug)]
pub struct Type {
    properties: &'static [Property],
}

impl Type {
    /// The body of a resource type, such as `Microsoft.Network/virtualNetworks`.
    #[must_use]
    pub fn of_resource(resource_type: &str) -> Option<Self> {
        let (_, name) = BODIES.iter().find(|(it, _)| it.eq_ignore_ascii_case(resource_type))?;
        Self::named(name)
    }

    /// A type by its name, bare or in the brackets of a list.
    #[must_use]
    pub fn named(kind: &str) -> Option<Self> {
        let name = kind.trim_matches(['[', ']', '{', '}']);
        types().get(name).map(|properties| Self { properties })
    }

    /// One of its properties, in any case: so does ARM take it.
    #[must_use]
    pub fn property(&self, name: &str) -> Option<Property> {
        self.properties.iter().find(|it| it.name.eq_ignore_ascii_case(name)).copied()
    }

    /// The property that was probably meant.
    #[must_use]
    pub fn meant(&self, name: &str) -> Option<&'static str> {
        closest_of(name, self.properties.iter().map(|it| it.name))
    }
}

/// The type of each resource's body.
const BODIES: &[(&str, &str)] = &[
    ("Microsoft.ContainerService/managedClusters", "ManagedCluster"),
    ("Microsoft.ContainerService/managedClusters/agentPools", "AgentPool"),
    (
        "Microsoft.ContainerService/managedClusters/maintenanceConfigurations",
        "MaintenanceConfiguration",
    ),
    ("Microsoft.Network/virtualNetworks", "VirtualNetwork"),
    ("Microsoft.Network/virtualNetworks/subnets", "Subnet"),
    ("Microsoft.Network/virtualNetworks/virtualNetworkPeerings", "VirtualNetworkPeering"),
    ("Microsoft.Network/routeTables", "RouteTable"),
    ("Microsoft.Network/natGateways", "NatGateway"),
    ("Microsoft.Network/networkSecurityGroups", "NetworkSecurityGroup"),
    ("Microsoft.Network/publicIPAddresses", "PublicIPAddress"),
    ("Microsoft.ManagedIdentity/userAssignedIdentities", "UserAssignedIdentityResource"),
    ("Microsoft.Authorization/roleAssignments", "RoleAssignment"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_that_is_named_is_there() {
        for (resource, name) in BODIES {
            assert!(Type::named(name).is_some(), "{resource}");
        }
        for (name, properties) in types() {
            for it in properties {
                let bare = it.kind.trim_matches(['[', ']', '{', '}']);
                let is_plain = ["text", "number", "bool", "any"].contains(&bare);
                assert!(is_plain || Type::named(bare).is_some(), "{name} {it:?}");
            }
        }
    }

    #[test]
    fn properties_are_found_in_any_case() {
        let cluster = Type::of_resource("microsoft.containerservice/ManagedClusters").unwrap();
        let properties = Type::named(cluster.property("properties").unwrap().kind).unwrap();
        assert_eq!(properties.property("enableRbac").unwrap().name, "enableRBAC");
        assert!(properties.property("fqdn").unwrap().read_only);
        assert_eq!(properties.property("networkProfil"), None);
        assert_eq!(properties.meant("networkProfil"), Some("networkProfile"));
    }
}
