//! Resource groups and networks.

use super::command::Az;
use super::helpers::Helper;
use super::script::{Lack, Script, Section};
use crate::steps::{
    NatGateway, NetworkSecurityGroup, Peering, PublicIpAddress, ResourceGroup, ResourceId,
    ResourceKind, RouteTable, StepId, Subnet, VirtualNetwork,
};
use crate::write::bash::Word;

/// A command on a resource, with the names that say which.
pub(super) fn on(script: &mut Script, verb: &'static str, id: &ResourceId) -> Az {
    let group = script.group(id);
    let name = script.name(id);
    let az = Az::new(verb);
    match id.kind {
        ResourceKind::ResourceGroup => az.with("--name", group),
        ResourceKind::Subnet | ResourceKind::Peering => {
            let network = script.parent(id);
            az.with("--resource-group", group).with("--vnet-name", network).with("--name", name)
        }
        ResourceKind::AgentPool | ResourceKind::Maintenance => {
            let cluster = script.parent(id);
            az.with("--resource-group", group).with("--cluster-name", cluster).with("--name", name)
        }
        _ => az.with("--resource-group", group).with("--name", name),
    }
}

/// The command that shows a resource.
pub(super) fn show(script: &mut Script, id: &ResourceId) -> Az {
    let verb = match id.kind {
        ResourceKind::ResourceGroup => "group show",
        ResourceKind::NetworkSecurityGroup => "network nsg show",
        ResourceKind::RouteTable => "network route-table show",
        ResourceKind::PublicIpAddress => "network public-ip show",
        ResourceKind::NatGateway => "network nat gateway show",
        ResourceKind::VirtualNetwork => "network vnet show",
        ResourceKind::Subnet => "network vnet subnet show",
        ResourceKind::Peering => "network vnet peering show",
        ResourceKind::Identity => "identity show",
        ResourceKind::ManagedCluster => "aks show",
        ResourceKind::AgentPool => "aks nodepool show",
        ResourceKind::Maintenance => "aks maintenanceconfiguration show",
    };
    on(script, verb, id)
}

fn section_of(id: &ResourceId) -> Section {
    match id.kind {
        ResourceKind::ResourceGroup => Section::ResourceGroups,
        ResourceKind::Identity => Section::Identities,
        ResourceKind::ManagedCluster => Section::Cluster(id.name().to_string()),
        _ => Section::Network,
    }
}

/// Something that exists: it must be there, and stays as it is.
pub(super) fn find(script: &mut Script, step: StepId, id: &ResourceId) {
    script.section(&section_of(id));
    script.gap();
    script.use_helper(Helper::Found);
    let show = show(script, id);
    let what = script.titled("there is no ", id);
    let after = format!(" || die {}", what.code());
    script.within("found ", &show, &after);
    match id.kind {
        ResourceKind::Identity => {
            let query = show.text("--query", "principalId").text("--output", "tsv");
            script.keep_principal(step, &script.base_name(id), &query);
        }
        ResourceKind::ManagedCluster => super::cluster::keep_principal(script, step, id),
        _ => {}
    }
}

pub(super) fn resource_group(script: &mut Script, it: &ResourceGroup) {
    script.section(&Section::ResourceGroups);
    let show = show(script, &it.id);
    let location = script.location(&it.location);
    let create = on(script, "group create", &it.id)
        .with("--location", location)
        .pairs("--tags", &it.tags)
        .carried(&it.az_arguments)
        .text("--output", "none");
    let what = script.titled("making ", &it.id);
    script.make(&show, &what, &[create]);
}

pub(super) fn security_group(script: &mut Script, it: &NetworkSecurityGroup) {
    script.section(&Section::Network);
    let show = show(script, &it.id);
    let location = script.location(&it.location);
    let create = on(script, "network nsg create", &it.id)
        .with("--location", location)
        .pairs("--tags", &it.tags)
        .carried(&it.az_arguments)
        .text("--output", "none");
    let what = script.titled("making ", &it.id);
    script.make(&show, &what, &[create]);
    for rule in &it.security_rules {
        let (group, parent) = (script.group(&it.id), script.parent(&it.id));
        let at = |verb| {
            Az::new(verb)
                .with("--resource-group", group.clone())
                .with("--nsg-name", parent.clone())
                .text("--name", &rule.name)
        };
        let create = at("network nsg rule create")
            .number("--priority", rule.priority)
            .choice("--direction", rule.direction)
            .choice("--access", rule.access)
            .choice("--protocol", rule.protocol)
            .list("--source-address-prefixes", rule.source_address_prefix.as_slice())
            .list("--destination-address-prefixes", rule.destination_address_prefix.as_slice())
            .list("--destination-port-ranges", rule.destination_port_range.as_slice())
            .text("--output", "none");
        let what = Word::text(&format!("making security rule {}", rule.name));
        script.make(&at("network nsg rule show"), &what, &[create]);
    }
}

pub(super) fn route_table(script: &mut Script, it: &RouteTable) {
    script.section(&Section::Network);
    let show = show(script, &it.id);
    let location = script.location(&it.location);
    let mut create = on(script, "network route-table create", &it.id).with("--location", location);
    if it.disable_bgp_route_propagation {
        create = create.text("--disable-bgp-route-propagation", "true");
    }
    let create =
        create.pairs("--tags", &it.tags).carried(&it.az_arguments).text("--output", "none");
    let what = script.titled("making ", &it.id);
    script.make(&show, &what, &[create]);
    for route in &it.routes {
        let (group, parent) = (script.group(&it.id), script.parent(&it.id));
        let at = |verb| {
            Az::new(verb)
                .with("--resource-group", group.clone())
                .with("--route-table-name", parent.clone())
                .text("--name", &route.name)
        };
        let create = at("network route-table route create")
            .text("--address-prefix", &route.address_prefix)
            .choice("--next-hop-type", route.next_hop_type)
            .maybe("--next-hop-ip-address", route.next_hop_ip_address.as_ref())
            .text("--output", "none");
        let what = Word::text(&format!("making route {}", route.name));
        script.make(&at("network route-table route show"), &what, &[create]);
    }
}

pub(super) fn public_ip_address(script: &mut Script, it: &PublicIpAddress) {
    script.section(&Section::Network);
    let show = show(script, &it.id);
    let location = script.location(&it.location);
    let create = on(script, "network public-ip create", &it.id)
        .with("--location", location)
        .text("--sku", it.sku.as_str())
        .text("--version", "IPv4")
        .text("--allocation-method", "Static")
        .list("--zone", &it.zones)
        .pairs("--tags", &it.tags)
        .text("--output", "none");
    let what = script.titled("making ", &it.id);
    script.make(&show, &what, &[create]);
}

pub(super) fn nat_gateway(script: &mut Script, it: &NatGateway) {
    script.section(&Section::Network);
    let show = show(script, &it.id);
    let location = script.location(&it.location);
    let addresses = it.public_ip_addresses.iter().map(|it| script.name(it)).collect();
    let mut create = on(script, "network nat gateway create", &it.id)
        .with("--location", location)
        .text("--sku", it.sku.as_str());
    if !it.public_ip_addresses.is_empty() {
        create = create.words("--public-ip-addresses", addresses);
    }
    let create = create
        .number("--idle-timeout", Some(it.idle_timeout_in_minutes))
        .list("--zone", &it.zones)
        .pairs("--tags", &it.tags)
        .carried(&it.az_arguments)
        .text("--output", "none");
    let what = script.titled("making ", &it.id);
    script.make(&show, &what, &[create]);
}

pub(super) fn virtual_network(script: &mut Script, it: &VirtualNetwork) {
    script.section(&Section::Network);
    let show = show(script, &it.id);
    let location = script.location(&it.location);
    let create = on(script, "network vnet create", &it.id)
        .with("--location", location)
        .list("--address-prefixes", &it.address_prefixes)
        .list("--dns-servers", &it.dns_servers)
        .pairs("--tags", &it.tags)
        .carried(&it.az_arguments)
        .text("--output", "none");
    let what = script.titled("making ", &it.id);
    script.make(&show, &what, &[create]);
}

const DELEGATIONS: &str = "--delegations";

/// A subnet; one that was there already gets what it lacks, and must have the planned range.
pub(super) fn subnet(script: &mut Script, it: &Subnet) {
    script.section(&Section::Network);
    let show = show(script, &it.id);
    let group = &it.id.resource_group;
    let mut value =
        |value: Option<&crate::steps::Value>| value.map(|value| script.name_or_id(value, group));
    let route_table = value(it.route_table.as_ref());
    let nat_gateway = value(it.nat_gateway.as_ref());
    let security_group = value(it.network_security_group.as_ref());
    let create = on(script, "network vnet subnet create", &it.id)
        .list("--address-prefixes", &it.address_prefixes)
        .list(DELEGATIONS, it.delegation.as_slice())
        .word("--network-security-group", security_group)
        .word("--route-table", route_table)
        .word("--nat-gateway", nat_gateway)
        .carried(&it.az_arguments)
        .text("--output", "none");
    let what = script.titled("making ", &it.id);
    let parts = parts(script, it);
    script.make_or_mend(&show, &what, &[create], &parts);
    let query = "join(' ', addressPrefixes || [addressPrefix])";
    let wanted = Word::text(&it.address_prefixes.join(" "));
    let range = script.titled("the range of ", &it.id);
    script.require("", &range, &wanted, &show.text("--query", query));
}

/// What a subnet that was there already may lack.
fn parts(script: &mut Script, it: &Subnet) -> Vec<Lack> {
    let delegation = it.delegation.clone().map(crate::steps::Value::Text);
    let parts = [
        (
            "network security group",
            "networkSecurityGroup.id",
            "--network-security-group",
            &it.network_security_group,
        ),
        ("route table", "routeTable.id", "--route-table", &it.route_table),
        ("NAT gateway", "natGateway.id", "--nat-gateway", &it.nat_gateway),
        ("delegation", "delegations[0].serviceName", DELEGATIONS, &delegation),
    ];
    let mut lacks = Vec::new();
    for (name, query, flag, value) in parts {
        let Some(value) = value else { continue };
        // A name that the plan does not explain: Azure answers an id, which nobody knows here.
        let is_id = |it: &str| it.starts_with('/');
        if flag != DELEGATIONS && matches!(value, crate::steps::Value::Text(it) if !is_id(it)) {
            continue;
        }
        let wanted = script.value(value);
        let subnet = it.id.name();
        lacks.push(Lack {
            name: Word::text(&format!("the {name} of subnet {subnet}")),
            query,
            wanted: wanted.clone(),
            what: Word::text(&format!("giving subnet {subnet} its {name}")),
            // A list where there may be several, as when the subnet is made.
            mend: on(script, "network vnet subnet update", &it.id)
                .words(flag, vec![wanted])
                .text("--output", "none"),
        });
    }
    lacks
}

/// One direction of a peering: pods of either network reach the other.
pub(super) fn peering(script: &mut Script, it: &Peering) {
    script.section(&Section::Network);
    let show = show(script, &it.id);
    let remote = script.name_or_id(&it.remote_virtual_network, &it.id.resource_group);
    let create = on(script, "network vnet peering create", &it.id)
        .with("--remote-vnet", remote)
        .switch("--allow-vnet-access", true)
        .text("--output", "none");
    let what = Word::text(&format!("making peering {} in {}", it.id.name(), it.id.parent()));
    script.make(&show, &what, &[create]);
}
