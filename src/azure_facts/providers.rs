//! Resource providers that a subscription must have registered before resources are made. Azure
//! refuses a request to one that is not with `MissingSubscriptionRegistration`.

use super::{Fact, sources};
use crate::steps::{ManagedCluster, Resource};

/// Of virtual nodes.
pub static VIRTUAL_NODES: Fact<&str> =
    Fact::new("Microsoft.ContainerInstance", &sources::VIRTUAL_NODES);

/// The providers that a resource needs: its type's own, and those of a cluster's add-ons.
pub fn of(resource: &Resource) -> impl Iterator<Item = &'static str> {
    let own = resource.id().and_then(|it| it.kind.arm_type().split('/').next());
    // Groups and role assignments need no registration.
    let own = own.filter(|it| *it != "Microsoft.Resources");
    let addons = match resource {
        Resource::ManagedCluster(it) => Some(of_cluster(it)),
        _ => None,
    };
    own.into_iter().chain(addons.into_iter().flatten())
}

/// The providers that a cluster's add-ons need.
pub fn of_cluster(it: &ManagedCluster) -> impl Iterator<Item = &'static str> + use<> {
    let virtual_nodes = it.properties.addon_profiles.aci_connector_linux.as_ref();
    virtual_nodes.filter(|it| it.enabled).map(|_| VIRTUAL_NODES.value).into_iter()
}
