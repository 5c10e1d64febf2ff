//! Ways that stay in the cluster.

use super::{Hop, Journey, Scene, Verdict, Way, hop, journey, named};
use crate::azure_facts::sources;
use crate::lower::PodAddressing;
use crate::model::NetworkDataplane;

const POD_TO_POD: (Way, &str) = (Way::PodToPod, "From a pod to a pod on another node");
const POD_TO_SERVICE: (Way, &str) = (Way::PodToService, "From a pod to a service");

pub(super) fn pod_to_pod(scene: &Scene) -> Journey {
    let it = scene.sample;
    let start =
        hop("pod on the first node", it.pod, it.other_pod, "sends to the other pod's address");
    let end = hop("pod on the second node", None, None, "sees the first pod's address");
    let across = |place: &str, what: String| hop(place, it.pod, it.other_pod, what);
    let answer = "It arrives, and both see each other's own address.";
    match scene.addressing {
        PodAddressing::Overlay => journey(
            POD_TO_POD,
            Verdict::Arrives,
            answer,
            vec![
                start,
                across("first node", "hands the packet to Azure's network as it is".to_string()),
                across(
                    "Azure's network",
                    "knows the pod ranges of this cluster's nodes: no tunnel, and no route that \
                     anyone has to plan"
                        .to_string(),
                ),
                end,
            ],
            &sources::CNI_OVERLAY,
        ),
        PodAddressing::Kubenet => {
            let range = it.other_pods.map_or_else(
                || "the other node's pod range".to_string(),
                |range| format!("`{range}`"),
            );
            let route = format!(
                "has a route for {range} to {}: one for each node, 400 at most",
                named(it.other_node, "the other node")
            );
            journey(
                POD_TO_POD,
                Verdict::Arrives,
                format!("{answer} It takes one hop more than with the other models."),
                vec![
                    start,
                    across("first node", "forwards what its bridge does not know".to_string()),
                    across("route table of the subnet", route),
                    across("second node", "forwards to its bridge".to_string()),
                    end,
                ],
                &sources::KUBENET,
            )
        }
        PodAddressing::OwnCni => journey(
            POD_TO_POD,
            Verdict::Depends,
            "The network plugin that you bring decides.",
            Vec::new(),
            &sources::BYO_CNI,
        ),
        PodAddressing::NodeSubnet | PodAddressing::PodSubnet | PodAddressing::StaticBlock => {
            journey(
                POD_TO_POD,
                Verdict::Arrives,
                answer,
                vec![
                    start,
                    across(
                        "virtual network",
                        "knows the pod's address as it knows any machine's, and delivers it"
                            .to_string(),
                    ),
                    end,
                ],
                &sources::CNI_OVERVIEW,
            )
        }
    }
}

pub(super) fn pod_to_service(scene: &Scene) -> Journey {
    let it = scene.sample;
    let (who, source) = if scene.cluster.dataplane == NetworkDataplane::Cilium {
        ("Cilium on the same node", &sources::CILIUM)
    } else {
        ("kube-proxy's rules on the same node", &sources::KUBE_PROXY)
    };
    let hops: Vec<Hop> = vec![
        hop("pod", it.pod, it.service, "sends to the service's address"),
        hop(
            who,
            it.pod,
            it.other_pod,
            "puts the address of one of the service's pods in its place, before the packet leaves \
             the node",
        ),
        hop("pod of the service", None, None, "sees the first pod's address, not the service's"),
    ];
    let answer = format!(
        "It arrives. {} is never on the network: it is replaced on the node that sends.",
        named(it.service, "The service's address")
    );
    journey(POD_TO_SERVICE, Verdict::Arrives, answer, hops, source)
}
