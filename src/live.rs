//! What Azure says of a plan right now. Rules take it in the place of what is generally so; what is
//! absent is not known, and nothing is said of it.
//!
//! Who asks Azure is the module `arm`. Here are the facts, and what they change in a plan:
//! [`Completed`] is the plan with what exists as it is, so that every rule judges that.

mod complete;
mod elsewhere;
mod things;

pub use complete::Completed;
pub(crate) use elsewhere::Around;
pub use elsewhere::LiveRange;
pub use things::{Thing, things};

use crate::model::{Plan, Route};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

macro_rules! facts {
    ($($(#[$meta:meta])* pub struct $Name:ident {
        $($(#[$field_meta:meta])* pub $field:ident: $type:ty),* $(,)?
    })+) => {
        $(
            $(#[$meta])*
            #[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
            #[serde(rename_all = "camelCase", deny_unknown_fields, default)]
            pub struct $Name {
                $($(#[$field_meta])* pub $field: $type,)*
            }
        )+
    };
}

facts! {
    /// Facts about a plan's subscription, regions and resources.
    pub struct Live {
        /// The subscription that the plan is for.
        pub subscription: Option<Subscription>,
        /// Regions by the names that ARM compares, such as `westeurope`.
        pub regions: BTreeMap<String, Region>,
        /// States of resource providers by namespace, such as `Registered`.
        pub providers: BTreeMap<String, String>,
        /// States of preview features by `namespace/name`.
        pub features: BTreeMap<String, String>,
        /// What is at the ids that the plan makes or uses.
        pub resources: Vec<Found>,
        /// Virtual networks that the plan makes, uses, or is peered with.
        pub networks: Vec<Network>,
        /// Route tables that subnets have.
        pub route_tables: Vec<RouteTable>,
        /// Clusters of the plan that exist.
        pub clusters: Vec<Cluster>,
        /// Private DNS zones that clusters use.
        pub private_zones: Vec<PrivateZone>,
        /// Roles that the plan's identities need.
        pub roles: Vec<NeededRole>,
        /// What is needed to make what the plan makes.
        pub permissions: Vec<Permission>,
    }

    /// A subscription.
    pub struct Subscription {
        /// Its id.
        pub id: String,
        /// What people call it.
        pub name: String,
        /// Such as `Enabled`, `Warned`, `PastDue`, `Disabled`.
        pub state: String,
    }

    /// What a region offers the subscription.
    pub struct Region {
        /// Sizes of virtual machines, by name in lower case.
        pub vm_sizes: Option<BTreeMap<String, VmSize>>,
        /// Minor versions of Kubernetes, as `1.36`.
        pub kubernetes_versions: Option<BTreeMap<String, KubernetesVersion>>,
        /// Quotas of processors by Azure's names, such as `cores` or `standardDSv5Family`.
        pub compute_quotas: Option<BTreeMap<String, Quota>>,
        /// Quotas of networks by Azure's names, such as `PublicIPAddresses`.
        pub network_quotas: Option<BTreeMap<String, Quota>>,
    }

    /// A size of virtual machines.
    pub struct VmSize {
        /// The family that its quota is for.
        pub family: String,
        /// Virtual processors.
        pub v_cpus: Option<u32>,
        /// Zones that have it, restricted or not.
        pub zones: Vec<String>,
        /// Why the subscription can't have it in the whole region, where it can't.
        pub restricted: Option<String>,
        /// Zones in which the subscription can't have it.
        pub restricted_zones: Vec<String>,
        /// `x64` or `Arm64`.
        pub architecture: Option<String>,
        /// Whether an operating system disk may be on the host.
        pub ephemeral_os_disk: Option<bool>,
        /// Whether disks may be encrypted on the host.
        pub encryption_at_host: Option<bool>,
        /// Whether there are spot machines of it.
        pub spot: Option<bool>,
        /// Zones in which ultra disks can be attached to it.
        pub ultra_disk_zones: Option<Vec<String>>,
    }

    /// A minor version of Kubernetes.
    pub struct KubernetesVersion {
        /// Such as `KubernetesOfficial`, `AKSLongTermSupport`.
        pub support_plans: Vec<String>,
        /// Whether it is a preview.
        pub is_preview: bool,
        /// Its patch versions, as `1.36.1`.
        pub patches: Vec<String>,
    }

    /// A quota.
    pub struct Quota {
        /// How much is used.
        pub used: i64,
        /// How much may be used; less than 0: as much as wanted.
        pub limit: i64,
    }

    /// Whether something is there.
    pub struct Found {
        /// Its id.
        pub id: String,
        /// Whether it is.
        pub is_there: bool,
        /// Its region, where it has one.
        pub location: Option<String>,
        /// Such as `Succeeded`, `Failed`, `Deleting`.
        pub provisioning_state: Option<String>,
    }

    /// A virtual network.
    pub struct Network {
        /// Its id.
        pub id: String,
        /// Its region.
        pub location: String,
        /// Its address space.
        pub address_prefixes: Vec<String>,
        /// Its subnets.
        pub subnets: Vec<Subnet>,
        /// The networks it is peered with.
        pub peerings: Vec<Peering>,
    }

    /// A subnet.
    pub struct Subnet {
        /// Its id.
        pub id: String,
        /// Its ranges.
        pub address_prefixes: Vec<String>,
        /// Addresses that are in use, without those of the plan's own clusters.
        pub used: u32,
        /// The service it is delegated to.
        pub delegation: Option<String>,
        /// Types of services that have taken it for themselves.
        pub taken_by: Vec<String>,
        /// The id of its route table.
        pub route_table: Option<String>,
        /// The id of its NAT gateway.
        pub nat_gateway: Option<String>,
        /// The id of its network security group.
        pub network_security_group: Option<String>,
    }

    /// A peering, as its network sees it.
    pub struct Peering {
        /// Its name.
        pub name: String,
        /// The id of the other network.
        pub remote: String,
        /// The other network's address space.
        pub remote_prefixes: Vec<String>,
        /// Such as `Connected`, `Disconnected`, `Initiated`.
        pub state: String,
    }

    /// A route table.
    pub struct RouteTable {
        /// Its id.
        pub id: String,
        /// Its routes.
        pub routes: Vec<Route>,
    }

    /// A cluster.
    pub struct Cluster {
        /// Its id.
        pub id: String,
        /// The version of Kubernetes that it runs.
        pub kubernetes_version: String,
        /// The resource group of its nodes.
        pub node_resource_group: String,
        /// `Running` or `Stopped`.
        pub power_state: String,
        /// Its pools.
        pub pools: Vec<Pool>,
    }

    /// An agent pool.
    pub struct Pool {
        /// Its name.
        pub name: String,
        /// The size of its virtual machines.
        pub vm_size: String,
        /// How many nodes it has.
        pub count: u32,
        /// Whether its machines are spot machines.
        pub is_spot: bool,
    }

    /// A private DNS zone.
    pub struct PrivateZone {
        /// Its id.
        pub id: String,
        /// The ids of the networks that it is linked to.
        pub networks: Vec<String>,
    }

    /// A role that an identity needs somewhere.
    pub struct NeededRole {
        /// Where the plan names the identity, as a JSON Pointer.
        pub path: String,
        /// Who needs it, in words.
        pub principal: String,
        /// The role's name.
        pub role: String,
        /// The id of what it is needed for.
        pub scope: String,
        /// What for, in words.
        pub reason: String,
        /// Whether it is assigned there or above.
        pub is_assigned: Option<bool>,
        /// Whether whoever is signed in may assign it.
        pub may_assign: Option<bool>,
    }

    /// Something that whoever is signed in needs to be allowed.
    pub struct Permission {
        /// Where the plan names what it is needed for, as a JSON Pointer.
        pub path: String,
        /// The id of where it is needed.
        pub scope: String,
        /// Such as `Microsoft.ContainerService/managedClusters/write`.
        pub action: String,
        /// Whether it is allowed.
        pub is_allowed: bool,
    }
}

impl Live {
    /// What is known of an id.
    #[must_use]
    pub fn found(&self, id: &str) -> Option<&Found> {
        self.resources.iter().find(|it| it.id.eq_ignore_ascii_case(id))
    }

    /// A network by its id.
    #[must_use]
    pub fn network(&self, id: &str) -> Option<&Network> {
        self.networks.iter().find(|it| it.id.eq_ignore_ascii_case(id))
    }

    /// A cluster by its id.
    #[must_use]
    pub fn cluster(&self, id: &str) -> Option<&Cluster> {
        self.clusters.iter().find(|it| it.id.eq_ignore_ascii_case(id))
    }

    /// What a region offers.
    #[must_use]
    pub fn region(&self, location: &str) -> Option<&Region> {
        self.regions.get(&crate::azure_facts::regions::normalize(location))
    }

    /// Where the plan's resources are.
    #[must_use]
    pub fn ids<'p>(&'p self, plan: &'p Plan) -> Option<Ids<'p>> {
        Some(Ids { plan, subscription: &self.subscription.as_ref()?.id })
    }
}

impl Network {
    /// One of its subnets by name.
    #[must_use]
    pub fn subnet(&self, name: &str) -> Option<&Subnet> {
        self.subnets.iter().find(|it| name_of(&it.id).eq_ignore_ascii_case(name))
    }
}

impl Quota {
    /// How much is left; nothing where there is no limit.
    #[must_use]
    pub const fn left(&self) -> Option<i64> {
        if self.limit < 0 { None } else { Some(self.limit - self.used) }
    }
}

/// Gives ids to what a plan makes or uses.
#[derive(Clone, Copy, Debug)]
pub struct Ids<'p> {
    /// The plan.
    pub plan: &'p Plan,
    /// The id of its subscription.
    pub subscription: &'p str,
}

impl Ids<'_> {
    /// The id of a resource group.
    #[must_use]
    pub fn group(&self, name: &str) -> String {
        format!("/subscriptions/{}/resourceGroups/{name}", self.subscription)
    }

    /// The id of a resource; nothing where its name or group is not known.
    #[must_use]
    pub fn of(&self, kind: &str, group: Option<&str>, name: &str) -> Option<String> {
        let first = self.plan.resource_groups.first().map(|it| it.name.as_str());
        let group = group.filter(|it| !it.is_empty()).or(first)?;
        let is_known = |it: &str| !it.is_empty() && !it.contains("${") && !it.contains('/');
        (is_known(group) && is_known(name))
            .then(|| format!("{}/providers/{kind}/{name}", self.group(group)))
    }

    /// The id of a network.
    #[must_use]
    pub fn network(&self, it: &crate::model::VirtualNetwork) -> Option<String> {
        self.of("Microsoft.Network/virtualNetworks", it.resource_group.as_deref(), &it.name)
    }

    /// The id of a cluster.
    #[must_use]
    pub fn cluster(&self, it: &crate::model::Cluster) -> Option<String> {
        let kind = "Microsoft.ContainerService/managedClusters";
        self.of(kind, it.resource_group.as_deref(), &it.name)
    }
}

/// The name at the end of an id.
#[must_use]
pub fn name_of(id: &str) -> &str {
    id.rsplit('/').next().unwrap_or_default()
}

/// The id of the network that a subnet is in.
#[must_use]
pub fn network_of(subnet: &str) -> Option<&str> {
    let at = subnet.to_ascii_lowercase().rfind("/subnets/")?;
    subnet.get(..at)
}

/// The part of an id after a word such as `resourceGroups`.
#[must_use]
pub fn part_of<'i>(id: &'i str, word: &str) -> Option<&'i str> {
    let mut parts = id.split('/').skip_while(|it| !it.eq_ignore_ascii_case(word));
    parts.nth(1).filter(|it| !it.is_empty())
}
