//! Which way of addressing pods fits a set of needs, and what speaks for and against each.

mod models;
mod sketch;

use crate::model::{AgentPool, NetworkPolicy, NetworkProfile, choice, record};
use crate::text::{count, grouped};
use macro_rules_attribute::apply;
use serde::Serialize;

/// What a cluster is wanted for. What is absent has no say.
#[apply(record!)]
pub struct Needs {
    /// Addresses that the virtual network can spare for the cluster.
    pub addresses_available: Option<u32>,
    /// A free range that the virtual network can spare, as `/22` or `10.1.0.0/22`.
    pub free_prefix: Option<String>,
    /// Nodes in all, those that the autoscaler may add included; absent: 3.
    pub nodes: Option<u32>,
    /// Pods on a node; absent: 30.
    pub pods_per_node: Option<u32>,
    /// Whom pods mostly talk to; absent: nobody knows.
    pub traffic: Option<Traffic>,
    /// Machines outside the cluster reach pods by the pods' own addresses.
    pub direct_pod_access: bool,
    /// There are Windows nodes.
    pub windows: bool,
    /// Virtual nodes on Azure Container Instances.
    pub virtual_nodes: bool,
    /// Engine that has to enforce network policies.
    pub network_policy: Option<NetworkPolicy>,
    /// IPv4 and IPv6.
    pub dual_stack: bool,
    /// Whether a route for each node in a route table is acceptable; absent: nobody knows.
    pub manage_routes: Option<bool>,
    /// There is a network plugin of your own to be used.
    pub own_cni: bool,
}

/// Whom pods mostly talk to.
#[apply(choice!)]
pub enum Traffic {
    /// Machines and services outside the cluster.
    Outside = "outside",
    /// Other pods of the cluster.
    Inside = "inside",
    /// Both.
    Mixed = "mixed",
}

/// A way of addressing pods.
#[apply(choice!)]
pub enum NetworkModel {
    /// Azure CNI overlay.
    Overlay = "overlay",
    /// Azure CNI with a pod subnet, addresses given out in batches.
    PodSubnet = "podSubnet",
    /// Azure CNI with a pod subnet, a block of addresses for each node.
    StaticBlock = "staticBlock",
    /// Azure CNI with pods in the nodes' subnet.
    NodeSubnet = "nodeSubnet",
    /// kubenet.
    Kubenet = "kubenet",
    /// An own network plugin.
    OwnCni = "ownCni",
}

/// A recommendation with its reasons.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct Recommendation {
    /// The model to take; absent where the needs exclude each other.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recommended: Option<NetworkModel>,
    /// Why this one, in a sentence.
    pub summary: String,
    /// Every model, the recommended one first, then those that are possible.
    pub models: Vec<ModelVerdict>,
    /// Needs that could not be read and had no say.
    pub notes: Vec<String>,
    /// A network profile to start from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub network_profile: Option<NetworkProfile>,
    /// Agent pools to start from, with the subnets named `nodes` and `pods`.
    pub agent_pools: Vec<AgentPool>,
}

/// What there is to say about a model.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct ModelVerdict {
    /// The model.
    pub model: NetworkModel,
    /// What Azure calls it.
    pub name: &'static str,
    /// Whether it can meet the needs.
    pub possible: bool,
    /// What speaks for it.
    pub reasons_for: Vec<Reason>,
    /// What speaks against it; what makes it impossible first.
    pub reasons_against: Vec<Reason>,
    /// Addresses it takes of the virtual network, upgrades and Azure's own included.
    pub addresses: u64,
    /// The subnets it needs, each as small as possible.
    pub subnets: Vec<SubnetNeed>,
}

/// A subnet that a model needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct SubnetNeed {
    /// What it is for: `nodes` or `pods`.
    pub name: String,
    /// Addresses needed in it, with upgrades, all pods, and the five that Azure keeps.
    pub addresses: u64,
    /// The longest prefix that holds them.
    pub prefix: u8,
    /// What nodes and pods take at the start, as `310: 10 nodes x (1 + 30 pods)`.
    pub sum: String,
}

/// A reason for or against a model.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct Reason {
    /// The reason, in a sentence.
    pub text: String,
    /// It makes the model impossible.
    pub excludes: bool,
    /// The document that says so.
    pub url: &'static str,
}

/// Weighs the six models for these needs.
///
/// ```
/// use aksplan::recommend::{Needs, NetworkModel, recommend};
/// let needs = Needs { free_prefix: Some("/24".into()), nodes: Some(20), ..Needs::default() };
/// assert_eq!(recommend(&needs).recommended, Some(NetworkModel::Overlay));
/// let needs = Needs { direct_pod_access: true, ..Needs::default() };
/// assert_eq!(recommend(&needs).recommended, Some(NetworkModel::PodSubnet));
/// ```
#[must_use]
pub fn recommend(needs: &Needs) -> Recommendation {
    let mut notes = Vec::new();
    let space = Space::of(needs, &mut notes);
    let mut models: Vec<ModelVerdict> =
        NetworkModel::ALL.iter().map(|model| models::verdict(*model, needs, &space)).collect();
    let recommended = choose(needs, &models);
    let rank = |it: &ModelVerdict| (Some(it.model) != recommended, !it.possible);
    models.sort_by_key(rank);
    let starter = recommended.map(|model| sketch::starter(model, needs));
    let (network_profile, agent_pools) =
        starter.map_or((None, Vec::new()), |(profile, pools)| (Some(profile), pools));
    let summary = summary(recommended, needs, &models);
    Recommendation { recommended, summary, models, notes, network_profile, agent_pools }
}

/// The model to take: the overlay, unless pods have to be, or had better be, in the network.
fn choose(needs: &Needs, models: &[ModelVerdict]) -> Option<NetworkModel> {
    use NetworkModel::{NodeSubnet, Overlay, OwnCni, PodSubnet, StaticBlock};
    let is_possible =
        |model: &NetworkModel| models.iter().any(|it| it.model == *model && it.possible);
    let order: &[NetworkModel] = if needs.own_cni {
        &[OwnCni]
    } else if needs.traffic == Some(Traffic::Outside) {
        &[PodSubnet, StaticBlock, Overlay, NodeSubnet]
    } else {
        &[Overlay, PodSubnet, StaticBlock, NodeSubnet]
    };
    order.iter().copied().find(is_possible)
}

fn summary(recommended: Option<NetworkModel>, needs: &Needs, models: &[ModelVerdict]) -> String {
    let taken = models.first().map_or(0, |it| it.addresses);
    let taken = count(i64::try_from(taken).unwrap_or(i64::MAX), "address");
    match recommended {
        None => "no model meets all of these needs: see what excludes each".to_string(),
        Some(NetworkModel::Overlay) if needs.traffic == Some(Traffic::Outside) => format!(
            "traffic mostly leaves the cluster, but no model with pods in the virtual network meets \
             these needs; the overlay takes {taken} of it"
        ),
        Some(NetworkModel::Overlay) => format!(
            "nothing asks for pods in the virtual network, and the overlay takes {taken} of it"
        ),
        Some(NetworkModel::OwnCni) => {
            format!("your own network plugin is to be used; the nodes take {taken} of the network")
        }
        Some(_) => {
            let why = if needs.direct_pod_access {
                "machines outside the cluster reach pods by their own addresses"
            } else if needs.virtual_nodes {
                "virtual nodes need pods in the virtual network"
            } else {
                "traffic mostly leaves the cluster, and pods keep their own addresses on the way"
            };
            format!("{why}; that takes {taken} of the network")
        }
    }
}

/// What the virtual network can spare.
struct Space {
    addresses: Option<u64>,
    prefix: Option<u8>,
}

impl Space {
    fn of(needs: &Needs, notes: &mut Vec<String>) -> Self {
        let prefix = needs.free_prefix.as_deref().and_then(|text| {
            let length = text.rsplit_once('/').map_or(text, |(_, length)| length).trim();
            let length = length.parse::<u8>().ok().filter(|it| *it <= 32);
            if length.is_none() {
                notes.push(format!(
                    "`freePrefix` `{text}` is no prefix such as `/22`, and had no say"
                ));
            }
            length
        });
        Self { addresses: needs.addresses_available.map(u64::from), prefix }
    }

    /// Why these subnets do not fit, if they do not.
    fn lacks(&self, subnets: &[SubnetNeed]) -> Option<String> {
        let text = |number: u64| grouped(i64::try_from(number).unwrap_or(i64::MAX));
        let needed: u64 = subnets.iter().map(|it| it.addresses).sum();
        if let Some(available) = self.addresses.filter(|it| *it < needed) {
            let available = text(available);
            return Some(format!("it takes {} addresses, {available} are available", text(needed)));
        }
        // Ranges whose lengths are powers of two fit when their sum does.
        let blocks: u64 = subnets.iter().map(|it| block(it.prefix)).sum();
        let prefix = self.prefix.filter(|it| block(*it) < blocks)?;
        let parts: Vec<String> =
            subnets.iter().map(|it| format!("a /{} for {}", it.prefix, it.name)).collect();
        let parts = parts.join(" and ");
        Some(format!("it takes {parts}, more than the /{prefix} that is free"))
    }
}

/// Addresses of a range of a prefix length.
fn block(prefix: u8) -> u64 {
    1 << 32u32.saturating_sub(u32::from(prefix))
}

#[cfg(test)]
mod tests;
