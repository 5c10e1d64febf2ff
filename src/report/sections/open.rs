//! What is open, what was found, what was assumed.

use crate::finding::Finding;
use crate::layout::RangeKind;
use crate::model::OutboundType;
use crate::report::document::{Block, Subject};

pub(super) fn questions(it: &Subject) -> Vec<Block> {
    let mut all: Vec<String> = Vec::new();
    let plan = it.plan.plan;
    if plan.subscription.is_none() {
        all.push("Which subscription is it for? The plan names none.".to_string());
    }
    if it.plan.foreign.is_empty() {
        all.push(
            "Which ranges are in use elsewhere: on-premises, in peered networks, by VPN clients? The \
             address book is empty, so nothing was held against them."
                .to_string(),
        );
    }
    for range in it.layout.ranges.iter().filter(|it| it.assumed) {
        let free = if range.kind == RangeKind::PodCidr { "pods" } else { "services" };
        all.push(format!(
            "May {range} be used for {free}? It was not chosen: it is what Azure takes."
        ));
    }
    for network in &it.plan.networks {
        for peer in network.spec.peerings.iter().filter(|it| it.starts_with('/')) {
            all.push(format!(
                "Which ranges has `{peer}`, which `{}` is peered with? It is not part of the plan.",
                network.spec.name
            ));
        }
        let taken: Vec<String> = network
            .subnets
            .iter()
            .filter(|it| it.spec.existing && it.spec.other_addresses == 0)
            .map(|it| format!("`{}`", it.spec.name))
            .collect();
        if !taken.is_empty() {
            all.push(format!(
                "How many addresses are taken already in {} of `{}`? They exist, and the plan counts \
                 only what is its own.",
                taken.join(", "),
                network.spec.name
            ));
        }
        if !network.spec.dns_servers.is_empty() {
            all.push(format!(
                "Do the DNS servers of `{}` answer for Azure's private zones, or forward to Azure's \
                 DNS (`168.63.129.16`)?",
                network.spec.name
            ));
        }
    }
    for table in plan.route_tables.iter().filter(|it| it.existing && it.routes.is_empty()) {
        all.push(format!("Which routes has `{}`? It exists, and the plan lists none.", table.name));
    }
    for group in &plan.network_security_groups {
        if group.existing && group.security_rules.is_empty() {
            let name = &group.name;
            all.push(format!("Which rules has `{name}`? It exists, and the plan lists none."));
        }
    }
    for cluster in &it.plan.clusters {
        let name = &cluster.spec.name;
        if cluster.outbound == OutboundType::UserDefinedRouting {
            all.push(format!("Does the firewall let out what `{name}` needs (see above)?"));
        }
        if cluster.network.is_none() && !cluster.pools.is_empty() {
            all.push(format!(
                "May AKS make the network of `{name}` itself? The plan names no subnet for it."
            ));
        }
    }
    let unknown = it.findings.iter().filter(|it| it.rule == "unresolved-value");
    all.extend(unknown.map(|it| sentence(&it.message)));
    if all.is_empty() { Vec::new() } else { vec![Block::List { items: all }] }
}

pub(super) fn findings(it: &Subject) -> Vec<Block> {
    let rows: Vec<Vec<String>> = it.findings.iter().map(row).collect();
    if rows.is_empty() {
        return vec![Block::text("Nothing: no rule has anything to say about this plan.")];
    }
    let head = ["severity", "place", "what", "what to do"];
    Block::table(&head, rows).into_iter().collect()
}

fn row(it: &Finding) -> Vec<String> {
    vec![
        it.severity.to_string(),
        it.path.clone(),
        it.message.clone(),
        it.help.clone().unwrap_or_default(),
    ]
}

fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(|it| it.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", chars.as_str())
}

pub(super) fn upgrades(it: &Subject) -> Vec<Block> {
    let rows = it.layout.upgrades.iter().map(|it| {
        let to = if it.steps.is_empty() { "stays".to_string() } else { it.steps.join(", then ") };
        vec![
            it.cluster.clone(),
            it.channel.to_string(),
            if it.chosen { "yes" } else { "" }.to_string(),
            it.current.clone(),
            to,
            it.note.clone().unwrap_or_default(),
        ]
    });
    let head = ["cluster", "channel", "chosen", "from", "to", "note"];
    Block::table(&head, rows.collect()).into_iter().collect()
}

pub(super) fn defaults(it: &Subject) -> Vec<Block> {
    let rows = it.layout.defaults.iter().map(|it| vec![it.path.clone(), it.value.to_string()]);
    Block::table(&["property", "value"], rows.collect()).into_iter().collect()
}
