//! The plan that resources become.

use super::access::Role;
use super::node::{Kind, Node};
use super::properties::Lookup;
use super::scope::{Shared, unknown};
use super::template::{Found, Note};
use crate::arm_names::{AGENT_POOL, CLUSTER};
use crate::azure_facts::arm_properties::Type;
use crate::pointer::escaped;
use crate::read::draft::Draft;
use crate::read::{Format, ReadProblemKind, RemarkKind, Text};
use serde_json::Value;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

pub(super) struct Build<'t> {
    pub draft: Draft<'t>,
    /// What no resource says: the plan that lies under what they say.
    unsaid: Value,
    /// Paths of what is in the plan, by list, group and name in lower case.
    paths: HashMap<(String, String, String), String>,
    /// Properties that were remarked on, by type and name: once is enough.
    remarked: HashSet<(String, String)>,
    /// Regions, with where in the plan they stand if anywhere.
    locations: Vec<(Option<String>, String, Range<usize>)>,
    /// The region that the template takes as a parameter.
    location: Option<String>,
    pub roles: Vec<Role>,
    /// Networks that others are peered with, by id, and their ranges.
    pub peers: Vec<(String, Vec<Node>)>,
    /// Public addresses, and those that NAT gateways have.
    pub addresses: Vec<(String, Range<usize>)>,
    pub used_addresses: HashSet<String>,
    pub cluster_names: Lookup,
    pub pool_names: Lookup,
    /// Agent pools, each with its place.
    pub pools: Vec<(String, Range<usize>)>,
}

/// Which resources come first: what others are part of, or refer to.
const ORDER: &[&str] = &[
    "microsoft.resources/resourcegroups",
    "microsoft.features/featureproviders/subscriptionfeatureregistrations",
    "microsoft.network/networksecuritygroups",
    "microsoft.network/networksecuritygroups/securityrules",
    "microsoft.network/routetables",
    "microsoft.network/routetables/routes",
    "microsoft.network/publicipaddresses",
    "microsoft.network/natgateways",
    "microsoft.network/virtualnetworks",
    "microsoft.network/virtualnetworks/subnets",
    "microsoft.network/virtualnetworks/virtualnetworkpeerings",
    "microsoft.managedidentity/userassignedidentities",
    "microsoft.containerservice/managedclusters",
    "microsoft.containerservice/managedclusters/agentpools",
    "microsoft.containerservice/managedclusters/maintenanceconfigurations",
    "microsoft.authorization/roleassignments",
];

impl<'t> Build<'t> {
    pub fn new(text: &'t str) -> Self {
        Self {
            draft: Draft::new(text),
            unsaid: Value::Null,
            paths: HashMap::new(),
            remarked: HashSet::new(),
            locations: Vec::new(),
            location: None,
            roles: Vec::new(),
            peers: Vec::new(),
            addresses: Vec::new(),
            used_addresses: HashSet::new(),
            cluster_names: Lookup::new(&CLUSTER),
            pool_names: Lookup::new(&AGENT_POOL),
            pools: Vec::new(),
        }
    }

    /// Keeps what a template of aksplan says beside its resources.
    pub fn keep_unsaid(&mut self, template: &Node) {
        if let Some(plan) = template.at("metadata/aksplan") {
            self.unsaid = plan.to_json();
        }
        let location = template.text_at("parameters/location/defaultValue");
        self.location = location.filter(|it| !it.starts_with('[')).map(str::to_string);
        if let Some(outputs) = template.get("outputs").filter(|it| !it.is_nothing()) {
            let what = "the template's outputs".to_string();
            self.not_kept(&outputs.range, "", what, "a plan has none");
        }
    }

    pub fn resources(&mut self, found: &[Found]) {
        let rank = |it: &&Found| {
            let kind = it.kind.to_lowercase();
            ORDER.iter().position(|known| *known == kind).unwrap_or(ORDER.len())
        };
        let mut ordered: Vec<&Found> = found.iter().collect();
        ordered.sort_by_cached_key(rank);
        for it in ordered {
            self.subscription(it);
            match it.kind.to_lowercase().as_str() {
                "microsoft.resources/resourcegroups" => self.resource_group(it),
                "microsoft.features/featureproviders/subscriptionfeatureregistrations" => {
                    self.feature(it);
                }
                "microsoft.network/networksecuritygroups" => self.security_group(it),
                "microsoft.network/networksecuritygroups/securityrules" => self.security_rule(it),
                "microsoft.network/routetables" => self.route_table(it),
                "microsoft.network/routetables/routes" => self.route(it),
                "microsoft.network/publicipaddresses" => self.public_address(it),
                "microsoft.network/natgateways" => self.nat_gateway(it),
                "microsoft.network/virtualnetworks" => self.virtual_network(it),
                "microsoft.network/virtualnetworks/subnets" => self.subnet_resource(it),
                "microsoft.network/virtualnetworks/virtualnetworkpeerings" => {
                    self.peering_resource(it);
                }
                "microsoft.managedidentity/userassignedidentities" => self.identity(it),
                "microsoft.containerservice/managedclusters" => self.cluster(it),
                "microsoft.containerservice/managedclusters/agentpools" => self.pool_resource(it),
                "microsoft.containerservice/managedclusters/maintenanceconfigurations" => {
                    self.maintenance(it);
                }
                "microsoft.authorization/roleassignments" => self.role_assignment(it),
                _ => {
                    let name = it.names.last().cloned().unwrap_or_default();
                    let what = format!("{} `{name}`", it.kind);
                    let why = "a plan has clusters, their networks and identities alone";
                    self.not_kept(&it.body.range, "", what, why);
                }
            }
        }
        self.address_book();
        for (name, range) in std::mem::take(&mut self.addresses) {
            if !self.used_addresses.contains(&name.to_lowercase()) {
                let what = format!("public IP address `{name}`");
                self.not_kept(&range, "", what, "a plan has those of NAT gateways alone");
            }
        }
    }

    /// The subscription of what is there.
    fn subscription(&mut self, it: &Found) {
        if it.live && !it.subscription.is_empty() && self.draft.get("/subscription").is_none() {
            let range = it.body.get("id").map_or(0..0, |it| it.range.clone());
            self.draft.set("/subscription", it.subscription.clone(), range);
        }
    }

    /// The object of a resource in a list, made where it is not there.
    pub fn entry(&mut self, list: &str, it: &Found) -> String {
        let name = it.names.first().cloned().unwrap_or_default();
        let range =
            it.body.get("name").map_or_else(|| it.body.range.clone(), |it| it.range.clone());
        let is_part = it.names.len() > 1;
        let group = self.group(it);
        let key = (list.to_string(), group.to_lowercase(), name.to_lowercase());
        if let Some(path) = self.paths.get(&key) {
            return path.clone();
        }
        let path = self.draft.push(list, it.body.range.clone());
        self.paths.insert(key, path.clone());
        self.draft.set(&format!("{path}/name"), name, range.clone());
        if !group.is_empty() {
            self.draft.set(&format!("{path}/resourceGroup"), group, range.clone());
        }
        // Where only a part of it is in the text, it lies outside, and so it is there.
        if it.live || is_part {
            self.draft.set(&format!("{path}/existing"), true, range);
        }
        path
    }

    /// Whether a resource is in the plan.
    pub fn has(&self, list: &str, group: &str, name: &str) -> bool {
        let key = (list.to_string(), group.to_lowercase(), name.to_lowercase());
        self.paths.contains_key(&key)
    }

    /// An item of a list of a resource, by its name.
    pub fn part(&mut self, list: &str, name: &str, range: &Range<usize>) -> String {
        let key = (list.to_string(), String::new(), name.to_lowercase());
        if let Some(path) = self.paths.get(&key) {
            return path.clone();
        }
        let path = self.draft.push(list, range.clone());
        self.paths.insert(key, path.clone());
        self.draft.set(&format!("{path}/name"), name, range.clone());
        path
    }

    /// The resource group of a resource, which is in the plan then.
    fn group(&mut self, it: &Found) -> String {
        let Some(name) = it.group.clone() else { return String::new() };
        let list = "/resourceGroups";
        let key = (list.to_string(), String::new(), name.to_lowercase());
        if !self.paths.contains_key(&key) {
            let range = it.body.range.clone();
            let path = self.draft.push(list, range.clone());
            self.paths.insert(key, path.clone());
            self.draft.set(&format!("{path}/name"), name.clone(), range.clone());
            // A template that does not make it takes it as it is.
            self.draft.set(&format!("{path}/existing"), true, range);
        }
        name
    }

    fn resource_group(&mut self, it: &Found) {
        let name = it.names.first().cloned().unwrap_or_default();
        let path = self.part("/resourceGroups", &name, &it.body.range);
        if it.live {
            self.draft.set(&format!("{path}/existing"), true, it.body.range.clone());
        }
        self.location(it, Some(&path));
        self.tags(it, None);
        self.rest_at_top(it, &["location", "tags"]);
    }

    fn feature(&mut self, it: &Found) {
        let name = it.names.join("/");
        let name = name.strip_prefix("Microsoft.ContainerService/").unwrap_or(&name).to_string();
        let range =
            it.body.get("name").map_or_else(|| it.body.range.clone(), |it| it.range.clone());
        self.append("/features", name.into(), &range);
    }

    /// Takes the region of a resource; with no path where the plan has no place for one.
    pub fn location(&mut self, it: &Found, path: Option<&str>) {
        let Some(node) = it.body.get("location") else { return };
        let Some(text) = node.as_text() else {
            if let Some(path) = path.filter(|_| node.kind != Kind::Null) {
                self.set(&format!("{path}/location"), node);
            }
            return;
        };
        let text = if text == unknown("deployment().location") {
            unknown("resourceGroup().location")
        } else {
            text.to_string()
        };
        self.locations.push((path.map(str::to_string), text, node.range.clone()));
    }

    /// Takes the tags of a resource; of one that has none in the plan those that all have.
    pub fn tags(&mut self, it: &Found, path: Option<&str>) {
        let Some(tags) = it.body.get("tags").filter(|it| !it.is_nothing()) else { return };
        if let Some(path) = path {
            return self.set(&format!("{path}/tags"), tags);
        }
        if self.unsaid.get("tags") != Some(&tags.to_json()) {
            let why = "put tags that all resources have into the plan's `tags`";
            self.not_kept_of(it, "tags", &tags.range, why);
        }
    }

    /// Sets a value, and notes where the values in it stand.
    pub fn set(&mut self, path: &str, node: &Node) {
        self.draft.set(path, node.to_json(), node.range.clone());
        self.note(path, node);
    }

    fn note(&mut self, path: &str, node: &Node) {
        for (at, item) in node.items().iter().enumerate() {
            let path = format!("{path}/{at}");
            self.draft.note(&path, item.range.clone());
            self.note(&path, item);
        }
        for (name, member) in node.members() {
            let path = format!("{path}/{}", escaped(name));
            self.draft.note(&path, member.range.clone());
            self.note(&path, member);
        }
    }

    /// Sets a value that is there.
    pub fn set_some(&mut self, path: &str, node: Option<&Node>) {
        if let Some(node) = node.filter(|it| it.kind != Kind::Null) {
            self.set(path, node);
        }
    }

    pub fn not_kept(&mut self, range: &Range<usize>, path: &str, what: String, why: &str) {
        let kind = RemarkKind::NotKept { what, why: why.to_string() };
        self.draft.remark(range.clone(), path, kind);
    }

    /// Remarks on a property that the plan has no place for, once for each type.
    pub fn not_kept_of(&mut self, it: &Found, name: &str, range: &Range<usize>, why: &str) {
        if self.remarked.insert((it.kind.to_lowercase(), name.to_lowercase())) {
            let what = format!("`{name}` of {}", it.kind);
            self.not_kept(range, "", what, why);
        }
    }

    /// Remarks on what is left of a body: what Azure knows and the plan does not, and what Azure does
    /// not know either. `top` and `taken` are what the plan has, beside `properties` and in them.
    pub fn rest(&mut self, it: &Found, top: &[&str], properties: &Node, taken: &[&str]) {
        self.rest_at_top(it, top);
        let body = Type::of_resource(&it.kind).and_then(|it| it.property("properties"));
        if let Some(inner) = body.and_then(|it| Type::named(it.kind)) {
            self.rest_of(it, inner, properties, taken);
        }
    }

    /// Remarks on what is left beside `properties`.
    pub fn rest_at_top(&mut self, it: &Found, taken: &[&str]) {
        let Some(kind) = Type::of_resource(&it.kind) else { return };
        if it.body.get("properties").is_none() {
            return;
        }
        let own = it.body.members().iter();
        let own = own.filter(|(name, _)| !is_of_template(name) && name != "properties");
        let own = Kind::Object(own.cloned().collect());
        self.rest_of(it, kind, &Node::new(own, &it.body.range), taken);
    }

    pub fn rest_of(&mut self, it: &Found, kind: Type, node: &Node, taken: &[&str]) {
        let is_taken = |name: &str| taken.iter().any(|it| it.eq_ignore_ascii_case(name));
        for (name, value) in node.members().iter().filter(|(name, _)| !is_taken(name)) {
            match kind.property(name) {
                Some(property) if property.read_only || value.is_nothing() => {}
                Some(property) => {
                    let why = "the plan has no property for it";
                    self.not_kept_of(it, property.name, &value.range, why);
                }
                None if value.kind == Kind::Null || it.live => {}
                None => self.unknown(&it.kind, name, kind.meant(name), &value.range),
            }
        }
    }

    pub fn unknown(&mut self, of: &str, name: &str, meant: Option<&str>, range: &Range<usize>) {
        let (name, of) = (name.to_string(), of.to_string());
        let kind = RemarkKind::UnknownArgument { name, of, meant: meant.map(str::to_string) };
        self.draft.remark(range.clone(), "", kind);
    }

    /// Says what a template left open.
    pub fn notes(&mut self, notes: Vec<Note>, shared: &Shared) {
        for note in notes {
            match note {
                Note::Left(range, what, why) => self.not_kept(&range, "", what, why),
                Note::Lost(range, what, help) => self.lost(range, what, help),
            }
        }
        for (name, range) in shared.unknown_functions.take() {
            let help = "put the value in place of the expression";
            self.lost(range, format!("template function `{name}` with these arguments"), help);
        }
        for (text, range) in shared.broken.take() {
            let help = "mend it; a text that is none begins with `[[`";
            self.lost(range, format!("expression `{text}`"), help);
        }
        if shared.is_spent() {
            let what = "the rest of the template: what its expressions make grows too large";
            self.lost(0..0, what.to_string(), "read it in parts");
        }
    }

    pub fn lost(&mut self, range: Range<usize>, what: String, help: &str) {
        let kind = RemarkKind::NotUnderstood { what, help: help.to_string() };
        self.draft.remark(range, "", kind);
    }

    pub fn finish(mut self) -> Text<'t> {
        self.zones();
        self.place();
        let features = self.unsaid.get("features").and_then(Value::as_array).cloned();
        let unsaid = std::mem::take(&mut self.unsaid);
        self.draft.lay_under(&unsaid);
        self.more_features(&features.unwrap_or_default());
        self.one_group();
        self.words();
        self.check_roles();
        self.draft.finish(Format::Arm)
    }

    /// A pool that names no zones has none: Azure's default, which is not the plan's.
    fn zones(&mut self) {
        for (path, range) in std::mem::take(&mut self.pools) {
            let zones = format!("{path}/availabilityZones");
            if self.draft.get(&zones).is_none() {
                self.draft.set(&zones, Vec::<Value>::new(), range);
            }
        }
    }

    /// The region that most resources have is the plan's; others keep their own.
    fn place(&mut self) {
        let locations = std::mem::take(&mut self.locations);
        let mut counts: Vec<(String, usize)> = Vec::new();
        for (_, text, _) in &locations {
            match counts.iter_mut().find(|(it, _)| it == text) {
                Some((_, count)) => *count += 1,
                None => counts.push((text.clone(), 1)),
            }
        }
        let is_used = |it: &String| counts.iter().any(|(text, _)| text == it);
        let best =
            counts.iter().rev().max_by_key(|(_, count)| *count).map(|(text, _)| text.clone());
        let Some(main) = self.location.take().filter(is_used).or(best) else { return };
        let first = locations.iter().find(|(_, text, _)| *text == main);
        let range = first.map_or(0..0, |(.., range)| range.clone());
        self.draft.set("/location", main.clone(), range);
        for (path, text, range) in locations {
            if text == main {
                continue;
            }
            if let Some(path) = path {
                self.draft.set(&format!("{path}/location"), text, range);
            } else {
                let what = format!("region `{text}`");
                let why = "the plan keeps what clusters refer to in its own region";
                self.not_kept(&range, "", what, why);
            }
        }
    }

    /// Features of the plan that the template does not register.
    fn more_features(&mut self, features: &[Value]) {
        let own = self.draft.get("/features").and_then(Value::as_array).cloned();
        let own = own.unwrap_or_default();
        for feature in features.iter().filter(|it| !own.contains(it)) {
            self.append("/features", feature.clone(), &(0..0));
        }
    }

    /// Nothing needs to name the only group.
    fn one_group(&mut self) {
        let groups = self.draft.get("/resourceGroups").and_then(Value::as_array);
        if groups.is_none_or(|it| it.len() != 1) {
            return;
        }
        let paths: Vec<String> = self.paths.values().cloned().collect();
        for path in paths {
            self.draft.take(&format!("{path}/resourceGroup"));
        }
    }

    /// Azure takes words in any case, and prints some in another than it documents.
    fn words(&mut self) {
        let Some(Ok((_, problems))) = self.draft.get("").map(crate::read::plan) else { return };
        for problem in problems {
            let ReadProblemKind::UnknownValue { value, known } = problem.kind else { continue };
            let word = known.iter().find(|it| it.eq_ignore_ascii_case(&value));
            let range = self.draft.range(&problem.path);
            if let (Some(word), Some(range)) = (word, range) {
                self.draft.set(&problem.path, *word, range);
            }
        }
    }
}

/// Members of a resource in a template or an answer that say nothing of the resource itself.
pub(super) fn is_of_template(name: &str) -> bool {
    const NAMES: &[&str] = &[
        "type",
        "typePropertiesType",
        "apiVersion",
        "name",
        "id",
        "scope",
        "comments",
        "metadata",
        "dependsOn",
        "resources",
        "resourceGroup",
        "subscriptionId",
        "tenantId",
        "etag",
        "systemData",
        "managedBy",
        "plan",
        "asserts",
    ];
    NAMES.iter().any(|it| it.eq_ignore_ascii_case(name))
}

impl Found {
    /// The properties of the body: in `properties`, or beside the name where az prints it.
    pub fn properties(&self) -> Node {
        if let Some(node) = self.body.get("properties").filter(|it| it.is_object()) {
            return node.clone();
        }
        let top = |name: &str| {
            let at_top =
                ["location", "tags", "sku", "identity", "zones", "extendedLocation", "kind"];
            is_of_template(name) || at_top.iter().any(|it| it.eq_ignore_ascii_case(name))
        };
        let members = self.body.members().iter().filter(|(name, _)| !top(name));
        Node::new(Kind::Object(members.cloned().collect()), &self.body.range)
    }
}
