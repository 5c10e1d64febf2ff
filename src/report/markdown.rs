//! Markdown, for documents and wikis.

use super::planned_nodes;
use crate::layout::{Layout, RangeKind};
use crate::text::grouped;
use std::fmt::Write;

/// The address plan as tables: subnets with their arithmetic, ranges, nodes' pod ranges, outbound
/// ports, headroom, upgrades, and what Azure takes where the plan says nothing.
#[must_use]
pub fn markdown(layout: &Layout) -> String {
    let mut text = String::from("# Address plan\n");
    subnets(&mut text, layout);
    ranges(&mut text, layout);
    nodes(&mut text, layout);
    outbound(&mut text, layout);
    headroom(&mut text, layout);
    upgrades(&mut text, layout);
    defaults(&mut text, layout);
    text
}

fn subnets(text: &mut String, layout: &Layout) {
    let rows = layout.subnets.iter().map(|it| {
        vec![
            word(&it.virtual_network),
            word(&it.name),
            it.address_prefix.map(|it| it.to_string()).unwrap_or_default(),
            unsigned(it.usable),
            unsigned(it.required),
            unsigned(it.required_with_upgrade),
            grouped(it.free),
            word(&it.terms()),
        ]
    });
    let head =
        ["network", "subnet", "range", "usable", "needs", "in an upgrade", "free", "arithmetic"];
    table(text, "Subnets", &head, rows);
}

fn ranges(text: &mut String, layout: &Layout) {
    let named = layout.ranges.iter().map(|it| {
        let what = match it.kind {
            RangeKind::VirtualNetwork => "virtual network",
            RangeKind::Subnet => "subnet",
            RangeKind::PodCidr => "pod CIDR",
            RangeKind::ServiceCidr => "service CIDR",
            RangeKind::Foreign => "address book",
            RangeKind::Estate => "estate",
        };
        let assumed = if it.assumed { " (Azure's default)" } else { "" };
        (it.cidr, format!("{what}{assumed}"), word(&it.name))
    });
    let free = layout.free_space.iter().flat_map(|space| {
        let network = word(&space.virtual_network);
        space.blocks.iter().map(move |it| (*it, "free".to_string(), network.clone()))
    });
    let mut all: Vec<_> = named.chain(free).collect();
    all.sort_by_key(|(cidr, ..)| (cidr.network(), cidr.prefix_len()));
    let rows = all.into_iter().map(|(cidr, what, name)| {
        vec![cidr.to_string(), format!("{} to {}", cidr.network(), cidr.broadcast()), what, name]
    });
    table(text, "Ranges", &["range", "addresses", "what", "of"], rows);
}

fn nodes(text: &mut String, layout: &Layout) {
    for pods in &layout.pod_cidrs {
        let title = format!("Pod ranges of {} in {}", word(&pods.cluster), pods.cidr);
        let rows =
            planned_nodes(pods).map(|(node, range)| vec![node.to_string(), range.to_string()]);
        table(text, &title, &["node", "pods"], rows);
    }
}

fn outbound(text: &mut String, layout: &Layout) {
    let rows = layout.snat.iter().map(|it| {
        vec![
            word(&it.cluster),
            it.outbound_type.to_string(),
            it.addresses.to_string(),
            unsigned(it.ports),
            it.ports_per_node.map_or_else(|| "shared".to_string(), grouped),
            it.nodes_possible.map(unsigned).unwrap_or_default(),
            unsigned(it.nodes_planned),
        ]
    });
    let head =
        ["cluster", "outbound", "addresses", "ports", "ports a node", "nodes possible", "planned"];
    table(text, "Outbound traffic", &head, rows);
}

fn headroom(text: &mut String, layout: &Layout) {
    let rows = layout.headroom.iter().map(|it| {
        let forever = if it.permanent { "fixed once made" } else { "can be raised" };
        vec![
            word(&it.cluster),
            format!("{} {}", it.limit, word(&it.name)),
            unsigned(it.nodes_planned),
            grouped(it.more_nodes),
            forever.to_string(),
        ]
    });
    let head = ["cluster", "limit", "nodes planned", "more nodes that fit", "later"];
    table(text, "How many more nodes fit", &head, rows);
}

fn upgrades(text: &mut String, layout: &Layout) {
    let rows = layout.upgrades.iter().map(|it| {
        let to = if it.steps.is_empty() { "stays".to_string() } else { it.steps.join(", then ") };
        vec![
            word(&it.cluster),
            it.channel.to_string(),
            if it.chosen { "yes" } else { "" }.to_string(),
            word(&it.current),
            word(&to),
            word(it.note.as_deref().unwrap_or_default()),
        ]
    });
    let head = ["cluster", "channel", "chosen", "from", "to", "note"];
    table(text, "What upgrade channels would bring", &head, rows);
}

fn defaults(text: &mut String, layout: &Layout) {
    let rows = layout.defaults.iter().map(|it| vec![word(&it.path), word(&it.value.to_string())]);
    table(text, "What Azure takes where the plan says nothing", &["property", "value"], rows);
}

/// A section with a table; nothing where there are no rows.
fn table(text: &mut String, title: &str, head: &[&str], rows: impl Iterator<Item = Vec<String>>) {
    let mut rows = rows.peekable();
    if rows.peek().is_none() {
        return;
    }
    let _ = write!(text, "\n## {title}\n\n| {} |\n", head.join(" | "));
    let _ = writeln!(text, "|{}", "---|".repeat(head.len()));
    for row in rows {
        let _ = writeln!(text, "| {} |", row.join(" | "));
    }
}

fn unsigned(number: u64) -> String {
    grouped(i64::try_from(number).unwrap_or(i64::MAX))
}

/// A text of the plan as Markdown that shows just that text, in a table as elsewhere.
fn word(text: &str) -> String {
    let mut quoted = String::new();
    for char in text.chars() {
        match char {
            '\n' | '\r' | '\t' => quoted.push(' '),
            '<' => quoted.push_str("&lt;"),
            '&' => quoted.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '#' | '!' => {
                quoted.push('\\');
                quoted.push(char);
            }
            _ => quoted.push(char),
        }
    }
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_is_told_in_tables() {
        let plan = crate::example::over_base(&serde_json::json!({
            "virtualNetworks": [{ "name": "v|net\n<b>" }],
            "kubernetesVersions": ["1.35.1", "1.36.0"],
            "clusters": [{ "kubernetesVersion": "1.35" }],
        }));
        let (plan, _) = crate::read::plan(&plan).unwrap();
        let layout = crate::layout::layout(&crate::lower::lower(&plan));
        insta::assert_snapshot!(markdown(&layout));
    }
}
