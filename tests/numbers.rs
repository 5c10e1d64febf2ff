//! The figures of the address plan, worked out a second time from Azure's documents.
//!
//! Nothing of the layout's own code is used here: each formula stands as its page has it.

#![expect(clippy::indexing_slicing, reason = "a test fails by panicking")]

use aksplan::check_value;
use aksplan::example::AS_OF;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use serde_json::{Value, json};

/// A way that pods get addresses.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Model {
    Overlay,
    Kubenet,
    NodeSubnet,
    PodSubnet,
    StaticBlock,
    OwnCni,
}

/// A pool as somebody would plan it.
#[derive(Clone, Debug)]
struct Pool {
    count: u32,
    /// Minimum and maximum, where the autoscaler is on.
    range: Option<(u32, u32)>,
    max_pods: Option<u32>,
    surge: Option<Surge>,
    is_spot: bool,
    is_windows: bool,
}

#[derive(Clone, Copy, Debug)]
enum Surge {
    Nodes(u32),
    Percent(u32),
}

#[derive(Clone, Debug)]
struct Cluster {
    model: Model,
    pools: Vec<Pool>,
    is_private: bool,
    has_integration: bool,
    load_balancers: u32,
    pod_prefix: u8,
}

#[derive(Clone, Debug)]
struct Plan {
    clusters: Vec<Cluster>,
    node_prefix: u8,
    pods_prefix: u8,
    endpoints: u32,
    others: u32,
}

impl Pool {
    /// IP address planning for AKS: with the autoscaler its maximum counts.
    fn nodes(&self) -> u64 {
        self.range.map_or(self.count, |(_, max)| max).into()
    }

    /// Upgrade AKS node pools: a number, or a share rounded up, never more than there are nodes.
    /// Where none is set, pages name 1 node and 10 %: the larger of the two. Spot node pools in AKS:
    /// there are no surge nodes.
    fn surge(&self) -> u64 {
        let nodes = self.nodes();
        let share = |percent: u64| (nodes * percent).div_ceil(100);
        match self.surge {
            _ if self.is_spot => 0,
            None => share(10).max(nodes.min(1)),
            Some(Surge::Nodes(count)) => u64::from(count).min(nodes),
            Some(Surge::Percent(percent)) => share(percent.into()).min(nodes),
        }
    }

    /// The defaults of the same pages; 110 for a pod subnet, where pages disagree.
    fn max_pods(&self, model: Model) -> u64 {
        let usual = match model {
            Model::NodeSubnet => 30,
            Model::Kubenet | Model::PodSubnet | Model::StaticBlock => 110,
            Model::Overlay | Model::OwnCni => 250,
        };
        self.max_pods.unwrap_or(usual).into()
    }

    /// `(nodes + surge) + (nodes + surge) x maxPods` in the node subnet; one address a node else.
    fn of_a_node(&self, model: Model) -> u64 {
        if model == Model::NodeSubnet { 1 + self.max_pods(model) } else { 1 }
    }

    /// What a node takes of the pod subnet at once, and when it is full. Dynamic allocation: batches
    /// of 16, another one when fewer than 8 are free. Static blocks: as many /28 as hold the pods and
    /// one address more.
    fn of_a_node_in_pods(&self, model: Model) -> (u64, u64) {
        let pods = self.max_pods(model);
        match model {
            Model::PodSubnet => (16, 16 * (pods + 8).div_ceil(16)),
            Model::StaticBlock => (16 * (pods + 1).div_ceil(16), 16 * (pods + 1).div_ceil(16)),
            _ => (0, 0),
        }
    }

    fn json(&self, at: usize, model: Model) -> Value {
        let mut json = json!({
            "name": format!("p{at}"),
            "mode": if at == 0 { "System" } else { "User" },
            "osType": if self.is_windows { "Windows" } else { "Linux" },
            "count": self.count,
            "vnetSubnet": "nodes",
        });
        if matches!(model, Model::PodSubnet | Model::StaticBlock) {
            json["podSubnet"] = json!("pods");
        }
        if model == Model::StaticBlock {
            json["podIPAllocationMode"] = json!("StaticBlock");
        }
        if let Some((min, max)) = self.range {
            json["enableAutoScaling"] = json!(true);
            json["minCount"] = json!(min);
            json["maxCount"] = json!(max);
        }
        if let Some(pods) = self.max_pods {
            json["maxPods"] = json!(pods);
        }
        if let Some(surge) = self.surge {
            let text = match surge {
                Surge::Nodes(count) => count.to_string(),
                Surge::Percent(percent) => format!("{percent}%"),
            };
            json["upgradeSettings"] = json!({ "maxSurge": text });
        }
        if self.is_spot {
            json["scaleSetPriority"] = json!("Spot");
        }
        json
    }
}

impl Cluster {
    fn json(&self, at: usize) -> Value {
        let (plugin, mode) = match self.model {
            Model::Overlay => ("azure", Some("overlay")),
            Model::Kubenet => ("kubenet", None),
            Model::OwnCni => ("none", None),
            _ => ("azure", None),
        };
        let mut profile = json!({ "networkPlugin": plugin, "networkPluginMode": mode });
        if matches!(self.model, Model::Overlay | Model::Kubenet) {
            profile["podCidr"] = json!(format!("100.64.0.0/{}", self.pod_prefix));
        }
        let pools = self.pools.iter().enumerate().map(|(at, it)| it.json(at, self.model));
        let mut access = json!({ "enablePrivateCluster": self.is_private });
        if self.has_integration {
            access["enableVnetIntegration"] = json!(true);
            access["subnet"] = json!("api");
        }
        json!({
            "name": format!("c{at}"),
            "networkProfile": profile,
            "agentPools": pools.collect::<Vec<_>>(),
            "apiServerAccessProfile": access,
            "internalLoadBalancers": { "count": self.load_balancers },
        })
    }

    /// Frontends of internal load balancers, and the private endpoint of a private cluster, stand in
    /// the first pool's subnet. With API Server VNet Integration there is no endpoint.
    fn beside_nodes(&self) -> u64 {
        u64::from(self.load_balancers) + u64::from(self.is_private && !self.has_integration)
    }
}

impl Plan {
    fn json(&self) -> Value {
        let clusters = self.clusters.iter().enumerate().map(|(at, it)| it.json(at));
        json!({
            "location": "westeurope",
            "resourceGroups": [{ "name": "rg" }],
            "virtualNetworks": [{ "name": "vnet", "addressPrefixes": ["10.0.0.0/8"], "subnets": [
                { "name": "nodes", "addressPrefix": format!("10.1.0.0/{}", self.node_prefix),
                  "privateEndpoints": self.endpoints, "otherAddresses": self.others },
                { "name": "pods", "addressPrefix": format!("10.4.0.0/{}", self.pods_prefix) },
                { "name": "api", "addressPrefix": "10.8.0.0/27" },
            ] }],
            "clusters": clusters.collect::<Vec<_>>(),
        })
    }

    fn sum(&self, of_pool: impl Fn(Model, &Pool) -> u64) -> u64 {
        let pools = self.clusters.iter().flat_map(|it| it.pools.iter().map(move |pool| (it, pool)));
        pools.map(|(cluster, pool)| of_pool(cluster.model, pool)).sum()
    }
}

fn pool() -> impl Strategy<Value = Pool> {
    let surge =
        prop_oneof![(1u32..20).prop_map(Surge::Nodes), (1u32..=100).prop_map(Surge::Percent)];
    let range = (1u32..20, 0u32..80).prop_map(|(min, more)| (min, min + more));
    (
        (1u32..60, proptest::option::of(range)),
        proptest::option::of(10u32..=250),
        proptest::option::of(surge),
        any::<(bool, bool)>(),
    )
        .prop_map(|((count, range), max_pods, surge, (is_spot, is_windows))| Pool {
            count: range.map_or(count, |(min, max)| count.clamp(min, max)),
            range,
            max_pods,
            surge,
            is_spot,
            is_windows,
        })
}

fn cluster() -> impl Strategy<Value = Cluster> {
    use Model::{Kubenet, NodeSubnet, Overlay, OwnCni, PodSubnet, StaticBlock};
    let models = vec![Overlay, Kubenet, NodeSubnet, PodSubnet, StaticBlock, OwnCni];
    (
        proptest::sample::select(models),
        proptest::collection::vec(pool(), 1..5),
        any::<(bool, bool)>(),
        (0u32..5, 12u8..=24),
    )
        .prop_map(
            |(model, pools, (is_private, has_integration), (load_balancers, pod_prefix))| Cluster {
                model,
                pools,
                is_private,
                has_integration,
                load_balancers,
                pod_prefix,
            },
        )
}

fn plan() -> impl Strategy<Value = Plan> {
    let clusters = proptest::collection::vec(cluster(), 1..3);
    (clusters, (16u8..=29, 14u8..=28), (0u32..6, 0u32..6)).prop_map(
        |(clusters, (node_prefix, pods_prefix), (endpoints, others))| Plan {
            clusters,
            node_prefix,
            pods_prefix,
            endpoints,
            others,
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 400,
        rng_seed: RngSeed::Fixed(4),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn figures_are_those_of_the_documents(plan in plan()) {
        let json = plan.json();
        let layout = serde_json::to_value(check_value(&json, AS_OF).layout).unwrap();
        let subnet = |name: &str| {
            let found = layout["subnets"].as_array().unwrap().iter().find(|it| it["name"] == name);
            found.unwrap_or_else(|| panic!("no subnet {name} in {layout}")).clone()
        };
        let usable = |prefix: u8| (1u64 << (32 - prefix)) - 5;
        let figures = |name: &str, required: u64, surge: u64, pods: u64, prefix: u8| {
            let (it, usable) = (subnet(name), usable(prefix));
            assert_eq!(it["required"], required, "required of {name} in {json}");
            assert_eq!(it["requiredWithUpgrade"], required + surge, "upgrade of {name} in {json}");
            assert_eq!(it["requiredWithPods"], pods, "pods of {name} in {json}");
            assert_eq!(it["usable"], usable, "usable of {name}");
            let free = i64::try_from(usable).unwrap() - i64::try_from(required).unwrap();
            assert_eq!(it["free"], free, "free of {name}");
        };

        let beside = plan.clusters.iter().map(Cluster::beside_nodes).sum::<u64>();
        let beside = beside + u64::from(plan.endpoints) + u64::from(plan.others);
        let nodes = plan.sum(|model, it| it.nodes() * it.of_a_node(model)) + beside;
        let surge = plan.sum(|model, it| it.surge() * it.of_a_node(model));
        figures("nodes", nodes, surge, nodes + surge, plan.node_prefix);

        let at_once = plan.sum(|model, it| it.nodes() * it.of_a_node_in_pods(model).0);
        let surge = plan.sum(|model, it| it.surge() * it.of_a_node_in_pods(model).0);
        let full =
            plan.sum(|model, it| (it.nodes() + it.surge()) * it.of_a_node_in_pods(model).1);
        figures("pods", at_once, surge, full, plan.pods_prefix);

        let servers = plan.clusters.iter().filter(|it| it.has_integration).count();
        let servers = 9 * u64::try_from(servers).unwrap();
        figures("api", servers, 0, servers, 27);

        // Overlay and kubenet: a /24 of the pod CIDR for each node.
        let with_range = plan.clusters.iter().filter(|it| matches!(it.model, Model::Overlay | Model::Kubenet));
        let with_range: Vec<&Cluster> = with_range.collect();
        let ranges = layout["podCidrs"].as_array().unwrap();
        prop_assert_eq!(ranges.len(), with_range.len());
        for (range, cluster) in ranges.iter().zip(with_range) {
            let planned: u64 = cluster.pools.iter().map(|it| it.nodes() + it.surge()).sum();
            prop_assert_eq!(&range["perNode"], 24);
            prop_assert_eq!(&range["nodesPossible"], 1u64 << (24 - cluster.pod_prefix));
            prop_assert_eq!(&range["nodesPlanned"], planned);
        }
    }
}
