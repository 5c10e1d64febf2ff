//! What commands print: the ids and names of what the script made.

use super::Script;
use super::call::Call;
use super::things::{Id, Kind};
use crate::read::shell;
use serde_json::Value;

/// The commands that show one thing, and where they name what it is in.
const SHOWS: &[(&str, Kind, Option<&str>)] = &[
    ("network vnet show", Kind::Network, None),
    ("network vnet subnet show", Kind::Subnet, Some("--vnet-name")),
    ("network route-table show", Kind::RouteTable, None),
    ("network nat gateway show", Kind::NatGateway, None),
    ("network nsg show", Kind::SecurityGroup, None),
    ("network public-ip show", Kind::PublicAddress, None),
    ("network public-ip prefix show", Kind::PublicPrefix, None),
    ("identity show", Kind::Identity, None),
    ("aks show", Kind::Cluster, None),
    ("aks nodepool show", Kind::Pool, Some("--cluster-name")),
];

/// Commands that make or show what a plan refers to and does not have, with its type in ids.
const OUTSIDE: &[(&str, &str)] = &[
    ("acr", "Microsoft.ContainerRegistry/registries"),
    ("disk-encryption-set", "Microsoft.Compute/diskEncryptionSets"),
    ("keyvault", "Microsoft.KeyVault/vaults"),
    ("monitor account", "Microsoft.Monitor/accounts"),
    ("monitor log-analytics workspace", "Microsoft.OperationalInsights/workspaces"),
    ("network application-gateway", "Microsoft.Network/applicationGateways"),
    ("network asg", "Microsoft.Network/applicationSecurityGroups"),
    ("network dns zone", "Microsoft.Network/dnsZones"),
    ("network firewall", "Microsoft.Network/azureFirewalls"),
    ("network private-dns zone", "Microsoft.Network/privateDnsZones"),
    ("ppg", "Microsoft.Compute/proximityPlacementGroups"),
];

/// Whether a command is about something outside of the plan.
pub(super) fn is_outside(words: &[String]) -> bool {
    let named = |(name, _): &(&str, &str)| {
        name.split(' ').count() < words.len() && name.split(' ').zip(words).all(|(a, b)| a == b)
    };
    OUTSIDE.iter().any(named)
}

impl Script {
    /// What a command about something outside of the plan prints.
    pub(super) fn outside(&self, words: &[shell::Word]) -> Option<String> {
        let names = words.iter().map(|it| it.text.as_str()).take_while(|it| !it.starts_with('-'));
        let names = names.take(4).collect::<Vec<_>>().join(" ");
        let (name, verb) = names.rsplit_once(' ')?;
        let (_, kind) = OUTSIDE.iter().find(|it| it.0 == name)?;
        let value = |spellings: &[&str]| {
            let at = words.iter().position(|it| spellings.contains(&it.text.as_str()))?;
            words.get(at + 1).map(|it| it.text.clone())
        };
        let group = value(&["--resource-group", "-g"]);
        let group = group.or_else(|| self.default_group.as_ref().map(|it| it.text.clone()))?;
        let own = value(&["--name", "-n", "--workspace-name"])?;
        match (verb, value(&["--query"])?.as_str()) {
            ("create" | "show", "id") => Some(format!(
                "/subscriptions/{}/resourceGroups/{group}/providers/{kind}/{own}",
                self.subscription_text()
            )),
            ("create" | "show", "name") => Some(own),
            _ => None,
        }
    }

    /// What a command prints that only looks.
    pub(super) fn look(&mut self, call: &mut Call, query: Option<&str>) -> Option<String> {
        let name = call.command.name;
        if name == "group show" {
            let name = call.take_one("--name").or_else(|| self.default_group.clone());
            return self.answer(&Id::new(Kind::Group, &name?.text, &[]), query);
        }
        if name == "network vnet subnet list" {
            return self.subnets(call, query);
        }
        let (_, kind, parent) = SHOWS.iter().find(|it| it.0 == name)?;
        if let Some(id) = call.take_one("--ids") {
            return (query == Some("id")).then_some(id.text);
        }
        let (id, ..) = self.named(call, *kind, *parent);
        self.answer(&id, query)
    }

    /// What `--query` picks of a thing: what the script said of it, or an unknown that is named
    /// by what it is.
    pub(super) fn answer(&self, id: &Id, query: Option<&str>) -> Option<String> {
        let query = query?.trim();
        let path = query.split('|').next().unwrap_or_default().trim();
        // What `create` prints has the thing below a name of its own.
        let path = ["newVNet.", "publicIp.", "NewNSG.", "newNSG.", "subnet."]
            .iter()
            .find_map(|it| path.strip_prefix(it))
            .unwrap_or(path);
        let known = self.things.find(id);
        match path {
            "id" => return Some(id.text(&self.subscription_text())),
            "name" => return Some(id.name().to_string()),
            "resourceGroup" => return Some(id.group.clone()),
            "location" => {
                let own = known.and_then(|it| it.location.clone());
                let group = Id::new(Kind::Group, &id.group, &[]);
                let group = || self.things.find(&group)?.location.clone();
                if let Some((location, _)) = own.or_else(group) {
                    return Some(location);
                }
            }
            _ => {}
        }
        if let Some(rest) = path.strip_prefix("subnets[")
            && let Some((at, "id")) = rest.split_once("].")
        {
            let found = self.things.within(id).nth(at.parse().ok()?);
            return found.map(|it| it.id.text(&self.subscription_text()));
        }
        let pointer = path.replace("addressSpace.", "").replace(['.', '['], "/").replace(']', "");
        let said = known.and_then(|it| it.value.pointer(&format!("/{pointer}")));
        match said {
            Some(Value::String(text)) => return Some(text.clone()),
            Some(Value::Number(number)) => return Some(number.to_string()),
            _ => {}
        }
        let plain = |it: char| it.is_ascii_alphanumeric() || "._-".contains(it);
        if path.is_empty() || !path.chars().all(plain) || id.name().contains(['{', '}']) {
            return None;
        }
        Some(format!("${{{}.{path}}}", id.name()))
    }

    /// `az network vnet subnet list` with a query for the id of the first, or of one by name.
    fn subnets(&mut self, call: &mut Call, query: Option<&str>) -> Option<String> {
        let group = self.group(call);
        let network = call.take_one("--vnet-name")?;
        let query: String = query?.chars().filter(|it| !it.is_whitespace()).collect();
        let named = query.split_once("?name==").and_then(|(_, rest)| {
            let quote = rest.chars().next()?;
            rest.get(1..)?.split(quote).next()
        });
        if !query.contains(".id") {
            return None;
        }
        let subscription = self.subscription_text();
        if let Some(name) = named {
            let id = Id::new(Kind::Subnet, &group.text, &[&network.text, name]);
            return Some(id.text(&subscription));
        }
        let at: usize = query.strip_prefix('[')?.split_once(']')?.0.parse().ok()?;
        let network = Id::new(Kind::Network, &group.text, &[&network.text]);
        let found = self.things.within(&network).nth(at);
        found.map(|it| it.id.text(&subscription))
    }
}
