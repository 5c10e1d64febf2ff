//! Resources to the plan: the walk along the tables, and what stands where.

use super::arguments::{Arguments, As, FILLED_BY_AZURE, Is, JOINING, OF_TERRAFORM, TOLD_BY_AZURE};
use super::body::{Body, Content, Field, Resource, is_unknown, text_of, unknown_in};
use super::convert::{bodies, converted, is_nothing};
use super::{access, cluster, functions, ids, network};
use crate::pointer::escaped;
use crate::read::RemarkKind;
use crate::read::draft::Draft;
use crate::text::{closest, quoted};
use serde_json::{Map, Value, json};
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// A plan in the making from resources.
pub(super) struct Mapping<'t> {
    pub draft: Draft<'t>,
    /// The resources stand in JSON that Terraform wrote, with what Azure told of them.
    pub is_state: bool,
    /// Major version of the provider, where the text says it.
    pub provider: Option<u32>,
    /// Region of the plan.
    pub location: Option<String>,
    /// What is given to every resource.
    pub common_tags: Map<String, Value>,
    /// Names of identities and clusters by address, and by principal where it is known.
    pub principals: HashMap<String, String>,
    /// Public addresses that NAT gateways have, by id in lower case.
    pub given_addresses: HashSet<String>,
    /// What was said, by place.
    told: HashSet<(usize, String)>,
    /// Role assignments, to be compared with those of the plan's own steps.
    pub roles: Vec<access::Role>,
}

/// Beginnings of types that stand beside clusters and make none.
const BESIDE_CLUSTERS: &[&str] = &[
    "azurerm_kubernetes_cluster_extension",
    "azurerm_kubernetes_cluster_trusted_access",
    "azurerm_kubernetes_fleet",
    "azurerm_kubernetes_flux",
];

/// The order in which resources are placed: what others lie in comes first.
fn phase(it: &Resource) -> u8 {
    match it.kind.as_str() {
        "azurerm_resource_group" => 0,
        "azurerm_virtual_network" => 1,
        "azurerm_route_table"
        | "azurerm_network_security_group"
        | "azurerm_nat_gateway"
        | "azurerm_user_assigned_identity" => 2,
        "azurerm_subnet" => 3,
        "azurerm_public_ip" => 7,
        "azurerm_kubernetes_cluster" | "azurerm_kubernetes_automatic_cluster" => 5,
        "azurerm_kubernetes_cluster_node_pool" => 6,
        "azurerm_role_assignment" => 8,
        _ => 4,
    }
}

impl<'t> Mapping<'t> {
    pub fn new(draft: Draft<'t>, is_state: bool, provider: Option<u32>) -> Self {
        Self {
            draft,
            is_state,
            provider,
            location: None,
            common_tags: Map::new(),
            principals: HashMap::new(),
            given_addresses: HashSet::new(),
            told: HashSet::new(),
            roles: Vec::new(),
        }
    }

    /// Places all resources.
    pub fn place(&mut self, mut resources: Vec<Resource>) {
        self.find_location(&resources);
        self.find_common_tags(&resources);
        resources.sort_by_key(phase);
        for resource in &resources {
            if resource.data {
                self.existing(resource);
            } else {
                self.resource(resource);
            }
        }
    }

    /// The first cluster's region is the plan's, or else that of what comes first.
    fn find_location(&mut self, resources: &[Resource]) {
        let of = |kind: &str| {
            let mut found = resources.iter().filter(|it| !it.data && it.kind == kind);
            found.find_map(|it| it.body.text("location"))
        };
        let kinds = [
            "azurerm_kubernetes_cluster",
            "azurerm_kubernetes_automatic_cluster",
            "azurerm_resource_group",
            "azurerm_virtual_network",
        ];
        let Some((location, range)) = kinds.into_iter().find_map(of) else { return };
        let location = region(&location);
        self.draft.set("/location", location.clone(), range);
        self.location = Some(location);
    }

    /// Tags that every resource with tags has are the plan's own.
    fn find_common_tags(&mut self, resources: &[Resource]) {
        const TAGGED: &[&str] = &[
            "azurerm_resource_group",
            "azurerm_virtual_network",
            "azurerm_route_table",
            "azurerm_network_security_group",
            "azurerm_nat_gateway",
            "azurerm_user_assigned_identity",
            "azurerm_kubernetes_cluster",
            "azurerm_kubernetes_automatic_cluster",
        ];
        let mut tagged = resources.iter().filter(|it| !it.data && TAGGED.contains(&&*it.kind));
        let tags = |it: &Resource| match it.body.value("tags") {
            Some((Value::Object(tags), _)) => tags.clone(),
            _ => Map::new(),
        };
        let Some(first) = tagged.next() else { return };
        let mut common = tags(first);
        for other in tagged {
            let tags = tags(other);
            common.retain(|name, value| tags.get(name) == Some(&*value));
        }
        if let Some((_, range)) = first.body.value("tags").filter(|_| !common.is_empty()) {
            let range = range.clone();
            for (name, value) in &common {
                let text = text_of(value).unwrap_or_default();
                self.draft.set(&format!("/tags/{}", escaped(name)), text, range.clone());
            }
        }
        self.common_tags = common;
    }

    /// Something that exists, as far as a plan has a place for that.
    fn existing(&mut self, it: &Resource) {
        if it.kind == "azurerm_resource_group"
            && let Some((name, range)) = it.body.text("name")
        {
            self.group_named(&name, range);
        }
        self.note_principal(it);
    }

    fn note_principal(&mut self, it: &Resource) {
        let Some((name, _)) = it.body.text("name") else { return };
        let who = match it.kind.as_str() {
            "azurerm_user_assigned_identity" => format!("identity {name}"),
            "azurerm_kubernetes_cluster" | "azurerm_kubernetes_automatic_cluster" => {
                format!("cluster {name}")
            }
            _ => return,
        };
        if let Some((principal, _)) = it.body.text("principal_id") {
            self.principals.insert(principal, who.clone());
        }
        for identity in it.body.blocks("identity") {
            if let Some((principal, _)) = identity.text("principal_id") {
                self.principals.insert(principal, who.clone());
            }
        }
        self.principals.insert(it.address.clone(), who);
    }

    fn resource(&mut self, it: &Resource) {
        self.note_principal(it);
        if let Some((of, known)) = JOINING.iter().find(|(kind, _)| *kind == it.kind) {
            for field in &it.body.fields {
                let name = field.name.as_str();
                if !known.contains(&name) && !OF_TERRAFORM.contains(&name) {
                    self.unknown_argument(of, known, field, "");
                }
            }
        }
        match it.kind.as_str() {
            "azurerm_resource_group" => network::resource_group(self, it),
            "azurerm_virtual_network" => network::virtual_network(self, it),
            "azurerm_virtual_network_dns_servers" => network::dns_servers(self, it),
            "azurerm_virtual_network_peering" => network::peering(self, it),
            "azurerm_subnet" => network::subnet(self, it),
            "azurerm_subnet_route_table_association" => {
                network::association(self, it, "route_table_id", "routeTable");
            }
            "azurerm_subnet_nat_gateway_association" => {
                network::association(self, it, "nat_gateway_id", "natGateway");
            }
            "azurerm_subnet_network_security_group_association" => {
                network::association(self, it, "network_security_group_id", "networkSecurityGroup");
            }
            "azurerm_route_table" => network::route_table(self, it),
            "azurerm_route" => network::route(self, it),
            "azurerm_nat_gateway" => network::nat_gateway(self, it),
            "azurerm_nat_gateway_public_ip_association" => network::gateway_address(self, it),
            "azurerm_nat_gateway_public_ip_prefix_association" => {
                self.not_kept(it, network::NO_PREFIXES);
            }
            // One that is given to a NAT gateway is counted there.
            "azurerm_public_ip" | "azurerm_public_ip_prefix" => network::public_address(self, it),
            "azurerm_network_security_group" => network::security_group(self, it),
            "azurerm_network_security_rule" => network::security_rule(self, it),
            "azurerm_private_endpoint" => network::private_endpoint(self, it),
            "azurerm_firewall" => network::firewall(self, it),
            "azurerm_user_assigned_identity" => network::identity(self, it),
            "azurerm_role_assignment" => access::role_assignment(self, it),
            "azurerm_kubernetes_cluster" => cluster::cluster(self, it),
            "azurerm_kubernetes_automatic_cluster" => cluster::automatic_cluster(self, it),
            "azurerm_kubernetes_cluster_node_pool" => cluster::pool(self, it),
            "azapi_resource" | "azapi_update_resource" => self.azapi(it),
            kind if kind.starts_with("kubernetes_")
                || kind.starts_with("helm_")
                || kind.starts_with("kubectl_") =>
            {
                self.not_kept(it, "what runs in a cluster is no part of a plan");
            }
            kind if kind.starts_with("azurerm_kubernetes_")
                && !BESIDE_CLUSTERS.iter().any(|it| kind.starts_with(it)) =>
            {
                let known = ["azurerm_kubernetes_cluster", "azurerm_kubernetes_cluster_node_pool"];
                let help = match closest(kind, &known) {
                    Some(meant) => format!("did you mean `{meant}`?"),
                    None => "paste what `az aks show` prints of it".to_string(),
                };
                self.not_understood(it.body.range.clone(), quoted(&it.address), &help);
            }
            _ => self.not_kept(it, "a plan holds clusters and their networks"),
        }
    }

    fn azapi(&mut self, it: &Resource) {
        let kind = it.body.text("type").map(|(kind, _)| kind).unwrap_or_default();
        if !kind.to_lowercase().starts_with("microsoft.containerservice/") {
            return self.not_kept(it, "a plan holds clusters and their networks");
        }
        self.not_understood(
            it.body.range.clone(),
            format!("{} of type {}", quoted(&it.address), quoted(&kind)),
            "paste the resource as ARM JSON (`az aks show`), or write it as \
             azurerm_kubernetes_cluster",
        );
    }

    pub fn not_kept(&mut self, it: &Resource, why: &str) {
        // Those of one loop are one.
        let address = if self.is_state { &it.address } else { plain(&it.address) };
        let what = quoted(address);
        self.remark(it.body.range.clone(), "", RemarkKind::NotKept { what, why: why.to_string() });
    }

    pub fn not_understood(&mut self, range: Range<usize>, what: String, help: &str) {
        self.remark(range, "", RemarkKind::NotUnderstood { what, help: help.to_string() });
    }

    /// Says something once, however many resources a loop makes of the place.
    pub fn remark(&mut self, range: Range<usize>, path: &str, kind: RemarkKind) {
        if self.told.insert((range.start, format!("{kind:?}"))) {
            self.draft.remark(range, path, kind);
        }
    }

    /// Puts what a resource or block says to its place.
    pub fn fill(&mut self, arguments: &'static Arguments, body: &Body, place: &str) {
        for field in &body.fields {
            if OF_TERRAFORM.contains(&field.name.as_str()) {
                continue;
            }
            match arguments.find(&field.name) {
                Some(is) => self.field(arguments, is, field, place),
                None => self.unknown_argument(arguments.of, &arguments.names(), field, place),
            }
        }
    }

    /// Says that there is no such argument, unless it is none.
    pub fn unknown_argument(&mut self, of: &str, known: &[&str], field: &Field, place: &str) {
        let is_told = self.is_state && TOLD_BY_AZURE.contains(&field.name.as_str());
        if is_told || is_nothing(&field.content) {
            return;
        }
        let meant = closest(&field.name, known).map(str::to_string);
        let (name, of) = (field.name.clone(), of.to_string());
        let kind = RemarkKind::UnknownArgument { name, of, meant };
        self.remark(field.name_range.clone(), place, kind);
    }

    fn field(
        &mut self,
        arguments: &'static Arguments,
        is: &'static Is,
        field: &Field,
        place: &str,
    ) {
        let (name, of) = (field.name.clone(), arguments.of.to_string());
        match is {
            // In a state names are those of the provider that wrote it, old ones beside new ones.
            Is::Renamed(_, instead) if self.is_state => {
                if let Some(is) = arguments.find(instead) {
                    self.put(arguments.of, is, field, place);
                }
            }
            Is::Removed(.., Is::NotKept(_) | Is::Unless(..)) if self.is_state => {}
            Is::Removed(.., is) if self.is_state => self.put(arguments.of, is, field, place),
            Is::Renamed(since, instead) => {
                let (since, instead_name) = (format!("azurerm {since}"), (*instead).to_string());
                let kind = RemarkKind::RenamedArgument { name, of, instead: instead_name, since };
                self.remark(field.name_range.clone(), place, kind);
                if let Some(is) = arguments.find(instead) {
                    self.put(arguments.of, is, field, place);
                }
            }
            Is::Removed(since, instead, is) => {
                if is_nothing(&field.content) {
                    return;
                }
                let is_prose = instead.is_empty() || instead.contains(' ');
                let instead =
                    if is_prose { (*instead).to_string() } else { format!("`{instead}`") };
                let since = format!("azurerm {since}");
                let kind = RemarkKind::RemovedArgument { name, of, since, instead };
                self.remark(field.name_range.clone(), place, kind);
                self.put(arguments.of, is, field, place);
            }
            is => self.put(arguments.of, is, field, place),
        }
    }

    fn put(&mut self, of: &str, is: &'static Is, field: &Field, place: &str) {
        if self.is_state && FILLED_BY_AZURE.contains(&field.name.as_str()) {
            return;
        }
        match is {
            Is::At(below, kind) => {
                if let Content::Value(value) = &field.content {
                    self.old_word(field, value, *kind, place);
                    self.value(&join(place, below), value, *kind, field.range.clone());
                }
            }
            Is::Within(below, arguments) => {
                let place = join(place, below);
                for body in bodies(field).iter() {
                    self.begin(&place, &body.range);
                    self.fill(arguments, body, &place);
                }
            }
            Is::On(below, arguments) => {
                let place = join(place, below);
                if let Content::Value(value) = &field.content
                    && let Some(unknown) = unknown_in(value).filter(|_| is_unknown(value))
                {
                    self.draft.set(&join(&place, "enabled"), unknown, field.range.clone());
                }
                for body in bodies(field).iter() {
                    self.begin(&place, &body.range);
                    self.draft.set(&join(&place, "enabled"), true, body.range.clone());
                    self.fill(arguments, body, &place);
                }
            }
            Is::Each(list, arguments) => {
                let list = join(place, list);
                for body in bodies(field).iter() {
                    let item = self.draft.push(&list, body.range.clone());
                    self.fill(arguments, body, &item);
                }
            }
            Is::By(put) => {
                if !is_nothing(&field.content) {
                    put(self, field, place);
                }
            }
            Is::Carried(path, kind) => self.carry(of, field, path, *kind, place),
            Is::CarriedUnless(usual, path, kind) => match &field.content {
                Content::Value(value) if text_of(value).as_deref() == Some(usual) => {}
                _ => self.carry(of, field, path, *kind, place),
            },
            Is::NotKept(why) => self.leave_out(field, place, why),
            Is::Unless(usual, why) => match &field.content {
                Content::Value(value) if text_of(value).as_deref() == Some(usual) => {}
                _ => self.leave_out(field, place, why),
            },
            Is::Quiet | Is::Renamed(..) | Is::Removed(..) => {}
        }
    }

    /// Keeps a value as a property of ARM's on the cluster or pool.
    fn carry(&mut self, of: &str, field: &Field, path: &str, kind: As, place: &str) {
        let Content::Value(value) = &field.content else { return };
        let is_usual = self.is_state
            && (value == &Value::Bool(false) || functions::as_number(value) == Some(0.0));
        if is_usual || is_nothing(&field.content) {
            return;
        }
        let place = format!("{}/armProperties/{path}", holder(place));
        self.value(&place, value, kind, field.range.clone());
        let kind = RemarkKind::Carried { name: field.name.clone(), of: of.to_string() };
        self.remark(field.name_range.clone(), &place, kind);
    }

    /// Says that a word has changed.
    fn old_word(&mut self, field: &Field, value: &Value, kind: As, place: &str) {
        let (As::Word(since, words), Some(word)) = (kind, value.as_str()) else { return };
        if let Some((old, now)) = words.iter().find(|(old, _)| *old == word && !self.is_state) {
            let kind = RemarkKind::RenamedArgument {
                name: (*old).to_string(),
                of: field.name.clone(),
                instead: (*now).to_string(),
                since: format!("azurerm {since}"),
            };
            self.remark(field.range.clone(), place, kind);
        }
    }

    /// Says that a field has no place in a plan.
    pub fn leave_out(&mut self, field: &Field, place: &str, why: &str) {
        // States say everything, also what nobody asked for.
        let is_usual = match &field.content {
            Content::Value(Value::Bool(false)) => true,
            Content::Value(value) => functions::as_number(value) == Some(0.0),
            Content::Block(_) => false,
        };
        if is_nothing(&field.content) || (self.is_state && is_usual) {
            return;
        }
        let kind = RemarkKind::NotKept { what: quoted(&field.name), why: why.to_string() };
        self.remark(field.name_range.clone(), place, kind);
    }

    /// Makes an object where there is none yet.
    fn begin(&mut self, place: &str, range: &Range<usize>) {
        if self.draft.get(place).is_none() {
            self.draft.set(place, json!({}), range.clone());
        }
    }

    /// Sets a value that is given.
    pub fn value(&mut self, place: &str, value: &Value, kind: As, range: Range<usize>) {
        if let Some(value) = converted(value, kind) {
            self.draft.set(place, value, range);
        }
    }

    /// The resource group that a resource lies in. One that the text does not make exists already.
    pub fn group(&mut self, body: &Body, place: &str) {
        if let Some((name, range)) = body.text("resource_group_name") {
            self.draft.set(&join(place, "resourceGroup"), name.clone(), range.clone());
            self.group_named(&name, range);
        }
    }

    pub fn group_named(&mut self, name: &str, range: Range<usize>) {
        if self.draft.find("/resourceGroups", name).is_none() {
            let place = self.draft.push("/resourceGroups", range.clone());
            self.draft.set(&join(&place, "name"), name, range.clone());
            self.draft.set(&join(&place, "existing"), true, range);
        }
    }

    /// The region, where it is not the plan's. What has no region of its own lies in the plan's.
    pub fn region(&mut self, it: &Resource, place: Option<&str>) {
        let Some((location, range)) = it.body.text("location") else { return };
        let location = region(&location);
        if self.location.as_ref() == Some(&location) {
            return;
        }
        if let Some(place) = place {
            return self.draft.set(&join(place, "location"), location, range);
        }
        let what = format!("the region {} of {}", quoted(&location), quoted(&it.address));
        let why = "in a plan it lies in the plan's region".to_string();
        self.remark(range, "", RemarkKind::NotKept { what, why });
    }

    /// Tags beside those of the plan.
    pub fn tags(&mut self, it: &Resource, place: Option<&str>) {
        let Some((Value::Object(tags), range)) = it.body.value("tags") else { return };
        let own = tags.iter().filter(|(name, value)| self.common_tags.get(*name) != Some(value));
        let own: Map<String, Value> =
            own.map(|(name, value)| (name.clone(), value.clone())).collect();
        if own.is_empty() {
            return;
        }
        if let Some(place) = place {
            let own = Value::Object(own);
            return self.value(&join(place, "tags"), &own, As::Map, range.clone());
        }
        let what = format!("`tags` of {}", quoted(&it.address));
        let why = "a plan has tags for everything, for networks, clusters and pools";
        self.remark(range.clone(), "", RemarkKind::NotKept { what, why: why.to_string() });
    }

    /// An item of a list by name and resource group.
    pub fn find(&self, list: &str, name: &str, group: Option<&str>) -> Option<String> {
        let items = self.draft.get(list)?.as_array()?;
        let is = |it: &Value, property: &str, text: &str| {
            it.get(property).and_then(Value::as_str).map(|it| it.eq_ignore_ascii_case(text))
        };
        let fits = |it: &Value| {
            is(it, "name", name) == Some(true)
                && group.is_none_or(|group| is(it, "resourceGroup", group) != Some(false))
        };
        Some(format!("{list}/{}", items.iter().position(fits)?))
    }

    /// The item that an id names.
    pub fn find_id(&self, list: &str, id: &str, word: &str) -> Option<String> {
        self.find(list, ids::part(id, word)?, ids::part(id, "resourceGroups"))
    }
}

/// The cluster or pool that a place is in.
pub(super) fn holder(place: &str) -> &str {
    let parts = if place.contains("/agentPools/") { 4 } else { 2 };
    let end = place.match_indices('/').nth(parts).map_or(place.len(), |(at, _)| at);
    place.get(..end).unwrap_or(place)
}

/// An address without the key in a loop.
fn plain(address: &str) -> &str {
    address.split('[').next().unwrap_or(address)
}

/// A place below another.
pub(super) fn join(place: &str, below: &str) -> String {
    if below.is_empty() { place.to_string() } else { format!("{place}/{below}") }
}

/// A region's name as Azure compares it: `westeurope` for `West Europe`.
fn region(name: &str) -> String {
    if name.contains("${") { name.to_string() } else { name.to_lowercase().replace(' ', "") }
}
