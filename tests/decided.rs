//! Where tools disagree, where documents contradict each other, and what az accepts: what was decided,
//! plan by plan.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use aksplan::example::{AS_OF, over_base};
use aksplan::finding::{Finding, Severity};
use aksplan::read::Format;
use aksplan::rules::{Profile, Terms, all};
use serde_json::{Value, json};

const STRICT: Terms<'static> =
    Terms { as_of: AS_OF, profile: Profile::Strict, elsewhere: None, live: None };

/// What one rule finds in a plan over the base plan.
fn found(rule: &str, over: &Value) -> Vec<Finding> {
    assert!(all().any(|it| it.id == rule), "{rule} is no rule");
    let mut findings = aksplan::check_value(&over_base(over), STRICT).findings;
    findings.retain(|it| it.rule == rule);
    findings
}

/// How bad the worst of a rule's findings is.
fn severity(rule: &str, over: &Value) -> Option<Severity> {
    found(rule, over).into_iter().map(|it| it.severity).min()
}

/// Two pools in Azure CNI node subnet mode on a subnet.
fn node_subnet(prefix: &str, counts: [u32; 2], endpoints: u32) -> Value {
    json!({
        "virtualNetworks": [{ "subnets": [{ "addressPrefix": prefix, "privateEndpoints": endpoints }] }],
        "clusters": [{
            "networkProfile": { "networkPlugin": "azure", "networkPluginMode": null },
            "agentPools": [{ "count": counts[0], "maxPods": 30 }, { "count": counts[1], "maxPods": 30 }],
        }],
    })
}

fn network(profile: &Value) -> Value {
    json!({ "clusters": [{ "networkProfile": profile }] })
}

fn ranges(network: &str, subnets: &[&str]) -> Value {
    let subnets: Vec<Value> = std::iter::once(json!({ "addressPrefix": "10.240.0.0/22" }))
        .chain(
            subnets
                .iter()
                .enumerate()
                .map(|(at, it)| json!({ "name": format!("more{at}"), "addressPrefix": it })),
        )
        .collect();
    json!({ "virtualNetworks": [{ "addressPrefixes": [network], "subnets": subnets }] })
}

fn cluster(name: &str) -> Value {
    json!({ "clusters": [{ "name": name }] })
}

fn idle(minutes: u32) -> Value {
    network(&json!({ "loadBalancerProfile": { "idleTimeoutInMinutes": minutes } }))
}

fn ports(number: u32) -> Value {
    network(&json!({ "loadBalancerProfile": { "allocatedOutboundPorts": number } }))
}

/// Each place where peers disagree or are wrong: whose word it is, the rule that decides it, a plan,
/// and what this says of it. `None`: nothing.
#[expect(clippy::too_many_lines, reason = "a table")]
fn peers() -> Vec<(&'static str, &'static str, Value, Option<Severity>)> {
    use Severity::{Error, Info, Warning};
    let authorized = json!({ "clusters": [{
        "apiServerAccessProfile": { "authorizedIPRanges": ["0.0.0.0/0"] } }] });
    let pool = |name: &str| json!({ "clusters": [{ "agentPools": [{}, { "name": name }] }] });
    let one_node = json!({ "clusters": [{
        "networkProfile": { "podCidr": "10.244.0.0/24" },
        "agentPools": [{ "count": 1 }, { "count": 0 }],
    }] });
    vec![
        ("1: az stops at 100 minutes", "load-balancer-idle-timeout", idle(100), None),
        ("1: az stops at 100 minutes", "load-balancer-idle-timeout", idle(101), Some(Warning)),
        ("1: Cluster API takes 120", "load-balancer-idle-timeout", idle(120), Some(Warning)),
        ("1: nobody takes more", "load-balancer-idle-timeout", idle(121), Some(Error)),
        ("2: az wants steps of 8", "allocated-ports-invalid", ports(1001), Some(Error)),
        ("2: az wants steps of 8", "allocated-ports-invalid", ports(1000), None),
        ("3: one tool stops at 19", "cluster-name", cluster(&"c".repeat(20)), None),
        ("3: the others at 63", "cluster-name", cluster(&"c".repeat(63)), None),
        ("3: the others at 63", "cluster-name", cluster(&"c".repeat(64)), Some(Error)),
        ("4: 999 is taken", "cidr-syntax", ranges("999.999.999.999/20", &[]), Some(Error)),
        (
            "4: small subnets are refused",
            "subnet-size-refused",
            ranges("10.240.0.0/16", &["10.240.8.0/27", "10.240.9.0/28", "10.240.10.0/29"]),
            None,
        ),
        ("4: large networks are refused", "cidr-syntax", ranges("10.240.0.0/12", &[]), None),
        (
            "4: no overlap is seen",
            "subnets-overlap",
            ranges("10.240.0.0/16", &["10.240.3.0/24"]),
            Some(Error),
        ),
        (
            "5: the template's own pod CIDR",
            "pod-cidr-overlaps-network",
            network(&json!({ "podCidr": "10.240.100.0/22" })),
            Some(Error),
        ),
        (
            "5: the template's own service CIDR",
            "range-not-private",
            network(&json!({ "serviceCidr": "172.10.0.0/16", "dnsServiceIP": "172.10.0.10" })),
            Some(Warning),
        ),
        ("6: a pattern that is always found", "pool-name", pool("my-pool"), Some(Error)),
        ("6: upper-case letters are taken", "pool-name", pool("MyPool"), Some(Error)),
        ("7: 999 is taken", "cidr-syntax", ranges("999.0.0.0/8", &[]), Some(Error)),
        ("7: no length is taken", "cidr-syntax", ranges("10.240.0.0", &[]), Some(Error)),
        (
            "8: the first address alone is looked at",
            "subnet-outside-network",
            ranges("10.240.0.0/16", &["10.0.0.0/8"]),
            Some(Error),
        ),
        (
            "8: the first address alone is looked at",
            "subnet-outside-network",
            ranges("10.240.0.0/16", &["10.240.0.0/15"]),
            Some(Error),
        ),
        (
            "9: an exact fit is refused",
            "node-subnet-too-small",
            node_subnet("10.240.0.0/24", [4, 4], 3),
            None,
        ),
        (
            "10: 2^n - 4 is counted",
            "node-subnet-too-small",
            node_subnet("10.240.0.0/24", [4, 4], 4),
            Some(Error),
        ),
        (
            "11: each pool alone fits",
            "node-subnet-too-small",
            node_subnet("10.240.0.0/24", [5, 5], 0),
            Some(Error),
        ),
        (
            "12: any text is a range",
            "cidr-syntax",
            network(&json!({ "serviceCidr": "not-a-cidr" })),
            None,
        ),
        (
            "12: any text is a range",
            "cidr-is-resource-id",
            network(&json!({ "serviceCidr": "not-a-cidr" })),
            Some(Error),
        ),
        (
            "12: the DNS address is outside",
            "dns-service-ip-outside-service-cidr",
            network(&json!({ "serviceCidr": "10.1.0.0/16", "dnsServiceIP": "10.2.0.10" })),
            Some(Error),
        ),
        ("12: the internet is a range", "authorized-range-everything", authorized, Some(Warning)),
        ("13: a /24 is refused", "pod-cidr-below-node-range", one_node, None),
        (
            "13: scanners want 50 pods",
            "max-pods-low",
            json!({ "clusters": [{ "agentPools": [{}, { "maxPods": 30 }] }] }),
            Some(Info),
        ),
    ]
}

#[test]
fn where_peers_disagree_the_services_word_holds() {
    for (what, rule, plan, wanted) in peers() {
        assert_eq!(severity(rule, &plan), wanted, "{what}: {rule} in {plan}");
    }
    let numbers: std::collections::BTreeSet<&str> =
        peers().iter().filter_map(|it| it.0.split(':').next()).collect();
    assert_eq!(numbers.len(), 13);
}

/// The page of a rule that decides says so.
#[test]
fn what_was_decided_stands_on_the_page() {
    let decides = |id: &str| {
        let rule = all().find(|it| it.id == id).unwrap();
        assert!(aksplan::catalogue::page(rule).contains("\n## Decided\n"), "{id}");
    };
    for (_, rule, ..) in peers() {
        // Of these the neighbours tell: `cidr-syntax` and `subnet-outside-network`.
        if !["subnets-overlap", "cidr-is-resource-id"].contains(&rule) {
            decides(rule);
        }
    }
    for (_, rule, ..) in contradictions() {
        decides(rule);
    }
}

/// Where Azure's documents contradict each other: the rule, a plan, and a word of either side.
fn contradictions() -> Vec<(u32, &'static str, Value, [&'static str; 2])> {
    let windows = |version: &str, kind: &str| {
        json!({ "clusters": [{ "kubernetesVersion": version,
            "windowsProfile": { "adminUsername": "azureuser" },
            "agentPools": [{}, {}, {
            "name": "win", "osType": "Windows", "count": 3, "vmSize": "Standard_D4s_v5",
            "vnetSubnet": "nodes", "type": kind }] }] })
    };
    let pods = json!({
        "virtualNetworks": [{ "subnets": [{}, { "name": "pods", "addressPrefix": "10.240.16.0/20" }] }],
        "clusters": [{ "networkProfile": { "networkPluginMode": null },
            "agentPools": [{ "maxPods": 110, "podSubnet": "pods" }, { "podSubnet": "pods" }] }],
    });
    let kubenet = json!({
        "virtualNetworks": [{ "subnets": [{ "addressPrefix": "10.240.0.0/28" }] }],
        "clusters": [{ "networkProfile": { "networkPlugin": "kubenet", "networkPluginMode": null },
            "agentPools": [{ "count": 5, "upgradeSettings": { "maxSurge": "1" } },
                           { "count": 5, "upgradeSettings": { "maxSurge": "1" } }] }],
    });
    vec![
        (
            1,
            "system-pool-size",
            json!({ "clusters": [{ "agentPools": [{ "vmSize": "Standard_D2s_v5" }] }] }),
            ["System node pools in AKS", "Quotas, limits and regions of AKS"],
        ),
        (
            2,
            "max-pods-default-unclear",
            pods,
            ["IP address planning for AKS", "Azure CNI dynamic IP allocation"],
        ),
        (
            3,
            "max-surge-unset",
            json!({ "clusters": [{ "agentPools": [{}, { "count": 20 }] }] }),
            ["Rolling upgrades of node pools", "azure-mgmt-containerservice"],
        ),
        (4, "load-balancer-idle-timeout", idle(110), ["az aks", "REST API"]),
        (
            5,
            "open-service-mesh-ending",
            json!({ "clusters": [{ "addonProfiles": { "openServiceMesh": { "enabled": true } } }] }),
            ["Open Service Mesh add-on", "Add-ons, extensions and integrations"],
        ),
        (
            6,
            "outbound-type-preview-name",
            network(&json!({ "outboundType": "managedNATGatewayV2" })),
            ["Outbound types in AKS", "az aks"],
        ),
        (
            7,
            "overlay-pod-limit",
            json!({ "clusters": [{ "networkProfile": { "podCidr": "10.0.0.0/12" },
                "agentPools": [{}, { "count": 900, "maxPods": 250 }] }] }),
            ["Best practices for large AKS clusters", "Plan pod networking in AKS"],
        ),
        (
            8,
            "windows-edition-unclear",
            windows("1.36", "VirtualMachineScaleSets"),
            ["Node OS versions in AKS", "AKS release notes"],
        ),
        (
            9,
            "virtual-machines-windows",
            windows("1.35", "VirtualMachines"),
            ["Virtual Machines node pools", "AKS release notes"],
        ),
        (
            10,
            "network-plugin-unset",
            network(&json!({ "networkPlugin": null, "networkPluginMode": null })),
            ["Configure Azure CNI Overlay", "Use kubenet networking in AKS"],
        ),
        (
            11,
            "service-cidr-in-network",
            network(&json!({ "serviceCidr": "10.240.128.0/20", "dnsServiceIP": "10.240.128.10" })),
            ["must not be in it", "possible though not recommended"],
        ),
        (
            12,
            "node-subnet-too-small-for-upgrade",
            kubenet,
            ["Use kubenet networking in AKS", "Azure Virtual Network FAQ"],
        ),
    ]
}

/// A contradiction is a warning that names both documents; it is never an error.
#[test]
fn contradictions_are_warnings_that_name_both() {
    for (number, rule, plan, both) in contradictions() {
        let findings = found(rule, &plan);
        assert!(!findings.is_empty(), "{number}: {rule} finds nothing in {plan}");
        for it in findings {
            assert_eq!(it.severity, Severity::Warning, "{number}: {it:#?}");
            let said = format!("{} {}", it.message, it.help.unwrap_or_default());
            for word in both {
                assert!(said.contains(word), "{number}: `{word}` is not in: {said}");
            }
        }
    }
    assert!(contradictions().iter().map(|it| it.0).eq(1..=12));
}

/// What az 2.91 takes and Azure refuses, ends or ignores: arguments of `az aks create`, the rule, how
/// bad it is.
const TAKEN_BY_AZ: &[(&str, &str, Severity)] = &[
    ("--load-balancer-sku basic", "basic-load-balancer", Severity::Error),
    ("--vm-set-type AvailabilitySet", "availability-set-ended", Severity::Error),
    ("-a http_application_routing", "http-application-routing-ended", Severity::Error),
    ("-a kube-dashboard", "kube-dashboard-removed", Severity::Error),
    ("--docker-bridge-address 172.17.0.1/16", "docker-bridge-removed", Severity::Warning),
    ("--os-sku CBLMariner", "azure-linux-old-name", Severity::Warning),
    ("--os-sku Mariner", "azure-linux-old-name", Severity::Warning),
    ("--network-plugin kubenet", "kubenet-ending", Severity::Warning),
    (
        "--network-plugin azure --network-policy azure",
        "azure-network-policy-linux-ending",
        Severity::Warning,
    ),
    ("-a open-service-mesh", "open-service-mesh-ending", Severity::Warning),
    ("--nodepool-name System", "pool-name", Severity::Error),
    ("--service-cidr 10.0.0.0/33", "cidr-syntax", Severity::Error),
    ("--pod-cidr 999.0.0.0/16", "cidr-syntax", Severity::Error),
    ("--service-cidr 10.254.0.0/14", "cidr-host-bits", Severity::Error),
    ("--auto-upgrade-channel node-image", "node-image-channel-legacy", Severity::Warning),
    // What az had once and stops at today.
    ("--uptime-sla", "removed-argument", Severity::Warning),
    ("--enable-pod-security-policy", "removed-argument", Severity::Warning),
    ("--enable-rbac", "removed-argument", Severity::Warning),
    (
        "--aad-server-app-id 00000000-0000-0000-0000-000000000000",
        "removed-argument",
        Severity::Warning,
    ),
    ("--enable-pod-identity", "removed-argument", Severity::Warning),
    ("--node-zones 1 2 3", "renamed-argument", Severity::Warning),
];

fn in_script(script: &str) -> Vec<Finding> {
    aksplan::check_text(script, Some(Format::Az), STRICT).unwrap().findings
}

#[test]
fn what_az_takes_is_refused_or_flagged() {
    for (arguments, rule, severity) in TAKEN_BY_AZ {
        let script = format!(
            "az group create -n rg -l westeurope\naz aks create -g rg -n aks {arguments}\n"
        );
        let findings = in_script(&script);
        let found = findings.iter().find(|it| it.rule == *rule);
        let found = found.unwrap_or_else(|| panic!("{arguments}: no {rule} in {findings:#?}"));
        assert_eq!(found.severity, *severity, "{arguments}: {found:#?}");
    }
}

#[test]
fn what_az_takes_for_windows_pools_is_refused() {
    let pool = |create: &str, add: &str| {
        in_script(&format!(
            "az group create -n rg -l westeurope\n\
             az aks create -g rg -n aks --network-plugin azure {create}\n\
             az aks nodepool add -g rg --cluster-name aks -n win --os-type Windows {add}\n"
        ))
    };
    let is_error = |findings: &[Finding], rule: &str| {
        let found = findings.iter().any(|it| it.rule == rule && it.severity == Severity::Error);
        assert!(found, "{rule}: {findings:#?}");
    };
    is_error(&pool("", "--os-sku Windows2019"), "windows-2019-ended");
    is_error(&pool("--network-policy azure", ""), "azure-network-policy-windows-ended");
}
