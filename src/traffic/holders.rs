//! Who gets which address.

use super::{Holder, Scene};
use crate::azure_facts::{Source, limits, sources};
use crate::lower::{PodAddressing, Pool, SubnetAt};
use crate::text::{count, listed};
use ipnet::IpNet;
use std::net::IpAddr;

pub(super) fn holders(scene: &Scene) -> Vec<Holder> {
    let mut all = vec![nodes(scene), pods(scene)];
    all.extend(services(scene));
    all.extend(load_balancers(scene));
    all.push(api_server(scene));
    all
}

fn holder(
    who: &str,
    range: Option<String>,
    example: Option<IpAddr>,
    how: String,
    source: &'static Source,
) -> Holder {
    let example = example.map(|it| it.to_string());
    Holder { who: who.to_string(), range, example, how, url: source.url }
}

fn nodes(scene: &Scene) -> Holder {
    let how = "each node takes one address of its subnet when it is made, and keeps it for its life; \
               Azure keeps the first four addresses of every subnet and the last";
    let range = subnets(scene, |it| it.node_subnet);
    let how = if range.is_none() {
        format!("{how}; the plan names no subnet, so AKS makes a network of its own")
    } else {
        how.to_string()
    };
    holder("nodes", range, scene.sample.node, how, &sources::VNET_FAQ)
}

fn pods(scene: &Scene) -> Holder {
    let cidrs: Vec<String> = scene.cluster.pod_cidrs.iter().map(|it| it.net.to_string()).collect();
    let cidrs = (!cidrs.is_empty()).then(|| listed(&cidrs));
    let most = scene.cluster.pools.first().map_or(0, |it| it.max_pods);
    let batch = limits::POD_SUBNET_BATCH.value;
    let prefix = limits::POD_RANGE_PER_NODE.value;
    let (range, how, source) = match scene.addressing {
        PodAddressing::Overlay => (
            cidrs,
            format!(
                "each node gets a /{prefix} of the pod CIDR, and gives its pods addresses of it; \
                 nothing of this is taken from the virtual network"
            ),
            &sources::CNI_OVERLAY,
        ),
        PodAddressing::Kubenet => (
            cidrs,
            format!(
                "each node gets a /{prefix} of the pod CIDR, and a route table says which node has \
                 which"
            ),
            &sources::KUBENET,
        ),
        PodAddressing::NodeSubnet => (
            subnets(scene, |it| it.node_subnet),
            format!(
                "with each node, addresses for {} are reserved in its subnet, whether the pods are \
                 there or not",
                count(most, "pod")
            ),
            &sources::IP_PLANNING,
        ),
        PodAddressing::PodSubnet => (
            subnets(scene, |it| it.pod_subnet),
            format!("a node takes {batch} addresses of the pod subnet at a time, as its pods come"),
            &sources::DYNAMIC_POD_SUBNET,
        ),
        PodAddressing::StaticBlock => (
            subnets(scene, |it| it.pod_subnet),
            format!(
                "with each node, blocks of {batch} addresses of the pod subnet are set aside for {}",
                count(most, "pod")
            ),
            &sources::STATIC_BLOCK,
        ),
        PodAddressing::OwnCni => (
            None,
            "the network plugin that you bring gives them out; AKS gives none".to_string(),
            &sources::BYO_CNI,
        ),
    };
    holder("pods", range, scene.sample.pod, how, source)
}

fn services(scene: &Scene) -> Vec<Holder> {
    let ranges: Vec<String> =
        scene.cluster.service_cidrs.iter().map(|it| it.net.to_string()).collect();
    if ranges.is_empty() {
        return Vec::new();
    }
    let range = listed(&ranges);
    let how = "Kubernetes gives each service an address that only the cluster's nodes know: no \
               network ever sees it";
    let dns = "the cluster's DNS service, which every pod asks for names";
    let mut all = vec![holder(
        "services",
        Some(range.clone()),
        scene.sample.service,
        how.to_string(),
        &sources::IP_PLANNING,
    )];
    if let Some(address) = scene.sample.dns {
        all.push(holder("DNS", Some(range), Some(address), dns.to_string(), &sources::IP_PLANNING));
    }
    all
}

fn load_balancers(scene: &Scene) -> Option<Holder> {
    let balancers =
        scene.cluster.spec.internal_load_balancers.as_ref().filter(|it| it.count > 0)?;
    let range = prefix(scene, scene.cluster.load_balancer_subnet);
    let how = format!(
        "{}, each with one address of the subnet, which connected networks reach",
        count(balancers.count, "internal load balancer")
    );
    Some(holder("internal load balancers", range, None, how, &sources::INTERNAL_LB))
}

fn api_server(scene: &Scene) -> Holder {
    let cluster = scene.cluster;
    if cluster.has_vnet_integration() {
        let range = prefix(scene, cluster.api_server_subnet);
        let how = format!(
            "{} of a subnet of its own, behind an internal load balancer",
            count(limits::API_SERVER_ADDRESSES.value, "address")
        );
        return holder("API server", range, None, how, &sources::VNET_INTEGRATION);
    }
    if cluster.is_private() {
        let range = prefix(scene, cluster.pools.first().and_then(|it| it.node_subnet));
        let how = "a private endpoint with one address of the first pool's subnet".to_string();
        return holder("API server", range, None, how, &sources::PRIVATE_CLUSTERS);
    }
    let how = "a public address of Azure's, under the cluster's public name".to_string();
    holder("API server", None, None, how, &sources::AUTHORIZED_RANGES)
}

/// The subnets that pools have, each once.
fn subnets(scene: &Scene, which: impl Fn(&Pool) -> Option<SubnetAt>) -> Option<String> {
    let mut at: Vec<SubnetAt> = scene.cluster.pools.iter().filter_map(which).collect();
    at.sort_unstable();
    at.dedup();
    let ranges: Vec<String> = at.into_iter().filter_map(|it| prefix(scene, Some(it))).collect();
    (!ranges.is_empty()).then(|| listed(&ranges))
}

fn prefix(scene: &Scene, at: Option<SubnetAt>) -> Option<String> {
    let subnet = scene.plan.subnet(at?)?;
    let ranges: Vec<IpNet> = subnet.prefixes.iter().map(|it| it.net).collect();
    (!ranges.is_empty()).then(|| listed(&ranges))
}
