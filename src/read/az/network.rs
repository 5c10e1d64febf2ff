//! `az network …`: networks, subnets and what hangs on them.

use super::Script;
use super::call::{Call, Given, Word};
use super::mapping::{self, unfolded};
use super::things::{Id, Kind};
use super::{remarks, shorthand};
use crate::read::RemarkKind;
use serde_json::Value;

impl Script {
    /// A command of `az network`.
    pub(super) fn network(&mut self, call: &mut Call, query: Option<&str>) -> Option<String> {
        let name = call.command.name.strip_prefix("network ").unwrap_or_default();
        let id = match name {
            "vnet create" => self.virtual_network(call),
            "vnet update" => {
                let id = self.change(call, Kind::Network, None);
                self.apply(call, &id, &[(&id, mapping::NETWORK)]);
                id
            }
            "vnet subnet create" => {
                let id = self.make(call, Kind::Subnet, Some("--vnet-name"));
                self.subnet(call, &id);
                id
            }
            "vnet subnet update" => {
                let id = self.change(call, Kind::Subnet, Some("--vnet-name"));
                self.subnet(call, &id);
                id
            }
            "vnet peering create" => return self.peering(call),
            "nat gateway create" => {
                let id = self.make(call, Kind::NatGateway, None);
                self.addresses_of(call, &id, true);
                self.apply(call, &id, &[(&id, mapping::NAT_GATEWAY)]);
                id
            }
            "nat gateway update" => {
                let id = self.change(call, Kind::NatGateway, None);
                self.addresses_of(call, &id, false);
                self.apply(call, &id, &[(&id, mapping::NAT_GATEWAY)]);
                id
            }
            "public-ip create" => {
                let id = self.make(call, Kind::PublicAddress, None);
                self.public_address(call, &id);
                id
            }
            "public-ip prefix create" => {
                let id = self.make(call, Kind::PublicPrefix, None);
                call.given.clear();
                id
            }
            "route-table create" => {
                let id = self.make(call, Kind::RouteTable, None);
                self.apply(call, &id, &[(&id, mapping::ROUTE_TABLE)]);
                id
            }
            "route-table update" => {
                let id = self.change(call, Kind::RouteTable, None);
                self.apply(call, &id, &[(&id, mapping::ROUTE_TABLE)]);
                id
            }
            "route-table route create" | "route-table route update" => {
                return self.route(call);
            }
            "nsg create" => {
                let id = self.make(call, Kind::SecurityGroup, None);
                self.apply(call, &id, &[(&id, mapping::SECURITY_GROUP)]);
                id
            }
            "nsg rule create" => return self.security_rule(call),
            "vnet delete" => return self.delete(call, Kind::Network, None),
            "vnet subnet delete" => return self.delete(call, Kind::Subnet, Some("--vnet-name")),
            _ => return self.other(call, query),
        };
        self.answer(&id, query)
    }

    /// Something that the script made is gone again.
    pub(super) fn delete(
        &mut self,
        call: &mut Call,
        kind: Kind,
        parent: Option<&str>,
    ) -> Option<String> {
        let (id, ..) = self.named(call, kind, parent);
        match self.things.find_mut(&id) {
            Some(thing) => thing.deleted = true,
            None => {
                if let Some((what, why)) = remarks::unused(call) {
                    self.not_kept(call.range.clone(), what, why);
                }
            }
        }
        None
    }

    /// A network, with the subnet that az makes in the same go where it is named.
    fn virtual_network(&mut self, call: &mut Call) -> Id {
        let id = self.make(call, Kind::Network, None);
        let subnet = call.take_one("--subnet-name");
        let ranges = call.take_given("--subnet-prefixes");
        let listed = call.take_given("--subnets");
        let group = subnet.as_ref().and_then(|_| call.take_one("--nsg"));
        self.apply(call, &id, &[(&id, mapping::NETWORK)]);
        let thing = self.things.of(id.clone(), &call.range);
        if thing.get("addressPrefixes").is_none() {
            thing.set("addressPrefixes", vec![DEFAULT_RANGE], call.range.clone());
        }
        let first = thing.get("addressPrefixes/0").and_then(Value::as_str).map(str::to_string);
        if let Some(given) = listed {
            self.listed_subnets(call, &id, &given);
        }
        if let Some(subnet) = subnet {
            let inner = Id::new(Kind::Subnet, &id.group, &[id.name(), &subnet.text]);
            let thing = self.things.of(inner.clone(), &call.range);
            thing.made = true;
            thing.range = call.range.clone();
            thing.name_range = subnet.place();
            if let Some(given) = ranges {
                self.ranges(call, &inner, &given);
            } else {
                // Where only the name is given, az takes the start of the network.
                let range = first.and_then(|it| default_subnet(&it));
                let thing = self.things.of(inner.clone(), &call.range);
                if let Some(range) = range {
                    thing.set("addressPrefix", range, subnet.place());
                }
            }
            if let Some(group) = group {
                self.refer(call, &inner, "networkSecurityGroup", Kind::SecurityGroup, &group);
            }
        }
        id
    }

    /// The subnets that `az network vnet create` makes from a list; where anything but names and
    /// ranges is said of them, the whole list is carried.
    fn listed_subnets(&mut self, call: &Call, network: &Id, given: &Given) {
        let item = given.values.first().and_then(|it| shorthand::read(&it.text));
        let items = match item {
            Some(Value::Array(items)) => items,
            Some(item) => vec![item],
            None => Vec::new(),
        };
        let texts = |value: &Value| -> Option<Vec<String>> {
            match value {
                Value::String(text) => Some(vec![text.clone()]),
                Value::Array(items) => {
                    items.iter().map(|it| it.as_str().map(str::to_string)).collect()
                }
                _ => None,
            }
        };
        let subnets: Option<Vec<(String, Vec<String>)>> = items
            .iter()
            .map(|it| {
                let ranges = shorthand::member(it, "addressPrefix")
                    .or_else(|| shorthand::member(it, "addressPrefixes"))?;
                let name = shorthand::member(it, "name")?.as_str()?.to_string();
                let is_all = it.as_object().is_some_and(|it| it.len() == 2);
                is_all.then_some((name, texts(ranges)?))
            })
            .collect();
        let Some(subnets) = subnets.filter(|it| !it.is_empty()) else {
            return self.leave(call, network, given);
        };
        for (name, ranges) in subnets {
            let id = Id::new(Kind::Subnet, &network.group, &[network.name(), &name]);
            let thing = self.things.of(id.clone(), &call.range);
            thing.made = true;
            thing.range = given.place();
            thing.name_range = given.place();
            let values = ranges.into_iter().map(|it| Word::assumed(it, given.place())).collect();
            self.ranges(call, &id, &Given { values, ..given.clone() });
        }
    }

    fn subnet(&mut self, call: &mut Call, id: &Id) {
        if let Some(given) = call.take_given("--address-prefixes") {
            self.ranges(call, id, &given);
        }
        if let Some(given) = call.take_given("--delegations") {
            let mut services = unfolded(&given.values);
            if let [only] = given.values.as_slice()
                && let Some(Value::Array(items)) = shorthand::read(&only.text)
            {
                let name = |it: &Value| match shorthand::member(it, "serviceName") {
                    Some(name) => name.as_str().map(str::to_string),
                    None => it.as_str().map(str::to_string),
                };
                let place = |name| Word::assumed(name, only.place());
                services = items.iter().filter_map(name).map(place).collect();
            }
            let thing = self.things.of(id.clone(), &call.range);
            if let Some((first, others)) = services.split_first() {
                thing.set("delegation", first.text.clone(), first.place());
                for other in others {
                    let what = format!("delegation to `{}`", other.text);
                    let why = "a subnet of a plan is delegated to one service".to_string();
                    thing.remark(other.place(), "delegation", RemarkKind::NotKept { what, why });
                }
            }
        }
        for (argument, property, kind) in [
            ("--network-security-group", "networkSecurityGroup", Kind::SecurityGroup),
            ("--route-table", "routeTable", Kind::RouteTable),
            ("--nat-gateway", "natGateway", Kind::NatGateway),
        ] {
            if let Some(word) = call.take_one(argument) {
                self.refer(call, id, property, kind, &word);
            }
        }
        self.apply(call, id, &[(id, mapping::SUBNET)]);
    }

    /// The ranges of a subnet: one, or several.
    fn ranges(&mut self, call: &Call, id: &Id, given: &Given) {
        let words = unfolded(&given.values);
        let thing = self.things.of(id.clone(), &call.range);
        thing.unset("addressPrefix");
        thing.unset("addressPrefixes");
        match words.as_slice() {
            [only] => thing.set("addressPrefix", only.text.clone(), only.place()),
            several => {
                for word in several {
                    thing.add("addressPrefixes", word.text.clone(), word.place());
                }
            }
        }
    }

    /// The id of something that is named by its name or id; names are of the same group.
    pub(super) fn reference(&self, kind: Kind, group: &str, text: &str) -> String {
        if text.starts_with('/') || text.starts_with("${") {
            return text.to_string();
        }
        Id::new(kind, group, &[text]).text(&self.subscription_text())
    }

    /// Hangs something on a subnet, or takes it off.
    fn refer(&mut self, call: &Call, id: &Id, property: &str, kind: Kind, word: &Word) {
        let text = self.reference(kind, &id.group, &word.text);
        let thing = self.things.of(id.clone(), &call.range);
        if word.text.is_empty() || word.text == "null" {
            thing.unset(property);
        } else {
            thing.set(property, text, word.place());
        }
    }

    fn peering(&mut self, call: &mut Call) -> Option<String> {
        let group = self.group(call);
        let network = call.take_one("--vnet-name").unwrap_or_default();
        let id = Id::new(Kind::Network, &group.text, &[&network.text]);
        let name = call.take_one("--name").unwrap_or_default();
        let remote = call.take_one("--remote-vnet")?;
        let other = self.reference(Kind::Network, &group.text, &remote.text);
        let other_name = other.rsplit('/').next().unwrap_or_default().to_string();
        let is_known = self.things.find(&id).is_some();
        let thing = self.things.of(id, &call.range);
        if !is_known {
            thing.name_range = network.place();
            thing.group_range = group.place();
        }
        let items = thing.get("peerings").and_then(Value::as_array);
        if !items.is_some_and(|it| it.iter().any(|it| it.as_str() == Some(&other))) {
            thing.add("peerings", other, remote.place());
        }
        // What else is said of it, in one remark: peerings come in numbers.
        let is_on = |given: &Given| {
            let on = |it: &Word| ["true", "t", "yes", "y", "1"].contains(&&*it.text.to_lowercase());
            given.values.first().is_none_or(on)
        };
        let others: Vec<String> = std::mem::take(&mut call.given)
            .into_iter()
            .filter(|it| !remarks::is_quiet(it.argument.name()))
            .filter(|it| it.argument.name() != "--allow-vnet-access" || !is_on(it))
            .map(|it| it.words().join(" "))
            .collect();
        let usual = format!("to-{other_name}");
        let is_named = !name.text.is_empty() && !name.text.eq_ignore_ascii_case(&usual);
        if is_named || !others.is_empty() {
            let mut what = vec![format!("name `{}`", name.text)];
            what.retain(|_| is_named);
            what.extend(others.iter().map(|it| format!("`{it}`")));
            let why = format!(
                "aksplan names a peering after the other network, `{usual}`, and lets the networks \
                 reach each other, no more"
            );
            self.not_kept(name.place(), format!("{} of a peering", what.join(", ")), why);
        }
        None
    }

    /// The public addresses of a NAT gateway: the plan counts them.
    fn addresses_of(&mut self, call: &mut Call, id: &Id, is_new: bool) {
        let Some(given) = call.take_given("--public-ip-addresses") else {
            if is_new {
                let thing = self.things.of(id.clone(), &call.range);
                thing.set("publicIPCount", 0, call.range.clone());
            }
            return;
        };
        let words = unfolded(&given.values);
        for (at, word) in words.iter().enumerate() {
            let text = self.reference(Kind::PublicAddress, &id.group, &word.text);
            let name = text.rsplit('/').next().unwrap_or_default();
            let usual = format!("{}-ip-{}", id.name(), at + 1);
            let address = Id::of_text(Kind::PublicAddress, &text);
            let address = address.and_then(|it| self.things.find_mut(&it));
            let is_made = address.is_some();
            if let Some(address) = address {
                address.set("used", true, word.place());
            }
            if name != usual || !is_made {
                let what = format!("name `{name}` of a NAT gateway's public IP address");
                let why = format!("aksplan makes the address itself and names it `{usual}`");
                self.not_kept(word.place(), what, why);
            }
        }
        let thing = self.things.of(id.clone(), &call.range);
        thing.set("publicIPCount", words.len(), given.place());
    }

    /// A public address; what is usual for one of a NAT gateway goes without saying.
    fn public_address(&mut self, call: &mut Call, id: &Id) {
        let usual = |given: &Given| match given.argument.name() {
            "--version" => given.values.iter().all(|it| it.text == "IPv4"),
            "--allocation-method" => given.values.iter().all(|it| it.text == "Static"),
            "--sku" => given.values.iter().all(|it| it.text.starts_with("Standard")),
            "--zone" => true,
            _ => false,
        };
        call.given.retain(|it| !usual(it));
        self.apply(call, id, &[(id, mapping::SECURITY_GROUP)]);
    }

    fn route(&mut self, call: &mut Call) -> Option<String> {
        let group = self.group(call);
        let table = call.take_one("--route-table-name").unwrap_or_default();
        let id = Id::new(Kind::RouteTable, &group.text, &[&table.text]);
        let name = call.take_one("--name").unwrap_or_default();
        let thing = self.things.of(id.clone(), &call.range);
        let route = thing.item("routes", &name.text, call.range.clone());
        thing.set(&format!("{route}/name"), name.text.clone(), name.place());
        self.apply_below(call, &id, &route, mapping::ROUTE);
        None
    }

    fn security_rule(&mut self, call: &mut Call) -> Option<String> {
        let group = self.group(call);
        let parent = call.take_one("--nsg-name").unwrap_or_default();
        let id = Id::new(Kind::SecurityGroup, &group.text, &[&parent.text]);
        let name = call.take_one("--name").unwrap_or_default();
        let thing = self.things.of(id.clone(), &call.range);
        let rule = thing.item("securityRules", &name.text, call.range.clone());
        thing.set(&format!("{rule}/name"), name.text.clone(), name.place());
        if !call.has("--destination-port-ranges") {
            // What az takes where nothing is said.
            thing.set(&format!("{rule}/destinationPortRange"), "80", call.range.clone());
        }
        for argument in [
            "--source-address-prefixes",
            "--destination-address-prefixes",
            "--destination-port-ranges",
        ] {
            let others = call.given.iter_mut().find(|it| it.argument.name() == argument);
            let others = others.map(|it| {
                it.values = unfolded(&it.values);
                it.values.split_off(it.values.len().min(1))
            });
            for word in others.into_iter().flatten() {
                let what = format!("`{}` of `{argument}`", word.text);
                self.not_kept(word.place(), what, "a security rule of a plan has one of each");
            }
        }
        let any = |given: &Given| {
            given.argument.name() == "--source-port-ranges"
                && given.values.iter().all(|it| it.text == "*")
        };
        call.given.retain(|it| !any(it));
        self.apply_below(call, &id, &rule, mapping::SECURITY_RULE);
        None
    }

    /// Puts what arguments say to places in an item of a thing; the rest is not kept.
    pub(super) fn apply_below(
        &mut self,
        call: &mut Call,
        id: &Id,
        item: &str,
        table: &[mapping::Mapping],
    ) {
        for given in std::mem::take(&mut call.given) {
            let Some(mapping) = mapping::find(table, given.argument) else {
                let name = given.argument.name();
                if !remarks::is_quiet(name) {
                    let what = format!("`{name}` of `{}`", call.title());
                    self.not_kept(given.range, what, "the plan has no property for it");
                }
                continue;
            };
            let Some(converted) = mapping.kind.value(&given.values) else { continue };
            let thing = self.things.of(id.clone(), &call.range);
            thing.set(&format!("{item}/{}", mapping.property), converted.value, given.place());
        }
    }
}

/// The range that `az network vnet create` takes where none is given.
const DEFAULT_RANGE: &str = "10.0.0.0/16";

/// The range that `az network vnet create` takes for a subnet that is only named: a /24 at the
/// start of the network, or all of it where that is smaller.
fn default_subnet(network: &str) -> Option<String> {
    let (address, length) = network.split_once('/')?;
    let length: u8 = length.parse().ok()?;
    Some(format!("{address}/{}", length.max(24)))
}
