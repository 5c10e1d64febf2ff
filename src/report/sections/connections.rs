//! Routes, peerings, security groups and DNS.

use crate::model::{Direction, SecurityRule};
use crate::report::document::{Block, Subject};

pub(super) fn connections(it: &Subject) -> Vec<Block> {
    [peerings(it), subnets(it), routes(it), rules(it), dns(it)].into_iter().flatten().collect()
}

fn peerings(it: &Subject) -> Option<Block> {
    let rows = it.plan.networks.iter().flat_map(|network| {
        network.spec.peerings.iter().map(|peer| vec![network.spec.name.clone(), peer.clone()])
    });
    Block::captioned("Peerings", &["network", "peered with"], rows.collect())
}

fn subnets(it: &Subject) -> Option<Block> {
    let rows = it.plan.subnets().filter_map(|(at, subnet)| {
        let spec = subnet.spec;
        let attached =
            [&spec.route_table, &spec.nat_gateway, &spec.network_security_group, &spec.delegation];
        attached.iter().any(|it| it.is_some()).then(|| {
            let network = it.plan.networks.get(at.network).map(|it| it.spec.name.clone());
            let mut row = vec![network.unwrap_or_default(), spec.name.clone()];
            row.extend(attached.map(|it| it.clone().unwrap_or_default()));
            row
        })
    });
    let head =
        ["network", "subnet", "route table", "NAT gateway", "security group", "delegated to"];
    Block::captioned("What hangs on subnets", &head, rows.collect())
}

fn routes(it: &Subject) -> Option<Block> {
    let rows = it.plan.plan.route_tables.iter().flat_map(|table| {
        table.routes.iter().map(|route| {
            let next = route.next_hop_type.map(|it| it.to_string()).unwrap_or_default();
            let address = route.next_hop_ip_address.clone().unwrap_or_default();
            vec![
                table.name.clone(),
                route.name.clone(),
                route.address_prefix.clone(),
                format!("{next} {address}").trim().to_string(),
            ]
        })
    });
    Block::captioned("Routes", &["route table", "route", "to", "next hop"], rows.collect())
}

fn rules(it: &Subject) -> Option<Block> {
    let any = |text: &Option<String>| text.clone().unwrap_or_else(|| "*".to_string());
    let row = |group: &str, rule: &SecurityRule| {
        vec![
            group.to_string(),
            rule.priority.map(|it| it.to_string()).unwrap_or_default(),
            rule.direction.unwrap_or(Direction::Inbound).to_string(),
            rule.access.map_or_else(|| "Allow".to_string(), |it| it.to_string()),
            any(&rule.source_address_prefix),
            any(&rule.destination_address_prefix),
            any(&rule.destination_port_range),
        ]
    };
    let rows = it
        .plan
        .plan
        .network_security_groups
        .iter()
        .flat_map(|group| group.security_rules.iter().map(move |rule| row(&group.name, rule)));
    let head = ["group", "priority", "direction", "verdict", "from", "to", "port"];
    Block::captioned("Rules of security groups", &head, rows.collect())
}

fn dns(it: &Subject) -> Option<Block> {
    let networks = it.plan.networks.iter().map(|network| {
        let servers = &network.spec.dns_servers;
        let who = if servers.is_empty() { "Azure's own".to_string() } else { servers.join(", ") };
        vec![format!("virtual network {}", network.spec.name), who]
    });
    let clusters = it.plan.clusters.iter().filter_map(|cluster| {
        let address = cluster.dns_service_ip?;
        Some(vec![format!("pods of {}", cluster.spec.name), address.to_string()])
    });
    let rows = networks.chain(clusters).collect();
    Block::captioned("DNS servers", &["who asks", "whom"], rows)
}
