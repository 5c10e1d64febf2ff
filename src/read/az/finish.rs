//! From the things of a script to a plan.

use super::Script;
use super::access::Role;
use super::things::{Id, Kind, Thing};
use crate::azure_facts::regions;
use crate::lower::lower;
use crate::pointer::escaped;
use crate::read::draft::Draft;
use crate::read::{Format, RemarkKind, Text};
use crate::steps::{self, Operation, Resource, ResourceId, ResourceKind};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;

/// What a script says of everything in it.
struct Common {
    /// The only group; nothing where there are several.
    group: Option<String>,
    location: Option<String>,
    tags: Map<String, Value>,
}

impl Script {
    pub(super) fn finish(mut self, mut draft: Draft<'_>) -> Text<'_> {
        self.groups_in_use();
        let below = self.unsaid.take();
        let said = below.as_ref().map(|(value, _)| value);
        let groups = self.ordered(Kind::Group, None, said.and_then(|it| it.get("resourceGroups")));
        let common = Common {
            group: match groups.as_slice() {
                [only] => Some(name_of(only).to_string()),
                _ => None,
            },
            location: self.usual_location(),
            tags: self.usual_tags(said),
        };
        self.heads(&mut draft, &common, said);
        for kind in [
            Kind::Group,
            Kind::Network,
            Kind::RouteTable,
            Kind::NatGateway,
            Kind::SecurityGroup,
            Kind::Identity,
            Kind::Cluster,
        ] {
            let list = kind.list().unwrap_or_default();
            let said = said.and_then(|it| it.get(list));
            self.list(&mut draft, kind, &format!("/{list}"), said, None, &common);
        }
        self.not_in_plan();
        if let Some((value, _)) = &below {
            more_revisions(&mut draft, value);
            draft.lay_under(value);
        }
        for (range, kind) in std::mem::take(&mut self.remarks) {
            draft.remark(range, "", kind);
        }
        finish_with_roles(draft, &self.roles)
    }

    /// Groups that are spoken of and not made exist already.
    fn groups_in_use(&mut self) {
        let used: Vec<(String, Range<usize>)> = self
            .things
            .all()
            .filter(|it| it.id.kind != Kind::Group && it.id.kind.list().is_some())
            .filter(|it| !it.id.group.is_empty())
            .map(|it| (it.id.group.clone(), it.group_range.clone()))
            .collect();
        for (group, range) in used {
            self.things.of(Id::new(Kind::Group, &group, &[]), &range);
        }
    }

    /// The things of a list in the plan's order: that which aksplan kept, then the script's. What
    /// exists and no command names stands in for itself.
    fn ordered<'s>(
        &'s self,
        kind: Kind,
        parent: Option<&Id>,
        said: Option<&'s Value>,
    ) -> Vec<Entry<'s>> {
        let mut things: Vec<&Thing> = match parent {
            Some(parent) => self.things.within(parent).collect(),
            None => self.things.of_kind(kind).collect(),
        };
        let said = said.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        if said.is_empty() {
            return things.into_iter().map(Entry::Thing).collect();
        }
        let mut places: HashMap<String, usize> = HashMap::new();
        for (at, thing) in things.iter().enumerate() {
            places.entry(thing.id.name().to_lowercase()).or_insert(at);
        }
        let mut entries = Vec::new();
        let mut used = HashSet::new();
        for item in said {
            let name = item.get("name").and_then(Value::as_str).unwrap_or_default();
            match places.get(&name.to_lowercase()) {
                Some(at) => {
                    used.insert(*at);
                    entries.extend(things.get(*at).copied().map(Entry::Thing));
                }
                None if item.get("existing") == Some(&Value::Bool(true)) => {
                    entries.push(Entry::Said(name));
                }
                None => {}
            }
        }
        let mut at = 0..;
        things.retain(|_| at.next().is_some_and(|at| !used.contains(&at)));
        entries.extend(things.into_iter().map(Entry::Thing));
        entries
    }

    /// Where a thing is: where it says, or where its group is.
    fn location_of<'s>(&'s self, thing: &'s Thing) -> Option<&'s str> {
        let group = Id::new(Kind::Group, &thing.id.group, &[]);
        let own = thing.location.as_ref();
        let group = || self.things.find(&group)?.location.as_ref();
        own.or_else(group).map(|(text, _)| text.as_str())
    }

    /// The region of most things; of several the first.
    fn usual_location(&self) -> Option<String> {
        let mut counts: BTreeMap<String, (usize, usize, &str)> = BTreeMap::new();
        let made = self.things.all().filter(|it| it.made && it.id.kind.has_location());
        for (at, thing) in made.enumerate() {
            let Some(location) = self.location_of(thing) else { continue };
            let entry = counts.entry(regions::normalize(location)).or_insert((0, at, location));
            entry.0 += 1;
        }
        let most = counts.values().max_by_key(|(count, at, _)| (*count, std::cmp::Reverse(*at)));
        most.map(|(.., text)| (*text).to_string())
    }

    /// The tags that everything made has.
    fn usual_tags(&self, said: Option<&Value>) -> Map<String, Value> {
        if let Some(Value::Object(tags)) = said.and_then(|it| it.get("tags")) {
            return tags.clone();
        }
        let mut made = self.things.all().filter(|it| it.made && it.id.kind.has_tags());
        let tags = |it: &Thing| it.get("tags").and_then(Value::as_object).cloned();
        let mut usual = made.next().and_then(tags).unwrap_or_default();
        for thing in made {
            let own = tags(thing).unwrap_or_default();
            usual.retain(|name, value| own.get(name) == Some(value));
        }
        usual
    }

    /// What the plan says of itself.
    fn heads(&self, draft: &mut Draft, common: &Common, said: Option<&Value>) {
        if let Some((text, range)) = &self.subscription {
            draft.set("/subscription", text.as_str(), range.clone());
        }
        if let Some(location) = &common.location {
            let said = self.things.all().filter_map(|it| it.location.as_ref());
            let mut said = said.filter(|(text, _)| same_region(text, location));
            if let Some((_, range)) = said.next() {
                draft.set("/location", location.as_str(), range.clone());
            }
        }
        // What says no region is where its group is, which a script need not say.
        let made = |it: &&Thing| it.made && it.id.kind.has_location() && it.id.kind != Kind::Group;
        if common.location.is_none()
            && let Some(thing) = self.things.all().find(made)
        {
            let group = thing.id.group.as_str();
            let is_known = !group.is_empty() && !group.contains("${");
            let of = if is_known { format!(" of {group}") } else { String::new() };
            draft.set("/location", format!("${{location{of}}}"), thing.range.clone());
        }
        if let Some((text, range)) = &self.cloud {
            draft.set("/connection/cloud", text.as_str(), range.clone());
        }
        if let Some((_, url, range)) = self.gateways.last() {
            draft.set("/connection/gatewayUrl", url.as_str(), range.clone());
        }
        if !common.tags.is_empty() {
            let first = self.things.all().find_map(|it| it.range_of("tags"));
            draft.set("/tags", Value::Object(common.tags.clone()), first.unwrap_or_default());
        }
        // Features that are no longer registered stand in no command.
        let old = said.and_then(|it| it.get("features")).and_then(Value::as_array);
        let range = self.features.first().map(|it| it.1.clone()).unwrap_or_default();
        let old = old.into_iter().flatten().filter_map(Value::as_str);
        let old = old.map(|it| (it.to_string(), range.clone()));
        let features: Vec<_> = old.chain(self.features.iter().cloned()).collect();
        if !features.is_empty() {
            draft.set("/features", Vec::<Value>::new(), range);
        }
        for (at, (text, range)) in features.into_iter().enumerate() {
            draft.set(&format!("/features/{at}"), text, range);
        }
    }

    /// Writes the things of a list, each with those in it.
    fn list(
        &mut self,
        draft: &mut Draft,
        kind: Kind,
        list: &str,
        said: Option<&Value>,
        parent: Option<&Id>,
        common: &Common,
    ) {
        let entries = self.ordered(kind, parent, said);
        let entries: Vec<Result<Thing, String>> = entries
            .into_iter()
            .map(|it| match it {
                Entry::Thing(thing) => Ok(thing.clone()),
                Entry::Said(name) => Err(name.to_string()),
            })
            .collect();
        for entry in entries {
            let thing = match entry {
                Ok(thing) => thing,
                Err(name) => {
                    let path = draft.push(list, 0..0);
                    draft.set(&format!("{path}/name"), name, 0..0);
                    continue;
                }
            };
            let path = draft.push(list, thing.range.clone());
            self.write(draft, &path, &thing, common);
            let inner = match kind {
                Kind::Network => Kind::Subnet,
                Kind::Cluster => Kind::Pool,
                _ => continue,
            };
            let inner_list = inner.list().unwrap_or_default();
            let items = said.and_then(Value::as_array);
            let item = items.and_then(|it| it.iter().find(|it| is_named(it, thing.id.name())));
            let said = item.and_then(|it| it.get(inner_list));
            let inner_list = format!("{path}/{inner_list}");
            self.list(draft, inner, &inner_list, said, Some(&thing.id), common);
        }
    }

    /// Writes a thing to its place.
    fn write(&mut self, draft: &mut Draft, path: &str, thing: &Thing, common: &Common) {
        let mut thing = thing.clone();
        let kind = thing.id.kind;
        draft.set(&format!("{path}/name"), thing.id.name(), thing.name_range.clone());
        if !thing.made && kind != Kind::Pool {
            draft.set(&format!("{path}/existing"), true, thing.range.clone());
        }
        let group = &thing.id.group;
        let is_usual = common.group.as_ref().is_some_and(|it| it.eq_ignore_ascii_case(group));
        if !is_usual
            && !group.is_empty()
            && !matches!(kind, Kind::Group | Kind::Subnet | Kind::Pool)
        {
            draft.set(&format!("{path}/resourceGroup"), group.as_str(), thing.group_range.clone());
        }
        self.own_location(draft, path, &thing, common);
        own_tags(&mut thing, common);
        let Value::Object(members) = &thing.value else { return };
        for (name, value) in members {
            let range = thing.range_of(name).unwrap_or_else(|| thing.range.clone());
            let name = escaped(name);
            draft.set(&format!("{path}/{name}"), value.clone(), range);
        }
        for (below, range) in &thing.places {
            if thing.value.pointer(below).is_some() {
                draft.note(&format!("{path}{below}"), range.clone());
            }
        }
        for (range, below, what) in thing.remarks {
            draft.remark(range, &format!("{path}{below}"), what);
        }
    }

    /// The region of a thing, where it is not the plan's.
    fn own_location(&mut self, draft: &mut Draft, path: &str, thing: &Thing, common: &Common) {
        let kind = thing.id.kind;
        let Some(usual) = &common.location else { return };
        let Some(own) = self.location_of(thing).filter(|_| kind.has_location()) else { return };
        if same_region(own, usual) {
            return;
        }
        let said = thing.location.clone();
        let range = said.map_or_else(|| thing.range.clone(), |(_, range)| range);
        if kind.keeps_location() {
            draft.set(&format!("{path}/location"), own, range);
        } else if thing.made {
            let what = format!("region `{own}` of {} `{}`", kind.title(), thing.id.name());
            let why = format!("the plan makes it in its own region, `{usual}`");
            draft.remark(range, path, RemarkKind::NotKept { what, why });
        }
    }

    /// Says what the script makes and the plan has no place for.
    fn not_in_plan(&mut self) {
        let mut remarks = Vec::new();
        for kind in [Kind::PublicAddress, Kind::PublicPrefix] {
            for thing in self.things.of_kind(kind).filter(|it| it.get("used").is_none()) {
                let what = format!("{} `{}`", kind.title(), thing.id.name());
                let why = "a plan makes public addresses of NAT gateways alone: what refers to it \
                           keeps its id, and it must be there before the plan's script runs";
                let why = why.to_string();
                remarks.push((thing.name_range.clone(), RemarkKind::NotKept { what, why }));
            }
        }
        self.remarks.extend(remarks);
    }
}

/// Revisions of Istio beyond the first, for which az has no argument.
fn more_revisions(draft: &mut Draft, below: &Value) {
    for item in below.get("clusters").and_then(Value::as_array).into_iter().flatten() {
        let name = item.get("name").and_then(Value::as_str).unwrap_or_default();
        let Some(path) = draft.find("/clusters", name) else { continue };
        let path = format!("{path}/serviceMeshProfile/revisions");
        let all = item.pointer("/serviceMeshProfile/revisions");
        let (Some(Value::Array(all)), Some(Value::Array(own))) = (all, draft.get(&path)) else {
            continue;
        };
        if all.len() > own.len() && all.starts_with(own) {
            let range = draft.range(&path).unwrap_or_default();
            draft.set(&path, all.clone(), range);
        }
    }
}

/// An item of a list of the plan.
#[derive(Clone)]
enum Entry<'t> {
    Thing(&'t Thing),
    /// What exists, by its name.
    Said(&'t str),
}

fn name_of<'e>(entry: &'e Entry) -> &'e str {
    match entry {
        Entry::Thing(thing) => thing.id.name(),
        Entry::Said(name) => name,
    }
}

fn is_named(item: &Value, name: &str) -> bool {
    let own = item.get("name").and_then(Value::as_str);
    own.is_some_and(|it| it.eq_ignore_ascii_case(name))
}

fn same_region(one: &str, other: &str) -> bool {
    regions::normalize(one) == regions::normalize(other)
}

/// Leaves the tags that are not the plan's; where the plan has none for the kind of thing, as words
/// for az.
fn own_tags(thing: &mut Thing, common: &Common) {
    let Some(Value::Object(tags)) = thing.get("tags").cloned() else { return };
    let own: Map<String, Value> =
        tags.iter().filter(|(name, it)| common.tags.get(*name) != Some(*it)).map(cloned).collect();
    let range = thing.range_of("tags").unwrap_or_else(|| thing.range.clone());
    thing.unset("tags");
    if own.is_empty() {
        return;
    }
    if thing.id.kind.keeps_tags() {
        thing.set("tags", Value::Object(own), range);
        return;
    }
    let text = |it: &Value| it.as_str().unwrap_or_default().to_string();
    let words = tags.iter().map(|(name, it)| format!("{name}={}", text(it)));
    let words = std::iter::once("--tags".to_string()).chain(words).collect();
    let of = match thing.id.kind {
        Kind::Group => "az group create".to_string(),
        Kind::Identity => "az identity create".to_string(),
        kind => format!("{} {}", kind.title(), thing.id.name()),
    };
    thing.carry(words, "--tags", of, range);
}

fn cloned((name, value): (&String, &Value)) -> (String, Value) {
    (name.clone(), value.clone())
}

/// Says which roles of the script the plan's own steps do not assign.
fn finish_with_roles<'t>(mut draft: Draft<'t>, roles: &[Role]) -> Text<'t> {
    if roles.is_empty() {
        return draft.finish(Format::Az);
    }
    let assigned = assigned(&draft.named());
    for role in roles {
        let scope = role.scope.trim_end_matches('/').to_lowercase();
        let is_role = |(name, id, _): &&(String, String, String)| {
            role.name.eq_ignore_ascii_case(name) || role.name.to_lowercase().ends_with(id.as_str())
        };
        let scope = without_subscription(&scope);
        let mut of_role = assigned.iter().filter(is_role).map(|it| it.2.as_str());
        if of_role.clone().any(|it| it == scope) {
            continue;
        }
        let of = scope.rsplit('/').next().unwrap_or_default();
        let on = role.scope.rsplit('/').find(|it| !it.is_empty()).unwrap_or(of);
        let within = of_role.find(|it| it.starts_with(&format!("{scope}/")));
        let why = match within {
            Some(inner) => format!(
                "aksplan assigns it where the cluster needs it: on `{}`",
                inner.rsplit('/').next().unwrap_or_default()
            ),
            None => {
                "aksplan assigns the roles that a cluster needs, and keeps no others".to_string()
            }
        };
        let what = format!("role `{}` on `{on}`", role.name);
        draft.remark(role.range.clone(), "", RemarkKind::NotKept { what, why });
    }
    draft.finish(Format::Az)
}

/// The roles that the plan's own steps assign: name, id of the definition, and scope.
fn assigned(plan: &Value) -> Vec<(String, String, String)> {
    let Ok((plan, _)) = crate::read::plan(plan) else { return Vec::new() };
    let steps = steps::steps(&lower(&plan));
    let mut roles = Vec::new();
    for step in steps.steps {
        let Operation::Make(Resource::RoleAssignment(it)) = step.operation else { continue };
        let scope = match &it.scope {
            steps::Value::Text(text) => without_subscription(&text.to_lowercase()).to_string(),
            steps::Value::Id(id) => scope_of(id),
            steps::Value::Output(..) => continue,
        };
        roles.push((it.role.name().to_string(), it.role.definition_id().to_string(), scope));
    }
    roles
}

/// A resource id in lower case from its group on: subscriptions may be names, or not known.
fn scope_of(id: &ResourceId) -> String {
    let kind = match id.kind {
        ResourceKind::Subnet => Kind::Subnet,
        ResourceKind::VirtualNetwork => Kind::Network,
        ResourceKind::RouteTable => Kind::RouteTable,
        ResourceKind::Identity => Kind::Identity,
        _ => Kind::Group,
    };
    let names: Vec<&str> = id.names.iter().map(String::as_str).collect();
    let text = Id::new(kind, &id.resource_group, &names).text("").to_lowercase();
    without_subscription(&text).to_string()
}

fn without_subscription(id: &str) -> &str {
    id.find("/resourcegroups/").and_then(|at| id.get(at..)).unwrap_or(id)
}
