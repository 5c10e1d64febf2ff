//! Ways out of the cluster.

use super::{Hop, Journey, Scene, Verdict, Way, hop, journey, named};
use crate::azure_facts::sources;
use crate::layout::{RangeKind, SnatLayout};
use crate::lower::PodAddressing;
use crate::model::{ForeignKind, NextHopType, OutboundType};
use crate::text::{count, grouped};

const TO_INTERNET: (Way, &str) = (Way::PodToInternet, "From a pod to the internet");
const TO_CONNECTED: (Way, &str) =
    (Way::PodToConnected, "From a pod to peered and on-premises networks");

/// From the pod to the edge of the node.
fn leaving(scene: &Scene) -> Vec<Hop> {
    let it = scene.sample;
    let pod = hop("pod", it.pod, None, "sends to an address outside");
    let what = match scene.addressing {
        PodAddressing::OwnCni => "does with the source address what your plugin says",
        _ if scene.is_flat() => "leaves the pod's address as it is within the virtual network",
        _ => "puts its own address in place of the pod's",
    };
    vec![pod, hop("node", scene.seen_address(), None, what)]
}

pub(super) fn pod_to_internet(scene: &Scene) -> Journey {
    let mut hops = leaving(scene);
    let snat = scene.layout.snat.iter().find(|it| it.cluster_index == scene.cluster.index);
    let (verdict, answer, source) = match (scene.cluster.outbound, snat) {
        (OutboundType::None | OutboundType::Block, _) => {
            hops.push(hop("edge of the network", None, None, "has no way out"));
            let answer = "It does not arrive: AKS makes no way out of this cluster.";
            (Verdict::Blocked, answer.to_string(), &sources::NETWORK_ISOLATED)
        }
        (OutboundType::UserDefinedRouting, _) => return by_route(scene, hops),
        (OutboundType::LoadBalancer, Some(ports)) => {
            let each = ports.ports_per_node.map_or_else(String::new, |each| {
                format!(
                    ": each node has {} of them for connections to one and the same place",
                    count(each, "port")
                )
            });
            let what = format!(
                "puts {} in place of the source, and one of {}{each}",
                public(ports),
                count(ports.ports, "port")
            );
            hops.push(hop("load balancer", None, None, what));
            (Verdict::Arrives, seen(ports, "the load balancer's"), &sources::STANDARD_LB)
        }
        (_, Some(ports)) => {
            let what = format!(
                "puts {} in place of the source; all nodes share {}",
                public(ports),
                count(ports.ports, "port")
            );
            hops.push(hop("NAT gateway", None, None, what));
            (Verdict::Arrives, seen(ports, "the NAT gateway's"), &sources::NAT_GATEWAY)
        }
        (_, None) => {
            let what =
                "puts its public addresses in place of the source; the plan does not know it";
            hops.push(hop("NAT gateway of the subnet", None, None, what));
            let answer = "It arrives. Outside, the NAT gateway's public addresses are seen.";
            (Verdict::Arrives, answer.to_string(), &sources::NAT_GATEWAY)
        }
    };
    if verdict != Verdict::Blocked {
        hops.push(hop("internet", None, None, "answers to the public address that it sees"));
    }
    journey(TO_INTERNET, verdict, answer, hops, source)
}

fn public(ports: &SnatLayout) -> String {
    match ports.addresses {
        1 => "its public address".to_string(),
        several => format!("one of {}", count(several, "public address")),
    }
}

fn seen(ports: &SnatLayout, whose: &str) -> String {
    let each = if ports.addresses == 1 { "address is" } else { "addresses are" };
    let number =
        if ports.addresses == 1 { String::new() } else { format!("{} ", grouped(ports.addresses)) };
    format!(
        "It arrives. Outside, {whose} {number}public {each} seen: that is what a partner lets in."
    )
}

/// Along the subnet's own default route.
fn by_route(scene: &Scene, mut hops: Vec<Hop>) -> Journey {
    let table = scene
        .cluster
        .pools
        .iter()
        .find_map(|it| it.node_subnet)
        .and_then(|at| scene.plan.subnet(at)?.route_table);
    let route = table
        .and_then(|table| table.routes.iter().find(|it| it.address_prefix.trim() == "0.0.0.0/0"));
    let next = route.and_then(|it| it.next_hop_ip_address.as_deref());
    let from = named(scene.seen_address(), if scene.is_flat() { "a pod" } else { "a node" });
    let (place, what, verdict, answer) = match (route, next) {
        (Some(route), Some(next)) if route.next_hop_type != Some(NextHopType::None) => (
            format!("firewall or appliance at `{next}`"),
            format!("sees {from}, decides, and puts its public address in place of the source"),
            Verdict::Limited,
            format!(
                "It arrives where `{next}` lets it. The firewall sees the addresses of {}; outside, \
                 the firewall's public address is seen.",
                if scene.is_flat() { "pods" } else { "nodes" }
            ),
        ),
        (Some(route), _) if route.next_hop_type == Some(NextHopType::None) => (
            "default route".to_string(),
            "drops the packet".to_string(),
            Verdict::Blocked,
            "It does not arrive: the default route drops it.".to_string(),
        ),
        _ => (
            "default route".to_string(),
            "decides; the plan does not say where it goes".to_string(),
            Verdict::Depends,
            "The subnet's own routes decide, and the plan does not know them.".to_string(),
        ),
    };
    hops.push(hop(place, None, None, what));
    journey(TO_INTERNET, verdict, answer, hops, &sources::OUTBOUND_TYPE)
}

pub(super) fn pod_to_connected(scene: &Scene) -> Journey {
    let swallowed: Vec<String> = scene
        .layout
        .conflicts
        .iter()
        .filter(|it| super::inbound::is_of_cluster(scene, &it.a))
        .filter(|it| {
            matches!(it.b.kind, RangeKind::VirtualNetwork | RangeKind::Foreign | RangeKind::Estate)
        })
        .map(|it| format!("`{}`", it.b.cidr))
        .collect();
    let mut hops = leaving(scene);
    let what = "delivers it where a peering, VPN or ExpressRoute leads; the answer finds its way \
                back to the address that is seen";
    hops.push(hop("virtual network", scene.seen_address(), None, what));
    let who = if scene.is_flat() { "the pod's own address" } else { "the node's address" };
    let mut answer = format!(
        "It arrives where the networks are connected. There, {who} is seen{}.",
        scene.seen_address().map(|it| format!(", such as `{it}`")).unwrap_or_default()
    );
    if scene.addressing == PodAddressing::OwnCni {
        answer = "The network plugin that you bring decides which address is seen.".to_string();
    }
    let books = scene.plan.foreign.iter().filter(|it| it.kind != ForeignKind::Reserved).count();
    if books == 0 {
        answer.push_str(" The address book has no such networks yet.");
    }
    let verdict = match (swallowed.is_empty(), scene.addressing) {
        (false, _) => {
            let list = swallowed.join(", ");
            answer = format!(
                "It does not arrive at {list}: the cluster takes these addresses for its own pods or \
                 services, so packets to them never leave it."
            );
            Verdict::Limited
        }
        (true, PodAddressing::OwnCni) => Verdict::Depends,
        (true, _) => Verdict::Arrives,
    };
    journey(TO_CONNECTED, verdict, answer, hops, &sources::CNI_OVERVIEW)
}
