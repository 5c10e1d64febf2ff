//! What the steps of plans are, and in which order.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use aksplan::example;
use aksplan::lower::lower;
use aksplan::model::Plan;
use aksplan::steps::{Operation, Resource, ResourceId, ResourceKind, Role, Steps, Value, steps};
use aksplan::write::{RenderOptions, Target, render};
use serde_json::{Value as Json, json};

fn plan(value: &Json) -> Plan {
    aksplan::read::plan(value).unwrap().0
}

fn steps_over_base(example: &Json) -> Steps {
    steps(&lower(&plan(&example::over_base(example))))
}

/// A step in a few words.
fn words(operation: &Operation) -> String {
    let id = |it: &ResourceId| match it.kind {
        ResourceKind::ResourceGroup => format!("resource group {}", it.resource_group),
        kind => format!("{} {}", kind.name(), it.names.join("/")),
    };
    match operation {
        Operation::Select(_) => "select".to_string(),
        Operation::Feature { name, .. } => format!("feature {name}"),
        Operation::Find(it) => format!("find {} in {}", id(it), it.resource_group),
        Operation::FindServicePrincipal { client_id } => format!("principal of {client_id}"),
        Operation::FindIdentity { resource_id } => format!("principal of {resource_id}"),
        Operation::Amend(it) => format!("amend {}", id(&it.id)),
        Operation::Make(Resource::RoleAssignment(it)) => {
            let scope = match &it.scope {
                Value::Id(it) => id(it),
                Value::Text(text) => text.clone(),
                Value::Output(..) => "an output".to_string(),
            };
            format!("{} on {scope}", it.role.name())
        }
        Operation::Make(it) => it.id().map(|it| format!("make {}", id(it))).unwrap_or_default(),
    }
}

fn all_words(steps: &Steps) -> Vec<String> {
    steps.steps.iter().map(|it| words(&it.operation)).collect()
}

fn position(words: &[String], start: &str) -> usize {
    words.iter().position(|it| it.starts_with(start)).unwrap_or_else(|| {
        unreachable!("no {start} in {words:#?}");
    })
}

#[test]
fn every_step_comes_after_what_it_needs() {
    insta::glob!("fixtures/*.json", |path| {
        let text = std::fs::read_to_string(path).unwrap();
        let plan = plan(&aksplan::read::json(&text).unwrap());
        let steps = steps(&lower(&plan));
        assert_eq!(steps.problems, Vec::<String>::new());
        for (at, step) in steps.steps.iter().enumerate() {
            assert_eq!(step.id.0, at);
            assert!(step.needs.iter().all(|it| *it < step.id), "{step:?}");
            // What a step refers to is among what it needs.
            if let Operation::Make(Resource::RoleAssignment(it)) = &step.operation {
                let Value::Output(principal, _) = it.principal_id else { unreachable!() };
                assert!(step.needs.contains(&principal), "{step:?}");
            }
        }
        let words = all_words(&steps);
        let mut unique = words.clone();
        unique.sort();
        unique.dedup();
        assert_eq!(unique.len(), words.len(), "{words:#?}");
    });
}

#[test]
fn roles_of_an_identity_come_before_its_cluster() {
    let words = all_words(&steps_over_base(&json!({})));
    assert_eq!(
        words,
        [
            "select",
            "make resource group rg",
            "make virtual network vnet",
            "make subnet vnet/nodes",
            "make identity identity",
            "Network Contributor on subnet vnet/nodes",
            "make cluster cluster",
            "make agent pool cluster/user",
        ]
    );
}

#[test]
fn roles_of_a_system_assigned_identity_come_after_its_cluster() {
    let steps = steps_over_base(&json!({
        "identities": [],
        "clusters": [{ "identity": { "type": "SystemAssigned", "userAssignedIdentity": null } }],
    }));
    let words = all_words(&steps);
    let cluster = position(&words, "make cluster");
    assert_eq!(position(&words, "Network Contributor"), cluster + 1);
    assert_eq!(position(&words, "make agent pool"), cluster + 2);
}

#[test]
fn a_cluster_of_azures_own_network_needs_no_roles() {
    let words = all_words(&steps_over_base(&json!({
        "virtualNetworks": [],
        "clusters": [{ "agentPools": [{ "vnetSubnet": null }, { "vnetSubnet": null }] }],
    })));
    assert!(words.iter().all(|it| !it.contains(" on ")), "{words:?}");
}

#[test]
fn every_joined_subnet_has_its_role() {
    let words = all_words(&steps_over_base(&json!({
        "virtualNetworks": [{ "subnets": [
            {},
            { "name": "pods", "addressPrefix": "10.240.64.0/18" },
            { "name": "api", "addressPrefix": "10.240.8.0/28" },
            { "name": "lb", "addressPrefix": "10.240.9.0/28" },
            { "name": "other", "addressPrefix": "10.240.10.0/28" },
        ] }],
        "clusters": [{
            "networkProfile": { "networkPluginMode": null },
            "apiServerAccessProfile": { "enableVnetIntegration": true, "subnet": "api" },
            "internalLoadBalancers": { "count": 2, "subnet": "lb" },
            "agentPools": [{ "podSubnet": "pods" }, { "podSubnet": "pods" }],
        }],
    })));
    let roles: Vec<&String> = words.iter().filter(|it| it.contains(" on ")).collect();
    assert_eq!(
        roles,
        [
            "Network Contributor on subnet vnet/nodes",
            "Network Contributor on subnet vnet/pods",
            "Network Contributor on subnet vnet/api",
            "Network Contributor on subnet vnet/lb",
        ]
    );
}

#[test]
fn a_private_dns_zone_takes_the_role_on_the_network_instead_of_its_subnets() {
    let zone = "/subscriptions/s/resourceGroups/dns/providers/Microsoft.Network/privateDnsZones/z";
    let words = all_words(&steps_over_base(&json!({
        "clusters": [{ "apiServerAccessProfile": {
            "enablePrivateCluster": true, "privateDNSZone": zone,
        } }],
    })));
    let roles: Vec<&String> = words.iter().filter(|it| it.contains(" on ")).collect();
    let on_zone = format!("Private DNS Zone Contributor on {zone}");
    assert_eq!(roles, [on_zone.as_str(), "Network Contributor on virtual network vnet"]);
}

#[test]
fn kubenet_writes_into_its_route_table() {
    let kubenet = json!({ "networkPlugin": "kubenet", "networkPluginMode": null });
    let example = |profile: Json| {
        json!({
            "routeTables": [{ "name": "routes" }],
            "virtualNetworks": [{ "subnets": [{ "routeTable": "routes" }] }],
            "clusters": [{ "networkProfile": profile }],
        })
    };
    let role = "Network Contributor on route table routes".to_string();
    assert!(all_words(&steps_over_base(&example(kubenet))).contains(&role));
    assert!(!all_words(&steps_over_base(&example(json!({})))).contains(&role));
}

#[test]
fn a_kubelet_identity_is_handed_over() {
    let registry =
        "/subscriptions/s/resourceGroups/r/providers/Microsoft.ContainerRegistry/registries/x";
    let steps = steps_over_base(&json!({
        "identities": [{}, { "name": "nodes-identity" }],
        "clusters": [{
            "kubeletIdentity": "nodes-identity",
            "bootstrapProfile": { "artifactSource": "Cache", "containerRegistryId": registry },
        }],
    }));
    let words = all_words(&steps);
    let cluster = position(&words, "make cluster");
    assert!(position(&words, "Managed Identity Operator on identity nodes-identity") < cluster);
    assert!(position(&words, &format!("AcrPull on {registry}")) < cluster);
    let assignments = steps.steps.iter().filter_map(|it| match &it.operation {
        Operation::Make(Resource::RoleAssignment(it)) => Some((it.role, it.principal.as_str())),
        _ => None,
    });
    let who: Vec<_> = assignments.collect();
    assert!(who.contains(&(Role::ManagedIdentityOperator, "identity identity")), "{who:?}");
    assert!(who.contains(&(Role::AcrPull, "identity nodes-identity")), "{who:?}");
}

#[test]
fn groups_that_are_named_and_not_listed_are_made() {
    let words = |existing: bool| {
        all_words(&steps_over_base(&json!({
            "virtualNetworks": [{ "resourceGroup": "network", "existing": existing }],
        })))
    };
    assert_eq!(
        words(false)[1..5],
        [
            "make resource group rg",
            "make resource group network",
            "make virtual network vnet",
            "make subnet vnet/nodes"
        ]
    );
    // A network that exists has a group that exists, but its new subnet is the plan's.
    assert_eq!(
        words(true)[1..5],
        [
            "make resource group rg",
            "find resource group network in network",
            "find virtual network vnet in network",
            "make subnet vnet/nodes"
        ]
    );
}

#[test]
fn peerings_have_two_directions_and_one_outside_the_plan() {
    let outside =
        "/subscriptions/s/resourceGroups/r/providers/Microsoft.Network/virtualNetworks/far";
    let steps = steps_over_base(&json!({
        "virtualNetworks": [
            { "peerings": ["hub", outside] },
            { "name": "hub", "existing": true, "addressPrefixes": ["10.0.0.0/16"], "peerings": ["vnet"] },
        ],
    }));
    let peerings: Vec<String> =
        all_words(&steps).into_iter().filter(|it| it.starts_with("make peering")).collect();
    assert_eq!(
        peerings,
        ["make peering vnet/to-hub", "make peering vnet/to-far", "make peering hub/to-vnet"]
    );
}

#[test]
fn a_nat_gateway_comes_after_its_addresses_and_before_its_subnet() {
    let words = all_words(&steps_over_base(&json!({
        "natGateways": [{ "name": "gateway", "publicIPCount": 2 }],
        "virtualNetworks": [{ "subnets": [{ "natGateway": "gateway" }] }],
    })));
    let at = |start: &str| position(&words, start);
    assert!(at("make public IP address gateway-ip-2") < at("make NAT gateway gateway"));
    assert!(at("make NAT gateway gateway") < at("make subnet vnet/nodes"));
}

#[test]
fn features_that_are_done_with_are_left_out_with_the_reason() {
    let steps =
        steps_over_base(&json!({ "features": ["AutoUpgradePreview", "AKS-OpenServiceMesh"] }));
    let words = all_words(&steps);
    assert!(words.contains(&"feature AKS-OpenServiceMesh".to_string()));
    assert!(!words.iter().any(|it| it.contains("AutoUpgradePreview")));
    assert_eq!(
        steps.left_out,
        ["feature AutoUpgradePreview: generally available since 2021-11-11"]
    );
}

#[test]
fn what_azure_would_choose_is_said() {
    let steps = steps_over_base(&json!({
        "clusters": [{
            "networkProfile": null,
            "agentPools": [{ "count": null }, { "count": 40 }],
        }],
    }));
    let cluster = steps.steps.iter().find_map(|it| match &it.operation {
        Operation::Make(Resource::ManagedCluster(it)) => Some(it),
        _ => None,
    });
    let cluster = cluster.unwrap();
    let profile = &cluster.properties.network_profile;
    assert_eq!(profile.network_plugin.unwrap().as_str(), "azure");
    assert_eq!(profile.network_plugin_mode.unwrap().as_str(), "overlay");
    assert_eq!(profile.dns_service_ip.as_deref(), Some("10.0.0.10"));
    let pool = &cluster.agent_pools.first().unwrap().properties;
    assert_eq!((pool.count, pool.max_pods), (Some(3), Some(250)));
    assert_eq!(pool.availability_zones.as_deref().unwrap().len(), 3);
    assert_eq!(pool.upgrade_settings, None);
    let user = steps.steps.iter().find_map(|it| match &it.operation {
        Operation::Make(Resource::AgentPool(it)) => it.properties.upgrade_settings.clone(),
        _ => None,
    });
    assert_eq!(user.unwrap().max_surge.as_deref(), Some("10%"));
}

#[test]
fn a_cluster_starts_with_a_system_pool_wherever_it_stands() {
    let steps = steps_over_base(&json!({
        "clusters": [{ "agentPools": [{ "mode": "User" }, { "mode": "System" }] }],
    }));
    let words = all_words(&steps);
    assert!(words.contains(&"make agent pool cluster/system".to_string()), "{words:?}");
}

#[test]
fn what_nobody_can_guess_is_a_problem_and_no_script() {
    let mut value = example::base();
    value.as_object_mut().unwrap().remove("resourceGroups");
    value.as_object_mut().unwrap().remove("location");
    let plan = plan(&value);
    assert_eq!(steps(&lower(&plan)).problems.len(), 2);
    for teardown in [false, true] {
        let text = render(&plan, Target::Az, RenderOptions { teardown }).text;
        assert!(text.ends_with("exit 1\n") && !text.contains("az "), "{text}");
    }
}

/// A value that is not known can't be written into a script: the steps say which it is.
#[test]
fn unknown_values_are_named() {
    let plan = plan(&json!({ "location": "westeurope", "clusters": [{ "name": "aks-${ENV}" }] }));
    let problems = steps(&lower(&plan)).problems;
    assert!(problems.iter().any(|it| it.contains("`ENV` has no value")), "{problems:?}");
}
