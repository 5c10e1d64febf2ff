//! What holds for every plan, whatever it says.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod cases;
mod shape;

use aksplan::example::{AS_OF, base};
use aksplan::finding::Finding;
use aksplan::layout::{layout, node_range};
use aksplan::lower::lower;
use aksplan::net::{first_free, free_blocks, overlap, overlap_groups, overlapping_pairs, size};
use aksplan::read;
use aksplan::report::{Block, Subject, document, markdown};
use aksplan::traffic::traffic;
use cases::cases;
use ipnet::{IpNet, Ipv4Net, Ipv6Net};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::net::{Ipv4Addr, Ipv6Addr};

/// A range within 10.0.0.0/14 or so: small space, many overlaps.
fn crowded() -> impl Strategy<Value = Ipv4Net> {
    (0u32..1 << 18, 12u8..=32).prop_map(|(offset, prefix)| {
        Ipv4Net::new(Ipv4Addr::from(0x0a00_0000 + offset), prefix).unwrap().trunc()
    })
}

fn any_net() -> impl Strategy<Value = IpNet> {
    let v4 = (any::<u32>(), 0u8..=32)
        .prop_map(|(it, prefix)| Ipv4Net::new(Ipv4Addr::from(it), prefix).unwrap().trunc().into());
    let v6 = (any::<u128>(), 0u8..=128)
        .prop_map(|(it, prefix)| Ipv6Net::new(Ipv6Addr::from(it), prefix).unwrap().trunc().into());
    prop_oneof![v4, v6]
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn a_range_reads_as_it_is_written(net in any_net()) {
        prop_assert_eq!(aksplan::net::parse_cidr(&net.to_string()), Ok(net));
    }

    #[test]
    fn texts_are_read_or_refused(text in "\\PC{0,40}") {
        let _ = aksplan::net::parse_cidr(&text);
        let _ = aksplan::net::parse_address(&text);
        let _ = aksplan::version::Version::parse(&text);
        let _ = aksplan::lower::Share::parse(&text);
    }

    #[test]
    fn what_is_free_and_what_is_taken_is_all_there_is(
        within in crowded(),
        taken in prop::collection::vec(crowded(), 0..20),
    ) {
        let taken: Vec<IpNet> = taken.into_iter().map(IpNet::V4).collect();
        let free: Vec<Ipv4Net> = free_blocks(&within, &taken).collect();
        for block in &free {
            prop_assert!(within.contains(block));
            prop_assert!(!taken.iter().any(|it| overlap(it, &IpNet::V4(*block))));
        }
        for (at, block) in free.iter().enumerate() {
            let apart = |it: &Ipv4Net| !overlap(&IpNet::V4(*it), &IpNet::V4(*block));
            prop_assert!(free.iter().skip(at + 1).all(apart));
        }
        // What of the taken ranges lies within, each address once.
        let inside = taken.iter().filter_map(|it| match it {
            IpNet::V4(it) if within.contains(it) => Some(*it),
            IpNet::V4(it) if it.contains(&within) => Some(within),
            _ => None,
        });
        let used = Ipv4Net::aggregate(&inside.collect());
        let count = |nets: &[Ipv4Net]| nets.iter().map(|it| size(&IpNet::V4(*it))).sum::<u64>();
        prop_assert_eq!(count(&free) + count(&used), size(&IpNet::V4(within)));
    }

    #[test]
    fn ranges_that_are_carved_never_overlap(
        within in (0u32..64).prop_map(|at| Ipv4Net::new(Ipv4Addr::new(10, 0, 0, 0), 16).unwrap()
            .subnets(22).unwrap().nth(at as usize).unwrap()),
        prefixes in prop::collection::vec(22u8..=30, 1..40),
    ) {
        let mut taken: Vec<IpNet> = Vec::new();
        for prefix in prefixes {
            let left = size(&IpNet::V4(within)) - taken.iter().map(size).sum::<u64>();
            if let Some(found) = first_free(&within, &taken, prefix) {
                prop_assert_eq!(found.prefix_len(), prefix);
                prop_assert!(within.contains(&found));
                prop_assert!(!taken.iter().any(|it| overlap(it, &IpNet::V4(found))));
                taken.push(found.into());
            } else {
                let fits = |it: Ipv4Net| it.prefix_len() <= prefix;
                prop_assert!(!free_blocks(&within, &taken).any(fits), "{left} left");
            }
        }
    }

    #[test]
    fn overlaps_are_those_of_the_square(
        nets in prop::collection::vec(prop_oneof![crowded().prop_map(IpNet::V4), any_net()], 0..60),
    ) {
        let pairs: BTreeSet<(usize, usize)> =
            overlapping_pairs(&nets).map(|(a, b)| (a.min(b), a.max(b))).collect();
        let mut square = BTreeSet::new();
        for a in 0..nets.len() {
            for b in a + 1..nets.len() {
                if overlap(&nets[a], &nets[b]) {
                    square.insert((a, b));
                }
            }
        }
        prop_assert_eq!(&pairs, &square);
        // A group is everything under one range, and every pair is in one group.
        let groups = overlap_groups(&nets);
        let grouped: usize = groups.iter().map(|it| it.members.len()).sum();
        let touched: BTreeSet<usize> = square.iter().flat_map(|(a, b)| [*a, *b]).collect();
        prop_assert_eq!(grouped, touched.len());
        for (a, b) in square {
            prop_assert!(groups.iter().any(|it| it.members.contains(&a) && it.members.contains(&b)));
        }
    }

    #[test]
    fn ranges_of_nodes_lie_apart_within_the_pod_cidr(
        pods in (0u32..1 << 10, 8u8..=24).prop_map(|(at, prefix)| {
            Ipv4Net::new(Ipv4Addr::from(at << 22), prefix).unwrap().trunc()
        }),
        a in 1u32..300,
        b in 1u32..300,
    ) {
        let (first, second) = (node_range(&pods, a), node_range(&pods, b));
        if let Some(first) = first {
            prop_assert!(pods.contains(&first));
            prop_assert_eq!(first.prefix_len(), 24);
        }
        if let (Some(first), Some(second), true) = (first, second, a != b) {
            prop_assert!(!overlap(&first.into(), &second.into()));
        }
    }
}

/// A pool that takes addresses in one way or another.
#[derive(Clone, Debug)]
struct PoolNumbers {
    count: u32,
    max_pods: u32,
    surge: u32,
    most: Option<u32>,
}

fn pool_numbers() -> impl Strategy<Value = PoolNumbers> {
    let most = prop::option::of(1u32..2_000);
    (0u32..1_200, 10u32..=250, 0u32..=100, most)
        .prop_map(|(count, max_pods, surge, most)| PoolNumbers { count, max_pods, surge, most })
}

fn pool(numbers: &PoolNumbers, way: usize) -> Value {
    let mut pool = json!({
        "name": "pool",
        "count": numbers.count,
        "maxPods": numbers.max_pods,
        "upgradeSettings": { "maxSurge": format!("{}%", numbers.surge) },
        "vnetSubnet": "nodes",
    });
    if let Some(most) = numbers.most {
        pool["enableAutoScaling"] = json!(true);
        pool["maxCount"] = json!(most);
    }
    if way >= 3 {
        pool["podSubnet"] = json!("pods");
        pool["podIPAllocationMode"] = json!(["DynamicIndividual", "StaticBlock"][way - 3]);
    }
    pool
}

/// What each subnet requires: at the start, in an upgrade, with all pods; then the nodes planned.
fn required(pools: &[PoolNumbers], way: usize) -> Vec<u64> {
    let profile = [
        json!({ "networkPlugin": "azure", "networkPluginMode": "overlay" }),
        json!({ "networkPlugin": "kubenet" }),
        json!({ "networkPlugin": "azure" }),
        json!({ "networkPlugin": "azure" }),
        json!({ "networkPlugin": "azure" }),
    ];
    let subnets = json!([{ "name": "nodes", "addressPrefix": "10.0.0.0/16" },
                         { "name": "pods", "addressPrefix": "10.1.0.0/16" }]);
    let pools: Vec<Value> = pools.iter().map(|it| pool(it, way)).collect();
    let plan = json!({
        "virtualNetworks": [{ "name": "vnet", "addressPrefixes": ["10.0.0.0/8"], "subnets": subnets }],
        "clusters": [{ "name": "cluster", "networkProfile": profile[way], "agentPools": pools }],
    });
    let (plan, problems) = read::plan(&plan).unwrap();
    assert_eq!(problems, []);
    let layout = layout(&lower(&plan));
    let subnets = layout.subnets.iter();
    let mut all: Vec<u64> = subnets
        .flat_map(|it| [it.required, it.required_with_upgrade, it.required_with_pods])
        .collect();
    all.extend(layout.pod_cidrs.iter().map(|it| it.nodes_planned));
    for subnet in &layout.subnets {
        let sum: u64 = subnet.demand.iter().map(|it| it.addresses).sum();
        assert_eq!(sum, subnet.required, "the terms make up the sum");
        assert!(subnet.required <= subnet.required_with_upgrade);
        assert!(subnet.required_with_upgrade <= subnet.required_with_pods);
    }
    all
}

proptest! {
    #![proptest_config(cases(128))]

    #[test]
    fn a_pool_that_grows_never_requires_less(
        pools in prop::collection::vec(pool_numbers(), 1..4),
        more in pool_numbers(),
        by in 1u32..50,
        way in 0usize..5,
        what in 0usize..5,
    ) {
        let before = required(&pools, way);
        let mut grown = pools;
        match what {
            0 => grown[0].count += by,
            1 => grown[0].max_pods = (grown[0].max_pods + by).min(250),
            2 => grown[0].surge += by,
            3 => grown[0].most = grown[0].most.map(|it| it + by),
            _ => grown.push(more),
        }
        let after = required(&grown, way);
        for (before, after) in before.iter().zip(&after) {
            prop_assert!(before <= after, "{} became {} in {:?}", before, after, grown);
        }
    }
}

/// Judges a plan and applies every fix: each is one that RFC 6902 takes, and mends what it is for.
fn judge_and_mend(plan: &Value) {
    let check = aksplan::check_value(plan, AS_OF);
    for finding in &check.findings {
        assert!(!finding.message.is_empty() && !finding.rule.is_empty());
        if let Some(fix) = &finding.fix {
            let mended = aksplan::apply_fix(plan, &fix.patch)
                .unwrap_or_else(|error| panic!("{error}: {finding:#?} in {plan}"));
            let after = aksplan::check_value(&mended, AS_OF).findings;
            let is_same = |it: &Finding| {
                (&it.rule, &it.path, &it.message)
                    == (&finding.rule, &finding.path, &finding.message)
            };
            assert!(!after.iter().any(is_same), "{finding:#?} is not mended in {plan}");
        }
    }
}

proptest! {
    #![proptest_config(cases(64))]

    /// Whatever is written as a plan is read as the same plan.
    #[test]
    fn a_plan_reads_as_it_is_written(value in shape::plans()) {
        let (plan, _) = read::plan(&value).unwrap();
        let written = serde_json::to_value(&plan).unwrap();
        let (again, mut problems) = read::plan(&written).unwrap();
        // `${…}` stands for a value that is not known, and says so each time.
        problems.retain(|it| !matches!(it.kind, read::ReadProblemKind::Unresolved { .. }));
        prop_assert_eq!(&problems, &vec![]);
        prop_assert_eq!(&again, &plan);
        let text = serde_json::to_string_pretty(&plan).unwrap();
        prop_assert_eq!(&read::plan(&read::json(&text).unwrap()).unwrap().0, &plan);
    }

    /// A plan with texts and numbers of every kind at every place is judged.
    #[test]
    fn every_plan_is_told_for_the_network(value in shape::plans()) {
        let check = aksplan::check_value(&value, AS_OF);
        let (plan, _) = read::plan(&value).unwrap();
        let plan = lower(&plan);
        let subject = Subject {
            plan: &plan,
            layout: &check.layout,
            findings: &check.findings,
            as_of: AS_OF,
        };
        let report = document(&subject);
        let mut cells = 0;
        for section in &report.sections {
            for block in &section.blocks {
                if let Block::Table { head, rows, .. } = block {
                    prop_assert!(rows.iter().all(|it| it.len() == head.len()), "{}", section.title);
                    cells += rows.len();
                }
            }
        }
        // No text of a plan makes a line of its own, or a cell more.
        let markdown = markdown(&report);
        let lines = markdown.lines().filter(|it| it.starts_with("| ")).count();
        let heads = markdown.lines().filter(|it| it.starts_with("|---")).count();
        prop_assert_eq!(lines, cells + heads);
        for clusters in traffic(&plan, &check.layout) {
            for holder in clusters.holders {
                if let (Some(Ok(net)), Some(address)) =
                    (holder.range.map(|it| it.parse::<IpNet>()), holder.example)
                {
                    let address: std::net::IpAddr = address.parse().unwrap();
                    if holder.who != "DNS" {
                        prop_assert!(net.contains(&address), "{net} {address}");
                    }
                }
            }
        }
    }

    #[test]
    fn every_plan_is_judged_and_its_fixes_apply(value in shape::plans()) {
        judge_and_mend(&value);
    }

    /// The base plan, changed at a few places to anything of the kind that belongs there.
    #[test]
    fn a_changed_plan_is_judged_and_its_fixes_apply(changes in shape::changes()) {
        let mut plan = base();
        for (path, value) in changes {
            shape::put(&mut plan, &path, value);
        }
        judge_and_mend(&plan);
    }

    /// The same, changed to anything at all.
    #[test]
    fn noise_is_judged_and_its_fixes_apply(changes in shape::noise_changes()) {
        let mut plan = base();
        for (path, value) in changes {
            shape::put(&mut plan, &path, value);
        }
        judge_and_mend(&plan);
    }

    #[test]
    fn any_json_is_judged(value in shape::any_json()) {
        judge_and_mend(&value);
    }
}
