use super::NetworkModel::{Kubenet, NodeSubnet, Overlay, OwnCni, PodSubnet, StaticBlock};
use super::*;
use crate::finding::Severity;
use serde_json::{Value, json};

fn with(needs: Value) -> Recommendation {
    recommend(&serde_json::from_value(needs).unwrap())
}

fn verdict(answer: &Recommendation, model: NetworkModel) -> &ModelVerdict {
    answer.models.iter().find(|it| it.model == model).unwrap()
}

/// Needs, the model to take, and the models that are impossible.
#[test]
fn needs_lead_to_a_model() {
    let table: &[(Value, Option<NetworkModel>, &[NetworkModel])] = &[
        (json!({}), Some(Overlay), &[]),
        (json!({ "traffic": "inside" }), Some(Overlay), &[]),
        (json!({ "traffic": "mixed", "nodes": 300 }), Some(Overlay), &[]),
        (json!({ "traffic": "outside" }), Some(PodSubnet), &[]),
        (
            json!({ "traffic": "outside", "freePrefix": "/26" }),
            Some(Overlay),
            &[PodSubnet, StaticBlock, NodeSubnet],
        ),
        (
            json!({ "addressesAvailable": 100, "nodes": 20 }),
            Some(Overlay),
            &[PodSubnet, StaticBlock, NodeSubnet],
        ),
        (json!({ "directPodAccess": true }), Some(PodSubnet), &[Overlay, Kubenet]),
        (json!({ "windows": true }), Some(Overlay), &[Kubenet]),
        (json!({ "virtualNodes": true }), Some(PodSubnet), &[Overlay, Kubenet, OwnCni]),
        (
            json!({ "dualStack": true }),
            Some(Overlay),
            &[PodSubnet, StaticBlock, NodeSubnet, Kubenet],
        ),
        (json!({ "networkPolicy": "cilium" }), Some(Overlay), &[Kubenet]),
        (json!({ "networkPolicy": "azure" }), Some(Overlay), &[Kubenet]),
        (json!({ "networkPolicy": "calico" }), Some(Overlay), &[]),
        (json!({ "nodes": 401 }), Some(Overlay), &[Kubenet]),
        (json!({ "manageRoutes": false }), Some(Overlay), &[Kubenet]),
        (json!({ "ownCni": true }), Some(OwnCni), &[]),
        (
            json!({ "directPodAccess": true, "nodes": 2000, "podsPerNode": 110 }),
            Some(StaticBlock),
            &[Overlay, PodSubnet, NodeSubnet, Kubenet],
        ),
        (
            json!({ "virtualNodes": true, "dualStack": true }),
            None,
            &[Overlay, PodSubnet, StaticBlock, NodeSubnet, Kubenet, OwnCni],
        ),
        (
            json!({ "windows": true, "networkPolicy": "cilium" }),
            None,
            &[Overlay, PodSubnet, StaticBlock, NodeSubnet, Kubenet],
        ),
        (
            json!({ "nodes": 5001 }),
            None,
            &[Overlay, PodSubnet, StaticBlock, NodeSubnet, Kubenet, OwnCni],
        ),
        (
            json!({ "podsPerNode": 251 }),
            None,
            &[Overlay, PodSubnet, StaticBlock, NodeSubnet, Kubenet, OwnCni],
        ),
    ];
    for (needs, recommended, impossible) in table {
        let answer = with(needs.clone());
        assert_eq!(answer.recommended, *recommended, "{needs}: {}", answer.summary);
        for verdict in &answer.models {
            let excluded = impossible.contains(&verdict.model);
            assert_eq!(verdict.possible, !excluded, "{needs}: {verdict:#?}");
        }
    }
}

#[test]
fn addresses_are_those_of_the_layout() {
    let answer = with(json!({ "nodes": 10, "podsPerNode": 30 }));
    // 3 system and 7 user nodes, one more of each in an upgrade, five that Azure keeps.
    assert_eq!(verdict(&answer, Overlay).addresses, 10 + 2 + 5);
    assert_eq!(verdict(&answer, NodeSubnet).addresses, 12 * 31 + 5);
    // Dynamic: 30 pods and 8 spare ones are 3 batches of 16. Blocks: 31 addresses are 2 blocks.
    assert_eq!(verdict(&answer, PodSubnet).addresses, 12 + 5 + 12 * 48 + 5);
    assert_eq!(verdict(&answer, StaticBlock).addresses, 12 + 5 + 12 * 32 + 5);
}

#[test]
fn a_prefix_holds_whole_subnets_only() {
    // Nodes need a /27, pods a /23: a /22 holds both, a /23 only one of them.
    let needs = |prefix| json!({ "directPodAccess": true, "nodes": 9, "podsPerNode": 30, "freePrefix": prefix });
    let subnets = verdict(&with(needs("/22")), StaticBlock).subnets.clone();
    assert_eq!(subnets.iter().map(|it| it.prefix).collect::<Vec<_>>(), [28, 23]);
    assert!(verdict(&with(needs("/22")), StaticBlock).possible);
    assert!(verdict(&with(needs("10.1.0.0/22")), StaticBlock).possible);
    assert!(!verdict(&with(needs("/23")), StaticBlock).possible);
}

#[test]
fn the_recommended_model_comes_first_and_every_model_has_reasons() {
    for needs in [json!({}), json!({ "virtualNodes": true }), json!({ "ownCni": true })] {
        let answer = with(needs);
        assert_eq!(Some(answer.models[0].model), answer.recommended);
        assert_eq!(answer.models.len(), NetworkModel::ALL.len());
        for verdict in &answer.models {
            assert!(!verdict.reasons_for.is_empty(), "{verdict:#?}");
            assert!(!verdict.reasons_against.is_empty(), "{verdict:#?}");
            let sources = verdict.reasons_for.iter().chain(&verdict.reasons_against);
            for reason in sources {
                assert!(reason.url.starts_with("https://"), "{reason:#?}");
                assert!(!reason.text.ends_with('.'), "{reason:#?}");
            }
        }
    }
}

#[test]
fn blocks_are_filled() {
    let needs = json!({ "directPodAccess": true, "nodes": 2000, "podsPerNode": 100 });
    let answer = with(needs);
    assert_eq!(answer.recommended, Some(StaticBlock));
    assert_eq!(answer.agent_pools[0].max_pods, Some(111));
}

#[test]
fn more_nodes_than_the_default_range_holds_get_a_larger_one() {
    let pod_cidr = |nodes| with(json!({ "nodes": nodes })).network_profile.unwrap().pod_cidr;
    assert_eq!(pod_cidr(200), None);
    assert_eq!(pod_cidr(256).as_deref(), Some("100.64.0.0/15"));
    assert_eq!(pod_cidr(5000).as_deref(), Some("100.64.0.0/11"));
}

#[test]
fn a_prefix_that_is_none_is_told_and_has_no_say() {
    for text in ["/99", "many", ""] {
        let answer = with(json!({ "freePrefix": text }));
        assert_eq!(answer.notes.len(), 1, "{text}");
        assert_eq!(answer.recommended, Some(Overlay));
    }
}

/// The start, laid into a network with the subnets named, has no errors.
#[test]
fn a_start_is_free_of_errors() {
    for needs in [
        json!({}),
        json!({ "nodes": 1 }),
        json!({ "nodes": 300, "podsPerNode": 100 }),
        json!({ "nodes": 2000 }),
        json!({ "windows": true, "nodes": 20 }),
        json!({ "traffic": "outside", "nodes": 40, "podsPerNode": 110 }),
        json!({ "directPodAccess": true, "nodes": 1500, "podsPerNode": 110 }),
        json!({ "networkPolicy": "cilium", "freePrefix": "10.9.0.0/16" }),
        json!({ "dualStack": true, "freePrefix": "10.9.0.0/16" }),
        json!({ "ownCni": true }),
    ] {
        let answer = with(needs.clone());
        let plan = json!({
            "location": "westeurope",
            "resourceGroups": [{ "name": "rg" }],
            "identities": [{ "name": "identity" }],
            "virtualNetworks": [{
                "name": "vnet",
                "addressPrefixes": ["10.8.0.0/13", "fd00:db8::/48"],
                "subnets": [
                    {
                        "name": "nodes",
                        "addressPrefixes": if needs.get("dualStack").is_some() {
                            json!(["10.9.0.0/16", "fd00:db8:0:1::/64"])
                        } else {
                            json!(["10.9.0.0/16"])
                        },
                    },
                    { "name": "pods", "addressPrefix": "10.12.0.0/14" },
                ],
            }],
            "clusters": [{
                "name": "cluster",
                "sku": { "tier": "Standard" },
                "identity": { "type": "UserAssigned", "userAssignedIdentity": "identity" },
                "networkProfile": answer.network_profile,
                "agentPools": answer.agent_pools,
            }],
        });
        let check = crate::check_value(&plan, crate::example::AS_OF);
        // How many outbound addresses a large cluster needs is another question.
        let errors = check.findings.iter().filter(|it| it.severity == Severity::Error);
        let errors: Vec<_> = errors.filter(|it| !it.path.contains("loadBalancer")).collect();
        assert!(errors.is_empty(), "{needs}: {errors:#?}");
    }
}
