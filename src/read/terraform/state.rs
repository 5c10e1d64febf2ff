//! What `terraform show -json` prints of a state or a plan, and state files themselves.
//!
//! Values are worked out there. What a plan can't know before it is done, such as the id of a subnet
//! that is yet to be made, is found by the references of its configuration.

use super::body::{Body, Content, Field, Resource, text_of, unknown};
use super::evaluate::MOST_INSTANCES;
use super::ids;
use super::mapping::Mapping;
use crate::read::draft::Draft;
use crate::read::{Format, NotAPlan, Text, json};
use serde_json::Value;
use serde_json::value::RawValue;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

/// References that lead to others, at most.
const DEEPEST: usize = 16;

pub(super) fn read(text: &str) -> Result<Text<'_>, NotAPlan> {
    let whole = json(text)?;
    let source = Source { text };
    let mut found = Vec::new();
    source.find(&mut found);
    if found.is_empty() {
        return Err(NotAPlan {
            message: "this JSON of Terraform's has no resources".to_string(),
            help: "give what `terraform show -json` prints of a state, or of a plan file"
                .to_string(),
            line: 1,
            column: 1,
            ..NotAPlan::default()
        });
    }
    let configuration = Configuration::of(&whole);
    let subscription = configuration.subscription.clone().or_else(|| subscription_in(&found));
    let ids = ids_of(&found, subscription.as_deref());
    for it in &mut found {
        let module = it.module.clone();
        if let Some(expressions) = configuration.expressions(&it.module, &it.plain) {
            let references = References { configuration: &configuration, ids: &ids };
            references.fill(&mut it.resource.body, expressions, &module, &it.index, 0);
        }
    }
    let mut mapping = Mapping::new(Draft::new(text), true, configuration.version);
    if let Some(subscription) = subscription {
        mapping.draft.set("/subscription", subscription, 0..0);
    }
    mapping.place(found.into_iter().map(|it| it.resource).collect());
    let roles = std::mem::take(&mut mapping.roles);
    let mut text = mapping.draft.finish(Format::Terraform);
    super::access::compare(&roles, &mut text);
    Ok(text)
}

/// A resource with where it is called.
struct Found {
    /// The module's address; empty: the root.
    module: String,
    /// Type and name, as the configuration has it.
    plain: String,
    /// Its `count` or `for_each` key as it stands in its address: `[0]`, `["a"]`.
    index: String,
    resource: Resource,
}

/// The text, whose parts know where they stand.
#[derive(Clone, Copy)]
struct Source<'t> {
    text: &'t str,
}

type Members<'t> = BTreeMap<String, &'t RawValue>;

fn members(raw: &RawValue) -> Members<'_> {
    serde_json::from_str(raw.get()).unwrap_or_default()
}

fn items(raw: &RawValue) -> Vec<&RawValue> {
    serde_json::from_str(raw.get()).unwrap_or_default()
}

fn text(raw: Option<&&RawValue>) -> Option<String> {
    serde_json::from_str(raw?.get()).ok()
}

impl<'t> Source<'t> {
    fn range(self, raw: &RawValue) -> Range<usize> {
        // A raw value is a slice of the text it was read from.
        let start = (raw.get().as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        start..start + raw.get().len()
    }

    fn find(self, found: &mut Vec<Found>) {
        let Ok(root) = serde_json::from_str::<&RawValue>(self.text) else { return };
        let root = members(root);
        let values = |of: &Members<'t>, name: &str| of.get(name).map(|it| members(it));
        // What a plan will come to; else what a state is.
        for name in ["planned_values", "values"] {
            if let Some(module) = values(&root, name).and_then(|it| it.get("root_module").copied())
            {
                self.module(module, "", found);
            }
        }
        // Data sources that were read stand beside a plan.
        let prior = values(&root, "prior_state").and_then(|it| values(&it, "values"));
        if let Some(module) = prior.and_then(|it| it.get("root_module").copied()) {
            let mut before = Vec::new();
            self.module(module, "", &mut before);
            found.extend(before.into_iter().filter(|it| it.resource.data));
        }
        if found.is_empty()
            && let Some(changes) = root.get("resource_changes")
        {
            self.changes(changes, found);
        }
        if found.is_empty()
            && let Some(resources) = root.get("resources")
        {
            self.state_file(resources, found);
        }
    }

    fn module(self, module: &'t RawValue, address: &str, found: &mut Vec<Found>) {
        let module = members(module);
        for raw in module.get("resources").map(|it| items(it)).unwrap_or_default() {
            let resource = members(raw);
            let values = resource.get("values").copied();
            self.resource(&resource, values, address, resource.get("index"), found);
        }
        for raw in module.get("child_modules").map(|it| items(it)).unwrap_or_default() {
            let address = text(members(raw).get("address")).unwrap_or_default();
            self.module(raw, &address, found);
        }
    }

    fn changes(self, changes: &'t RawValue, found: &mut Vec<Found>) {
        for raw in items(changes) {
            let resource = members(raw);
            let module = text(resource.get("module_address")).unwrap_or_default();
            let change = resource.get("change").map(|it| members(it)).unwrap_or_default();
            let after = change.get("after").copied().filter(|it| it.get() != "null");
            if after.is_some() {
                self.resource(&resource, after, &module, resource.get("index"), found);
            }
        }
    }

    /// The resources of a state file, by instances.
    fn state_file(self, resources: &'t RawValue, found: &mut Vec<Found>) {
        for raw in items(resources) {
            let resource = members(raw);
            let module = text(resource.get("module")).unwrap_or_default();
            for instance in resource.get("instances").map(|it| items(it)).unwrap_or_default() {
                let instance = members(instance);
                let values = instance.get("attributes").copied();
                self.resource(&resource, values, &module, instance.get("index_key"), found);
            }
        }
    }

    fn resource(
        self,
        it: &Members<'t>,
        values: Option<&'t RawValue>,
        module: &str,
        index: Option<&&'t RawValue>,
        found: &mut Vec<Found>,
    ) {
        let (Some(kind), Some(name), Some(values)) =
            (text(it.get("type")), text(it.get("name")), values)
        else {
            return;
        };
        let data = text(it.get("mode")).as_deref() == Some("data");
        let index = index.map(|it| format!("[{}]", it.get())).unwrap_or_default();
        let prefix = if data { "data." } else { "" };
        let plain = format!("{prefix}{kind}.{name}");
        let dot = if module.is_empty() { "" } else { "." };
        let address = format!("{module}{dot}{plain}{index}");
        let body = self.body(values);
        let resource = Resource { kind, address, data, body };
        found.push(Found { module: module.to_string(), plain, index, resource });
    }

    /// Arguments and blocks: lists of objects are blocks.
    fn body(self, raw: &'t RawValue) -> Body {
        let mut body = Body { range: self.range(raw), fields: Vec::new() };
        for (name, value) in members(raw) {
            let range = self.range(value);
            let field = |content, range: Range<usize>| Field {
                name: name.clone(),
                name_range: range.clone(),
                range,
                content,
            };
            let is_list = value.get().starts_with('[');
            let blocks = if is_list { items(value) } else { Vec::new() };
            if !blocks.is_empty() && blocks.iter().all(|it| it.get().starts_with('{')) {
                for block in blocks {
                    let block = self.body(block);
                    let range = block.range.clone();
                    body.fields.push(field(Content::Block(block), range));
                }
            } else if let Ok(value) = serde_json::from_str(value.get()) {
                body.fields.push(field(Content::Value(value), range));
            }
        }
        body
    }
}

/// The subscription of the first id that names one.
fn subscription_in(found: &[Found]) -> Option<String> {
    found.iter().find_map(|it| {
        let (id, _) = it.resource.body.text("id")?;
        ids::part(&id, "subscriptions").map(str::to_string)
    })
}

/// The ids of resources by address: those that Azure gave, and those that it will give.
fn ids_of(found: &[Found], subscription: Option<&str>) -> HashMap<String, String> {
    let subscription = match subscription {
        Some(it) => Value::from(it),
        None => unknown("provider.azurerm.subscription_id"),
    };
    let id = |it: &Found| {
        let argument = |name: &str| it.resource.body.text(name).map(|(text, _)| text);
        argument("id").or_else(|| {
            let id = ids::id_of(&it.resource.kind, &mut |name| argument(name))?;
            text_of(&ids::in_subscription(&subscription, &id))
        })
    };
    found.iter().filter_map(|it| Some((it.resource.address.clone(), id(it)?))).collect()
}

/// The `configuration` of a plan.
struct Configuration<'v> {
    root: Option<&'v Value>,
    subscription: Option<String>,
    version: Option<u32>,
}

impl<'v> Configuration<'v> {
    fn of(whole: &'v Value) -> Self {
        let provider = whole.pointer("/configuration/provider_config/azurerm");
        let constraint = provider.and_then(|it| it.get("version_constraint")?.as_str());
        let subscription = provider.and_then(|it| it.pointer("/expressions/subscription_id"));
        let of_variable = |it: &Value| {
            let name = it.pointer("/references/0")?.as_str()?.strip_prefix("var.")?;
            whole.get("variables")?.get(name)?.get("value")?.as_str()
        };
        let constant = |it: &'v Value| it.get("constant_value").and_then(Value::as_str);
        let subscription = subscription.and_then(|it| constant(it).or_else(|| of_variable(it)));
        Self {
            root: whole.pointer("/configuration/root_module"),
            subscription: subscription.map(str::to_string),
            version: constraint.and_then(super::hcl::major),
        }
    }

    /// The module at an address such as `module.a["x"].module.b`.
    fn module(&self, address: &str) -> Option<&'v Value> {
        let mut module = self.root?;
        for name in names_of(address) {
            module = module.get("module_calls")?.get(name)?.get("module")?;
        }
        Some(module)
    }

    /// The call of the module at an address.
    fn call(&self, address: &str) -> Option<&'v Value> {
        let (parent, name) = parent_of(address)?;
        self.module(parent)?.get("module_calls")?.get(name)?.get("expressions")
    }

    fn expressions(&self, module: &str, plain: &str) -> Option<&'v Value> {
        let resources = self.module(module)?.get("resources")?.as_array()?;
        let is_it = |it: &&Value| it.get("address").and_then(Value::as_str) == Some(plain);
        resources.iter().find(is_it)?.get("expressions")
    }
}

/// The names of the modules in an address.
fn names_of(address: &str) -> Vec<&str> {
    let parts = address.split("module.").skip(1);
    parts.map(|it| it.split(['[', '.']).next().unwrap_or_default()).collect()
}

/// The module that holds another, and the other's name.
fn parent_of(address: &str) -> Option<(&str, &str)> {
    let at = address.rfind("module.")?;
    let (parent, name) = address.split_at(at);
    let name = name.strip_prefix("module.")?.split('[').next()?;
    Some((parent.trim_end_matches('.'), name))
}

/// Finds ids by references.
struct References<'c, 'v> {
    configuration: &'c Configuration<'v>,
    ids: &'c HashMap<String, String>,
}

impl References<'_, '_> {
    /// Gives the arguments that are not known yet what they refer to.
    fn fill(&self, body: &mut Body, expressions: &Value, module: &str, index: &str, depth: usize) {
        let Some(expressions) = expressions.as_object().filter(|_| depth < DEEPEST) else { return };
        for (name, expression) in expressions {
            if let Value::Array(blocks) = expression {
                let own = body.fields.iter_mut().filter(|it| it.name == *name);
                let own = own.filter_map(|it| match &mut it.content {
                    Content::Block(body) => Some(body),
                    Content::Value(_) => None,
                });
                for (body, expressions) in own.zip(blocks) {
                    self.fill(body, expressions, module, index, depth + 1);
                }
                continue;
            }
            let references = references_of(expression);
            if references.is_empty() || body.fields.iter().any(|it| it.name == *name) {
                continue;
            }
            let id = references.iter().find_map(|it| self.id(it, module, index, 0));
            let value = id.map_or_else(
                || unknown(references.first().copied().unwrap_or_default()),
                Value::String,
            );
            body.fields.push(Field {
                name: name.clone(),
                name_range: body.range.clone(),
                range: body.range.clone(),
                content: Content::Value(value),
            });
        }
    }

    /// The id that a reference leads to.
    fn id(&self, reference: &str, module: &str, index: &str, depth: usize) -> Option<String> {
        if depth > DEEPEST {
            return None;
        }
        let follow = |expression: &Value, module: &str| {
            let references = references_of(expression);
            references.iter().find_map(|it| self.id(it, module, index, depth + 1))
        };
        if let Some(name) = reference.strip_prefix("var.") {
            let name = name.split(['.', '[']).next()?;
            let (parent, _) = parent_of(module)?;
            return follow(self.configuration.call(module)?.get(name)?, parent);
        }
        let dot = if module.is_empty() { "" } else { "." };
        if reference.starts_with("module.") {
            let mut parts = reference.splitn(3, '.');
            let (_, name, output) = (parts.next()?, parts.next()?, parts.next()?);
            let output = output.split(['.', '[']).next()?;
            let module = format!("{module}{dot}module.{name}");
            let outputs = self.configuration.module(&module)?.get("outputs")?;
            return follow(outputs.get(output)?.get("expression")?, &module);
        }
        // Of `azurerm_subnet.a["x"].id` and `azurerm_subnet.a`; the first is tried first.
        let address = reference.strip_suffix(".id").unwrap_or(reference);
        if address == reference && reference.matches('.').count() > 1 && !reference.ends_with(']') {
            // Another attribute, such as a principal: it is named after the resource.
            return (!reference.starts_with("data."))
                .then(|| unknown(reference))
                .as_ref()
                .and_then(text_of);
        }
        let full = format!("{module}{dot}{address}");
        let own = format!("{full}{index}");
        [full, own].iter().find_map(|it| self.ids.get(it)).cloned()
    }
}

fn references_of(expression: &Value) -> Vec<&str> {
    let references = expression.get("references").and_then(Value::as_array);
    let references = references.map(Vec::as_slice).unwrap_or_default();
    references.iter().filter_map(Value::as_str).take(MOST_INSTANCES).collect()
}
