//! What speaks for and against each model.

use super::sketch::{self, nodes, pods_per_node};
use super::{ModelVerdict, Needs, NetworkModel, Reason, Space, Traffic};
use crate::azure_facts::{Source, lifecycle, limits, sources};
use crate::lower::PodAddressing;
use crate::model::NetworkPolicy;
use crate::text::{count, grouped};

pub(super) fn verdict(model: NetworkModel, needs: &Needs, space: &Space) -> ModelVerdict {
    let subnets = sketch::subnets(model, needs);
    let addresses = subnets.iter().map(|it| it.addresses).sum();
    let mut reasons = Reasons::default();
    size(model, needs, addresses, &mut reasons);
    if let Some(text) = space.lacks(&subnets) {
        reasons.exclude(text, &sources::IP_PLANNING);
    }
    place_of_pods(model, needs, &mut reasons);
    machines(model, needs, &mut reasons);
    policy(model, needs, &mut reasons);
    upkeep(model, needs, &mut reasons);
    let Reasons { good, mut bad } = reasons;
    bad.sort_by_key(|it| !it.excludes);
    ModelVerdict {
        model,
        name: addressing(model).name(),
        possible: bad.iter().all(|it| !it.excludes),
        reasons_for: good,
        reasons_against: bad,
        addresses,
        subnets,
    }
}

const fn addressing(model: NetworkModel) -> PodAddressing {
    match model {
        NetworkModel::Overlay => PodAddressing::Overlay,
        NetworkModel::PodSubnet => PodAddressing::PodSubnet,
        NetworkModel::StaticBlock => PodAddressing::StaticBlock,
        NetworkModel::NodeSubnet => PodAddressing::NodeSubnet,
        NetworkModel::Kubenet => PodAddressing::Kubenet,
        NetworkModel::OwnCni => PodAddressing::OwnCni,
    }
}

/// Whether pods have addresses of the virtual network.
const fn is_flat(model: NetworkModel) -> bool {
    matches!(model, NetworkModel::PodSubnet | NetworkModel::StaticBlock | NetworkModel::NodeSubnet)
}

#[derive(Default)]
struct Reasons {
    good: Vec<Reason>,
    bad: Vec<Reason>,
}

impl Reasons {
    fn speak_for(&mut self, text: impl Into<String>, source: &'static Source) {
        self.good.push(Reason { text: text.into(), excludes: false, url: source.url });
    }

    fn speak_against(&mut self, text: impl Into<String>, source: &'static Source) {
        self.bad.push(Reason { text: text.into(), excludes: false, url: source.url });
    }

    fn exclude(&mut self, text: impl Into<String>, source: &'static Source) {
        self.bad.push(Reason { text: text.into(), excludes: true, url: source.url });
    }
}

/// Nodes, pods and addresses.
fn size(model: NetworkModel, needs: &Needs, addresses: u64, reasons: &mut Reasons) {
    let wanted = needs.nodes.unwrap_or_else(|| nodes(needs));
    let pods = pods_per_node(needs);
    let most = limits::MAX_MAX_PODS;
    if pods > most.value {
        let text = format!("{pods} pods a node are wanted, {} are allowed", most.value);
        reasons.exclude(text, most.source);
    }
    let most = limits::NODES_PER_CLUSTER;
    if wanted > most.value {
        let (wanted, most_text) = (grouped(wanted), grouped(most.value));
        let text = format!("{wanted} nodes are wanted, a cluster has {most_text} at most");
        reasons.exclude(text, most.source);
    }
    let routes = limits::ROUTES_PER_TABLE;
    if model == NetworkModel::Kubenet && wanted > routes.value {
        let text = format!(
            "each of {} nodes takes a route, a route table holds {}",
            grouped(wanted),
            routes.value
        );
        reasons.exclude(text, routes.source);
    }
    let in_network = limits::ADDRESSES_PER_NETWORK;
    let counts_each = matches!(model, NetworkModel::PodSubnet | NetworkModel::NodeSubnet);
    if counts_each && addresses > u64::from(in_network.value) {
        let text = format!(
            "it takes {} addresses, a virtual network has {} at most",
            grouped(i64::try_from(addresses).unwrap_or(i64::MAX)),
            grouped(in_network.value)
        );
        reasons.exclude(text, in_network.source);
    }
    let taken = count(i64::try_from(addresses).unwrap_or(i64::MAX), "address");
    match model {
        NetworkModel::Overlay => {
            let text = format!(
                "pods take nothing of the virtual network: {taken} for {} and their upgrade",
                count(nodes(needs), "node")
            );
            reasons.speak_for(text, &sources::CNI_OVERLAY);
        }
        NetworkModel::NodeSubnet => {
            let text = format!("every pod a node may have is reserved with the node: {taken}");
            reasons.speak_against(text, &sources::IP_PLANNING);
            reasons.speak_for("one subnet holds nodes and pods", &sources::LEGACY_CNI);
        }
        NetworkModel::PodSubnet => {
            let text = format!(
                "pods take addresses as they come, {} at a time: up to {taken} with nodes and upgrades",
                limits::POD_SUBNET_BATCH.value
            );
            reasons.speak_for(text, &sources::DYNAMIC_POD_SUBNET);
            let text = "every pod takes an address that no connected network may have";
            reasons.speak_against(text, &sources::POD_SUBNET);
        }
        NetworkModel::StaticBlock => {
            let text = "a block for each node instead of single addresses: up to a million pods";
            reasons.speak_for(text, &sources::STATIC_BLOCK);
            let text = format!("a node's blocks are taken with the node: {taken}");
            reasons.speak_against(text, &sources::STATIC_BLOCK);
        }
        NetworkModel::Kubenet => {
            let text = format!("only nodes take addresses of the virtual network: {taken}");
            reasons.speak_for(text, &sources::KUBENET);
        }
        NetworkModel::OwnCni => {
            let text = format!("AKS takes {taken} for nodes; pods are the plugin's affair");
            reasons.speak_for(text, &sources::BYO_CNI);
        }
    }
}

/// Where pods are, and who reaches them.
fn place_of_pods(model: NetworkModel, needs: &Needs, reasons: &mut Reasons) {
    let flat = is_flat(model);
    let source = match model {
        NetworkModel::Overlay => &sources::CNI_OVERLAY,
        NetworkModel::Kubenet => &sources::KUBENET,
        NetworkModel::OwnCni => &sources::BYO_CNI,
        _ => &sources::CNI_OVERVIEW,
    };
    if needs.direct_pod_access {
        match model {
            _ if flat => reasons.speak_for(
                "machines in the network and in peered networks reach pods by their own addresses",
                source,
            ),
            NetworkModel::OwnCni => reasons.speak_against(
                "whether pods can be reached by their own addresses is the plugin's affair",
                source,
            ),
            _ => reasons.exclude(
                "pods' addresses are not known outside the cluster, and nobody reaches them there",
                source,
            ),
        }
    }
    let leaves_translated = matches!(model, NetworkModel::Overlay | NetworkModel::Kubenet);
    match needs.traffic {
        Some(Traffic::Outside) if flat => reasons.speak_for(
            "traffic to machines outside the cluster carries the pod's own address",
            source,
        ),
        Some(Traffic::Outside) if leaves_translated => reasons.speak_against(
            "traffic to machines outside the cluster carries the node's address, not the pod's",
            source,
        ),
        Some(Traffic::Inside | Traffic::Mixed) if model == NetworkModel::Overlay => {
            let text = "traffic between pods goes straight from node to node";
            reasons.speak_for(text, source);
        }
        _ => {}
    }
    if needs.dual_stack {
        match model {
            NetworkModel::Overlay => {
                reasons.speak_for("pods and services have IPv4 and IPv6", &sources::DUAL_STACK);
            }
            NetworkModel::OwnCni => {
                reasons.speak_against("IPv6 for pods is the plugin's affair", &sources::BYO_CNI);
            }
            _ => reasons
                .exclude("IPv4 and IPv6 together need the overlay", &sources::CONFIGURE_OVERLAY),
        }
    }
}

/// Windows and virtual nodes.
fn machines(model: NetworkModel, needs: &Needs, reasons: &mut Reasons) {
    if needs.windows {
        match model {
            NetworkModel::Kubenet => {
                reasons.exclude("Windows nodes are not supported", &sources::KUBENET);
            }
            NetworkModel::OwnCni => {
                reasons
                    .speak_against("the plugin has to run on Windows as well", &sources::BYO_CNI);
            }
            NetworkModel::StaticBlock => reasons.speak_against(
                "no document says that Windows nodes work with blocks",
                &sources::STATIC_BLOCK,
            ),
            _ => reasons.speak_for("Windows nodes are supported", &sources::CNI_OVERVIEW),
        }
    }
    if needs.virtual_nodes {
        if is_flat(model) {
            let text = "virtual nodes are supported, with a subnet of their own";
            reasons.speak_for(text, &sources::VIRTUAL_NODES);
        } else {
            let text = "virtual nodes need Azure CNI with pods in the virtual network";
            reasons.exclude(text, &sources::VIRTUAL_NODES);
        }
    }
}

/// The policy engine wanted.
fn policy(model: NetworkModel, needs: &Needs, reasons: &mut Reasons) {
    let source = &sources::NETWORK_POLICIES;
    let engine = match needs.network_policy {
        None | Some(NetworkPolicy::None) => return,
        Some(engine) => engine,
    };
    if model == NetworkModel::OwnCni {
        let text = format!("`{engine}` policies have to come with the plugin; AKS enforces none");
        reasons.speak_against(text, &sources::BYO_CNI);
        return;
    }
    let kubenet = model == NetworkModel::Kubenet;
    match engine {
        NetworkPolicy::Azure | NetworkPolicy::Cilium if kubenet => {
            reasons.exclude(format!("`{engine}` network policy needs Azure CNI"), source);
        }
        NetworkPolicy::Cilium if needs.windows => {
            reasons.exclude("Cilium does not run on Windows nodes", &sources::CILIUM);
        }
        NetworkPolicy::Azure if needs.windows => {
            let end = lifecycle::NPM_WINDOWS.end_day();
            let text = format!("`azure` network policy for Windows ended on {end}");
            reasons.exclude(text, lifecycle::NPM_WINDOWS.source);
        }
        NetworkPolicy::Azure | NetworkPolicy::Calico if needs.dual_stack => {
            let text = format!("`{engine}` network policy knows no IPv6");
            reasons.exclude(text, &sources::DUAL_STACK);
        }
        NetworkPolicy::Azure if nodes(needs) > limits::NODES_AZURE_POLICY.value => {
            let text = format!(
                "`azure` network policy holds {} nodes, {} are wanted",
                limits::NODES_AZURE_POLICY.value,
                grouped(nodes(needs))
            );
            reasons.exclude(text, limits::NODES_AZURE_POLICY.source);
        }
        NetworkPolicy::Azure => {
            let end = lifecycle::NPM_LINUX.end_day();
            let text =
                format!("`azure` network policy for Linux ends on {end}; `cilium` follows it");
            reasons.speak_against(text, lifecycle::NPM_LINUX.source);
        }
        NetworkPolicy::Calico | NetworkPolicy::Cilium => {
            reasons.speak_for(format!("`{engine}` network policy is supported"), source);
        }
        NetworkPolicy::None => {}
    }
}

/// What has to be looked after, and for how long it can be.
fn upkeep(model: NetworkModel, needs: &Needs, reasons: &mut Reasons) {
    match model {
        NetworkModel::Overlay => {
            if needs.manage_routes != Some(true) {
                reasons.speak_for("there are no routes to manage", &sources::CNI_OVERLAY);
            }
            let text = "each node takes a /24 of the pod CIDR for good, however few pods it has";
            reasons.speak_against(text, &sources::CNI_OVERLAY);
        }
        NetworkModel::Kubenet => {
            let end = lifecycle::KUBENET.end_day();
            let text =
                format!("kubenet will be retired on {end}, and the way on is to the overlay");
            reasons.speak_against(text, lifecycle::KUBENET.source);
            let text = "a route for each node in a route table that no other cluster may share";
            if needs.manage_routes == Some(false) {
                reasons.exclude(format!("it needs {text}"), &sources::KUBENET);
            } else {
                reasons.speak_against(text, &sources::KUBENET);
            }
        }
        NetworkModel::NodeSubnet => reasons.speak_against(
            "a legacy model: `maxPods` and the subnet have to be right from the start",
            &sources::LEGACY_CNI,
        ),
        NetworkModel::PodSubnet | NetworkModel::StaticBlock => reasons.speak_for(
            "nodes and pods have subnets of their own, each with its own room and policies",
            &sources::POD_SUBNET,
        ),
        NetworkModel::OwnCni => {
            if needs.own_cni {
                let text = "the plugin that you have can be used";
                reasons.speak_for(text, &sources::BYO_CNI);
            }
            let text = "Azure's support does not cover the network plugin";
            reasons.speak_against(text, &sources::BYO_CNI);
        }
    }
}
