//! From a template to the resources it makes: loops turned, conditions asked, nested deployments
//! and parts of resources gone into.

use super::node::{Kind, Node};
use super::scope::{Scope, Shared, unknown};
use std::ops::Range;

/// A resource of a text.
#[derive(Clone, Debug)]
pub(super) struct Found {
    /// Its type, such as `Microsoft.Network/virtualNetworks/subnets`.
    pub kind: String,
    /// Its names, outermost first.
    pub names: Vec<String>,
    pub subscription: String,
    /// Its resource group; none for what lies in a subscription.
    pub group: Option<String>,
    /// Its body, with all that is worked out.
    pub body: Node,
    /// It was printed by Azure, and so it is there.
    pub live: bool,
}

/// What a template could not say.
#[derive(Clone, Debug)]
pub(super) enum Note {
    /// Left out, with the reason.
    Left(Range<usize>, String, &'static str),
    /// Not understood, with what to do.
    Lost(Range<usize>, String, &'static str),
}

#[derive(Default)]
pub(super) struct Resources {
    pub found: Vec<Found>,
    pub notes: Vec<Note>,
}

/// Deployments in deployments at most: what Azure allows is less.
const DEPTH: usize = 10;
const DEPLOYMENTS: &str = "microsoft.resources/deployments";

/// Goes through a template.
pub(super) fn expand(template: &Node, shared: &Shared, out: &mut Resources) {
    let schema = template.text_at("$schema").unwrap_or_default().to_lowercase();
    let subscription = unknown("subscription().subscriptionId");
    let mut scope = Scope::new(shared, template, subscription);
    let is_wide =
        ["subscription", "managementgroup", "tenant"].iter().any(|it| schema.contains(it));
    if !is_wide {
        scope.group = Some(unknown("resourceGroup().name"));
    }
    let place = Place { subscription: scope.subscription.clone(), group: scope.group.clone() };
    walk(template, &scope, &place, 0, out);
}

/// Where the resources of a template go.
struct Place {
    subscription: String,
    group: Option<String>,
}

fn walk(template: &Node, scope: &Scope, place: &Place, depth: usize, out: &mut Resources) {
    for resource in resources_of(template) {
        looped(resource, scope, place, None, depth, out);
    }
}

/// The resources of a template or of a resource: a list, or an object of symbolic names.
fn resources_of(node: &Node) -> impl Iterator<Item = &Node> {
    let resources = node.get("resources");
    let listed = resources.map(Node::items).unwrap_or_default();
    let named = resources.map(Node::members).unwrap_or_default();
    listed.iter().chain(named.iter().map(|(_, it)| it))
}

/// The resource that another is part of.
struct Parent<'f> {
    kind: &'f str,
    names: &'f [String],
}

/// A resource, once or as often as its loop turns.
fn looped(
    node: &Node,
    scope: &Scope,
    place: &Place,
    parent: Option<&Parent>,
    depth: usize,
    out: &mut Resources,
) {
    let Some(copy) = node.get("copy").filter(|it| it.is_object()) else {
        return resource(node, scope, place, parent, depth, out);
    };
    let name = copy.text_at("name").unwrap_or_default().to_string();
    let count = copy.get("count").map(|it| scope.value(it));
    if count.as_ref().and_then(Node::as_int).is_none() {
        let what = format!("the number of turns of loop `{name}`");
        let help = "one turn is taken; put a number in place of it to see them all";
        out.notes.push(Note::Lost(copy.range.clone(), what, help));
    }
    for at in 0..scope.count(copy) {
        if !scope.shared.spend(node.size() * 64) {
            let help = "read the template in parts";
            let what = format!("the rest of loop `{name}`: the template grows too large");
            out.notes.push(Note::Lost(copy.range.clone(), what, help));
            return;
        }
        scope.turn(&name, at, || resource(node, scope, place, parent, depth, out));
    }
}

fn resource(
    node: &Node,
    scope: &Scope,
    place: &Place,
    parent: Option<&Parent>,
    depth: usize,
    out: &mut Resources,
) {
    if node.get("existing").and_then(Node::as_bool) == Some(true) {
        return;
    }
    let text = |name: &str| node.get(name).map(|it| scope.value(it));
    let as_text = |name: &str| text(name).and_then(|it| super::functions::plain(&it));
    let Some(kind) = as_text("type") else {
        let help = "give each resource its `type`";
        out.notes.push(Note::Lost(node.range.clone(), "a resource without a type".into(), help));
        return;
    };
    let name = as_text("name").unwrap_or_default();
    if text("condition").and_then(|it| it.as_bool()) == Some(false) {
        let what = format!("{kind} `{name}`");
        out.notes.push(Note::Left(node.range.clone(), what, "its condition is false"));
        return;
    }
    if kind.eq_ignore_ascii_case(DEPLOYMENTS) {
        return deployment(node, &name, scope, place, depth, out);
    }
    let (kind, names) = full_name(&kind, &name, parent);
    let group = as_text("resourceGroup").or_else(|| place.group.clone());
    let subscription = as_text("subscriptionId").unwrap_or_else(|| place.subscription.clone());
    let without = ["resources", "dependsOn", "copy", "condition"];
    let members = node.members().iter().filter(|(it, _)| !without.contains(&it.as_str()));
    let own = Node::new(Kind::Object(members.cloned().collect()), &node.range);
    let body = scope.value(&own);
    out.found.push(Found {
        kind: kind.clone(),
        names: names.clone(),
        subscription,
        group,
        body,
        live: false,
    });
    if depth < DEPTH {
        for part in resources_of(node) {
            let parent = Parent { kind: &kind, names: &names };
            looped(part, scope, place, Some(&parent), depth + 1, out);
        }
    }
}

/// Type and names of a resource, that of its parent included.
fn full_name(kind: &str, name: &str, parent: Option<&Parent>) -> (String, Vec<String>) {
    let own = || name.split('/').map(str::to_string);
    if let Some((_, extension)) = kind.split_once("/providers/") {
        let extension = format!("Microsoft.Authorization/{extension}");
        return (extension, own().collect());
    }
    match parent {
        Some(parent) if !kind.contains('.') => {
            let names = parent.names.iter().cloned().chain(own()).collect();
            (format!("{}/{kind}", parent.kind), names)
        }
        _ => (kind.to_string(), own().collect()),
    }
}

/// A deployment with a template in it.
fn deployment(
    node: &Node,
    name: &str,
    scope: &Scope,
    place: &Place,
    depth: usize,
    out: &mut Resources,
) {
    let Some(template) = node.at("properties/template").filter(|it| it.is_object()) else {
        let what = format!("the template that deployment `{name}` links to");
        let help = "read that template too";
        out.notes.push(Note::Lost(node.range.clone(), what, help));
        return;
    };
    if depth >= DEPTH {
        let what = format!("deployment `{name}`: it lies in too many others");
        out.notes.push(Note::Lost(node.range.clone(), what, "read its template by itself"));
        return;
    }
    let text = |name: &str| {
        let value = scope.value(node.get(name)?);
        super::functions::plain(&value)
    };
    let schema = template.text_at("$schema").unwrap_or_default().to_lowercase();
    let is_wide = schema.contains("subscriptiondeployment");
    let group = text("resourceGroup").or_else(|| place.group.clone()).filter(|_| !is_wide);
    let subscription = text("subscriptionId").unwrap_or_else(|| place.subscription.clone());
    let inside = Place { subscription: subscription.clone(), group: group.clone() };
    let inner = node.text_at("properties/expressionEvaluationOptions/scope");
    // Symbolic names ask for a scope of its own.
    let is_inner = inner.is_some_and(|it| it.eq_ignore_ascii_case("inner"));
    if !is_inner {
        return walk(template, scope, &inside, depth + 1, out);
    }
    let mut own = Scope::new(scope.shared, template, subscription);
    own.group = group;
    let given = node.at("properties/parameters").map(Node::members).unwrap_or_default();
    for (name, given) in given {
        if let Some(value) = given.get("value") {
            own.given.insert(name.to_lowercase(), scope.value(value));
        } else if given.get("reference").is_some() {
            own.given.insert(name.to_lowercase(), Node::text(unknown(name), &given.range));
        }
    }
    walk(template, &own, &inside, depth + 1, out);
}
