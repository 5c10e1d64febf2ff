//! Ways into the cluster.

use super::{Hop, Journey, Scene, Verdict, Way, hop, journey, named};
use crate::azure_facts::sources;
use crate::layout::{Range, RangeKind};
use crate::lower::PodAddressing;
use crate::model::{OutboundType, Switch};

const FROM_INTERNET: (Way, &str) = (Way::InternetToPod, "From the internet to a pod");
const FROM_CONNECTED: (Way, &str) =
    (Way::ConnectedToPod, "From peered and on-premises networks to a pod");

/// What takes requests from outside, as far as the plan has it.
fn doors(scene: &Scene) -> Vec<&'static str> {
    let spec = scene.cluster.spec;
    let is_on = |it: Option<&Switch>| it.is_some_and(|it| it.enabled);
    let ingress = spec.ingress_profile.as_ref();
    let mesh = spec.service_mesh_profile.as_ref();
    let gateway = spec.addon_profiles.ingress_application_gateway.as_ref();
    let all = [
        (
            ingress.and_then(|it| it.web_app_routing.as_ref()).is_some_and(|it| it.enabled),
            "application routing",
        ),
        (
            is_on(ingress.and_then(|it| it.application_routing_istio.as_ref())),
            "application routing with the Gateway API",
        ),
        (mesh.is_some_and(|it| it.external_ingress_gateway), "Istio's external ingress gateway"),
        (gateway.is_some_and(|it| it.enabled), "an Application Gateway"),
    ];
    all.into_iter().filter(|(there, _)| *there).map(|(_, name)| name).collect()
}

pub(super) fn internet_to_pod(scene: &Scene) -> Journey {
    let it = scene.sample;
    let doors = doors(scene);
    let by_gateway = doors.contains(&"an Application Gateway");
    let mut hops = vec![hop("client", None, None, "sends to a public address of the cluster's")];
    if by_gateway {
        hops.push(hop(
            "Application Gateway",
            None,
            it.pod,
            "takes the request and sends its own to a pod, by the pod's address",
        ));
    }
    hops.extend(by_load_balancer(scene, "load balancer"));
    let told = if doors.is_empty() {
        "The plan has no ingress: a service of type LoadBalancer opens this way.".to_string()
    } else {
        format!("The plan has {} for it.", crate::text::listed(&doors))
    };
    let answer =
        format!("It arrives at services that are published, never at a pod's own address. {told}");
    // What is asked from outside is answered by the load balancer's own way, whatever the outbound type;
    // but a default route to a firewall takes the answers, so that the client never gets them.
    if scene.cluster.outbound == OutboundType::UserDefinedRouting {
        let answer = format!(
            "{answer} With a default route to a firewall, answers go to the firewall: publish \
             through it, or the client waits in vain."
        );
        return journey(FROM_INTERNET, Verdict::Limited, answer, hops, &sources::OUTBOUND_TYPE);
    }
    journey(FROM_INTERNET, Verdict::Limited, answer, hops, &sources::STANDARD_LB)
}

fn by_load_balancer(scene: &Scene, name: &str) -> Vec<Hop> {
    let it = scene.sample;
    vec![
        hop(name, None, None, "chooses a node"),
        hop(
            "node",
            it.node,
            it.other_pod,
            "chooses a pod of the service, maybe on another node; then the pod sees the node's \
             address. With externalTrafficPolicy Local the node has a pod itself, and the pod sees \
             the client's",
        ),
        hop("pod", None, None, "answers the way back"),
    ]
}

pub(super) fn connected_to_pod(scene: &Scene) -> Journey {
    let it = scene.sample;
    let balancers = scene.cluster.spec.internal_load_balancers.as_ref().map_or(0, |it| it.count);
    if scene.is_flat() {
        let hops = vec![
            hop("machine", None, it.pod, "sends to the pod's own address"),
            hop(
                "virtual network",
                None,
                it.pod,
                "delivers it, where peerings, routes and security groups let it",
            ),
            hop("pod", None, None, "sees the machine's address"),
        ];
        let answer = format!(
            "It arrives: {} is an address of the virtual network like any other. Routes to the pods' \
             subnet are needed where the network is not peered.",
            named(it.pod, "a pod's address")
        );
        return journey(FROM_CONNECTED, Verdict::Arrives, answer, hops, &sources::CNI_OVERVIEW);
    }
    if scene.addressing == PodAddressing::OwnCni {
        let answer = "The network plugin that you bring decides.";
        return journey(FROM_CONNECTED, Verdict::Depends, answer, Vec::new(), &sources::BYO_CNI);
    }
    let mut hops =
        vec![hop("machine", None, None, "sends to the address of an internal load balancer")];
    hops.extend(by_load_balancer(scene, "internal load balancer"));
    let planned = if balancers > 0 {
        format!("The plan has {} for it.", crate::text::count(balancers, "internal load balancer"))
    } else {
        "The plan has no internal load balancer yet; each takes one address of a subnet."
            .to_string()
    };
    let answer = format!(
        "Not at a pod's own address: {} is known in this cluster alone. An internal load balancer is \
         the way in. {planned}",
        named(it.pod, "it")
    );
    journey(FROM_CONNECTED, Verdict::Limited, answer, hops, &sources::CNI_OVERVIEW)
}

/// Whether a range is one that only this cluster knows: of its pods or its services.
pub(super) fn is_of_cluster(scene: &Scene, range: &Range) -> bool {
    matches!(range.kind, RangeKind::PodCidr | RangeKind::ServiceCidr)
        && usize::try_from(range.owner) == Ok(scene.cluster.index)
}
