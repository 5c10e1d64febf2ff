//! Properties of clusters and agent pools: which of the plan's they are.

use super::build::Build;
use super::node::{Kind, Node};
use crate::arm_names::{Names, Shape};
use crate::azure_facts::arm_properties::{Property, Type};
use crate::pointer::escaped;
use crate::read::RemarkKind;
use serde_json::{Value, json};
use std::collections::{HashMap, HashSet};

/// The plan's properties by their path in ARM, in lower case.
pub(super) struct Lookup {
    rows: HashMap<String, Vec<(String, Shape)>>,
    /// Paths that hold some.
    holders: HashSet<String>,
}

/// Properties that ARM had, or that only preview versions have; the plan's rules know them.
const FORMER: &[&str] = &[
    "networkProfile/dockerBridgeCidr",
    "networkProfile/kubeProxyConfig/enabled",
    "networkProfile/kubeProxyConfig/mode",
    "networkProfile/kubeProxyConfig/ipvsConfig/scheduler",
    "networkProfile/kubeProxyConfig/ipvsConfig/tcpTimeoutSeconds",
    "networkProfile/kubeProxyConfig/ipvsConfig/tcpFinTimeoutSeconds",
    "networkProfile/kubeProxyConfig/ipvsConfig/udpTimeoutSeconds",
];

/// Properties that Azure took away, with the API version since which.
const REMOVED: &[(&str, &str)] = &[("enablePodSecurityPolicy", "API version 2025-03-01")];

/// Properties that hold secrets.
const SECRETS: &[&str] = &["adminPassword", "serverAppSecret", "secret"];

impl Lookup {
    pub fn new(names: &Names) -> Self {
        let mut lookup = Self { rows: HashMap::new(), holders: HashSet::new() };
        let same = names.same.iter().chain(FORMER);
        for plan in same {
            lookup.add(&format!("properties/{plan}"), plan, Shape::Same);
        }
        for name in names.others {
            lookup.add(name.arm, name.plan, name.shape);
        }
        lookup
    }

    fn add(&mut self, arm: &str, plan: &str, shape: Shape) {
        let arm = arm.to_lowercase();
        let mut holder = arm.as_str();
        while let Some((outer, _)) = holder.rsplit_once('/') {
            self.holders.insert(outer.to_string());
            holder = outer;
        }
        self.rows.entry(arm).or_default().push((plan.to_string(), shape));
    }
}

/// What is gone through.
#[derive(Clone, Copy)]
pub(super) struct At<'a> {
    /// Whether it is a cluster, and not a pool.
    pub cluster: bool,
    /// The object in the plan.
    pub plan: &'a str,
    /// The resource type.
    pub of: &'a str,
    /// Azure printed it.
    pub live: bool,
    /// Properties that are read elsewhere, by path in lower case.
    pub elsewhere: &'a [&'a str],
}

impl Build<'_> {
    /// Takes the properties of an object of a body: `path` is where it stands in ARM, in lower case
    /// and as ARM writes it; `kind` is its type.
    pub fn properties(&mut self, at: At, node: &Node, path: (&str, &str), kind: &str) {
        let is_map = kind.starts_with('{');
        let known = Type::named(kind);
        let inner_kind = kind.trim_matches(['{', '}']);
        for (name, value) in node.members() {
            let property = match known.filter(|_| !is_map) {
                Some(known) => known.property(name),
                // Any name goes.
                None => Some(Property { name: "", kind: "any", read_only: false }),
            };
            let kind = if is_map { inner_kind } else { property.map_or("any", |it| it.kind) };
            let own = property
                .map_or(name.as_str(), |it| if it.name.is_empty() { name } else { it.name });
            let lower = format!("{}/{}", path.0, name.to_lowercase());
            if value.kind == Kind::Null
                || property.is_some_and(|it| it.read_only)
                || at.elsewhere.contains(&lower.as_str())
            {
                continue;
            }
            let exact = format!("{}/{}", path.1, escaped(own));
            let names = if at.cluster { &self.cluster_names } else { &self.pool_names };
            if let Some(rows) = names.rows.get(&lower).cloned() {
                for (plan, shape) in rows {
                    self.shaped(&format!("{}/{plan}", at.plan), value, shape);
                }
            } else if names.holders.contains(&lower) {
                self.holder(at, value, (&lower, &exact), kind);
            } else if property.is_some() {
                self.carry(at, own, value, &exact);
            } else if !self.removed(at, name, value) && !at.live {
                let meant = known.and_then(|it| it.meant(name));
                self.unknown(at.of, name, meant, &value.range);
            }
        }
    }

    /// An object that holds properties of the plan.
    fn holder(&mut self, at: At, value: &Node, path: (&str, &str), kind: &str) {
        let plan =
            || path.0.strip_prefix("properties/").map(|_| path.1.trim_start_matches("properties/"));
        if !value.is_object() {
            // Not known, or of a wrong type: the plan says so at its place.
            if let Some(plan) = plan() {
                self.set(&format!("{}/{plan}", at.plan), value);
            }
            return;
        }
        if value.members().is_empty()
            && let Some(plan) = plan().filter(|_| !at.live)
        {
            let place = format!("{}/{plan}", at.plan);
            if self.draft.get(&place).is_none() {
                self.set(&place, value);
            }
        }
        self.properties(at, value, path, kind);
    }

    /// Keeps what the plan has no property for.
    fn carry(&mut self, at: At, name: &str, value: &Node, path: &str) {
        let is_empty = value.is_object() && value.members().is_empty();
        if is_empty || at.live && value.is_nothing() {
            return;
        }
        let Some(inside) = path.strip_prefix("properties/") else {
            let what = format!("`{name}` of {}", at.of);
            return self.not_kept(&value.range, at.plan, what, "the plan has no property for it");
        };
        if SECRETS.iter().any(|it| it.eq_ignore_ascii_case(name)) {
            let what = format!("`{name}` of {}", at.of);
            let why = "a secret is no part of a plan; take it out of the text too";
            return self.not_kept(&value.range, at.plan, what, why);
        }
        let mut value = value.clone();
        clean(&mut value);
        let place = format!("{}/armProperties/{inside}", at.plan);
        self.set(&place, &value);
        let kind = RemarkKind::Carried { name: name.to_string(), of: at.of.to_string() };
        self.draft.remark(value.range.clone(), &place, kind);
    }

    fn removed(&mut self, at: At, name: &str, value: &Node) -> bool {
        let Some((name, since)) = REMOVED.iter().find(|(it, _)| it.eq_ignore_ascii_case(name))
        else {
            return false;
        };
        if !value.is_nothing() {
            let kind = RemarkKind::RemovedArgument {
                name: (*name).to_string(),
                of: at.of.to_string(),
                since: (*since).to_string(),
                instead: String::new(),
            };
            self.draft.remark(value.range.clone(), at.plan, kind);
        }
        true
    }

    /// Sets a property of the plan from how it stands in ARM.
    fn shaped(&mut self, path: &str, node: &Node, shape: Shape) {
        match shape {
            Shape::Same => self.set(path, node),
            Shape::Ids => self.listed(path, node, |it| it.get("id").map(Node::to_json)),
            Shape::Ports => self.listed(path, node, ports),
            Shape::Words(on, off) => {
                let is =
                    |word: &str| node.as_text().is_some_and(|it| it.eq_ignore_ascii_case(word));
                match (is(on), is(off)) {
                    (true, _) => self.draft.set(path, true, node.range.clone()),
                    (_, true) => self.draft.set(path, false, node.range.clone()),
                    _ => self.set(path, node),
                }
            }
            Shape::BoolText => match node.as_bool() {
                Some(it) => self.draft.set(path, it, node.range.clone()),
                None => self.set(path, node),
            },
            Shape::Gateway(mode) => {
                for gateway in node.items() {
                    let is_mode =
                        gateway.text_at("mode").is_some_and(|it| it.eq_ignore_ascii_case(mode));
                    let enabled = gateway.get("enabled").filter(|_| is_mode);
                    if let Some(enabled) = enabled {
                        self.set(path, enabled);
                    }
                }
            }
        }
    }

    /// A list, item by item; items that are not as they should be stay as they are.
    fn listed(&mut self, path: &str, node: &Node, item: impl Fn(&Node) -> Option<Value>) {
        if !node.is_list() {
            return self.set(path, node);
        }
        let items = node.items().iter().map(|it| item(it).unwrap_or_else(|| it.to_json()));
        let items: Vec<Value> = items.collect();
        self.draft.set(path, items, node.range.clone());
        for (at, item) in node.items().iter().enumerate() {
            self.draft.note(&format!("{path}/{at}"), item.range.clone());
        }
    }
}

/// Takes away what nobody set, and what may not be kept.
fn clean(node: &mut Node) {
    match &mut node.kind {
        Kind::Object(members) => {
            let is_secret = |name: &str| SECRETS.iter().any(|it| it.eq_ignore_ascii_case(name));
            members.retain(|(name, it)| it.kind != Kind::Null && !is_secret(name));
            for (_, member) in members {
                clean(member);
            }
        }
        Kind::List(items) => items.iter_mut().for_each(clean),
        _ => {}
    }
}

/// Ports as `80/tcp` and `4000-5000/udp`.
fn ports(node: &Node) -> Option<Value> {
    let port = |name: &str| node.get(name).and_then(Node::as_int);
    let (start, end) = (port("portStart")?, port("portEnd")?);
    let protocol = node.text_at("protocol").unwrap_or("tcp").to_lowercase();
    let range = if start == end { start.to_string() } else { format!("{start}-{end}") };
    Some(json!(format!("{range}/{protocol}")))
}
