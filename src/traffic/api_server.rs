//! The way to the API server.

use super::{Journey, Scene, Verdict, Way, hop, journey, named};
use crate::azure_facts::sources;
use crate::text::{count, listed};

const TO_API_SERVER: (Way, &str) = (Way::ApiServer, "From kubectl and the nodes to the API server");

pub(super) fn api_server(scene: &Scene) -> Journey {
    let cluster = scene.cluster;
    let profile = cluster.spec.api_server_access_profile.as_ref();
    let node = scene.sample.node;
    if cluster.has_vnet_integration() {
        let range = cluster
            .api_server_subnet
            .and_then(|at| scene.plan.subnet(at)?.ipv4())
            .map_or_else(|| "its subnet".to_string(), |it| format!("`{it}`"));
        let hops = vec![
            hop("node", node, None, "asks for the API server's name, and gets a private address"),
            hop(
                "internal load balancer",
                node,
                None,
                format!("stands in {range}, and leads to the API servers there"),
            ),
            hop("API server", None, None, "sees the node's address; nothing leaves the network"),
        ];
        let who = if cluster.is_private() {
            "kubectl must run in the network or in one that is connected."
        } else {
            "kubectl may come by the public name as well."
        };
        let answer = format!("Nodes reach it in the virtual network, in {range}. {who}");
        let verdict = if cluster.is_private() { Verdict::Limited } else { Verdict::Arrives };
        return journey(TO_API_SERVER, verdict, answer, hops, &sources::VNET_INTEGRATION);
    }
    if cluster.is_private() {
        let hops = vec![
            hop("node or kubectl", node, None, "asks DNS for the API server's private name"),
            hop(
                "private DNS zone",
                None,
                None,
                format!("{} answers with the endpoint's address", zone(scene)),
            ),
            hop(
                "private endpoint",
                None,
                None,
                "takes one address of the first pool's subnet, and leads to the API server",
            ),
        ];
        let answer = "Only from the virtual network and what is connected with it, and only where \
                      DNS knows the private name: link the zone, or forward the name to Azure's DNS.";
        return journey(TO_API_SERVER, Verdict::Limited, answer, hops, &sources::PRIVATE_CLUSTERS);
    }
    let ranges = profile.map(|it| it.authorized_ip_ranges.as_slice()).unwrap_or_default();
    let hops = vec![
        hop("node", node, None, "leaves by the cluster's way out, as any packet to the internet"),
        hop(
            "public address of the API server",
            None,
            None,
            if ranges.is_empty() {
                "lets everyone in who can prove who they are".to_string()
            } else {
                format!("lets in {} alone, and the cluster's own way out", shown(ranges))
            },
        ),
        hop(
            "pods",
            scene.sample.pod,
            scene.sample.api_server_service,
            "reach it by the first address of the service CIDR, which the node replaces",
        ),
    ];
    let (verdict, who) = if ranges.is_empty() {
        (Verdict::Arrives, "from everywhere".to_string())
    } else {
        (Verdict::Limited, format!("from {}", count(ranges.len(), "authorized range")))
    };
    let answer = format!(
        "By its public name, {who}. Pods use {}.",
        named(scene.sample.api_server_service, "a service address of their own")
    );
    journey(TO_API_SERVER, verdict, answer, hops, &sources::AUTHORIZED_RANGES)
}

/// The private DNS zone, in words.
fn zone(scene: &Scene) -> String {
    let profile = scene.cluster.spec.api_server_access_profile.as_ref();
    match profile.and_then(|it| it.private_dns_zone.as_deref()) {
        Some(text) if text.eq_ignore_ascii_case("none") => {
            "no zone is made: your own DNS".to_string()
        }
        Some(text) if !text.eq_ignore_ascii_case("system") => {
            format!("`{}`", text.rsplit('/').next().unwrap_or(text))
        }
        _ => format!("`{}`", usual_zone(&scene.cluster.location)),
    }
}

fn usual_zone(location: &str) -> String {
    let location = if location.is_empty() { "REGION" } else { location };
    format!("privatelink.{location}.azmk8s.io")
}

fn shown(ranges: &[String]) -> String {
    const SHOWN: usize = 3;
    let first: Vec<String> = ranges.iter().take(SHOWN).map(|it| format!("`{it}`")).collect();
    match ranges.len().saturating_sub(SHOWN) {
        0 => listed(&first),
        more => format!("{} and {more} more", first.join(", ")),
    }
}
