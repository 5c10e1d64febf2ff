//! What names refer to: variables, locals, and the resources that blocks make.

use super::values::{is_key, item, member, object_of, pairs, splat, weigh, whole};
use super::{Declared, Evaluator, Key, MOST_INSTANCES, Missing, Outcome, Scope};
use crate::read::terraform::body::{is_unknown, text_of, unknown};
use crate::read::terraform::{ids, types};
use hcl_edit::expr::{Expression, Traversal, TraversalOperator};
use hcl_edit::structure::{Block, Structure};
use hcl_edit::{Decorated, Span};
use serde_json::{Map, Value, json};
use std::rc::Rc;

impl<'a> Evaluator<'a> {
    pub(super) fn in_instance<T>(
        &mut self,
        key: &Key,
        make: impl FnOnce(&mut Self, &Scope) -> T,
    ) -> T {
        let empty = Scope::empty();
        let scope = match key {
            Key::Only => return make(self, &empty),
            Key::Index(at) => empty.with("count", json!({ "index": at })),
            Key::Each(key, value) => empty.with("each", json!({ "key": key, "value": value })),
            Key::Unknown(name) => {
                let count = empty.with("count", json!({ "index": unknown("count.index") }));
                let each = json!({ "key": unknown("each.key"), "value": unknown(name) });
                return make(self, &count.with("each", each));
            }
        };
        make(self, &scope)
    }

    /// What `count` and `for_each` of a block come to.
    pub(super) fn keys_of(&mut self, at: usize) -> Rc<Vec<Key>> {
        if let Some(keys) = self.keys.get(&at) {
            return Rc::clone(keys);
        }
        let Some(declared) = self.config.resources.get(at).copied() else { return Rc::default() };
        let body = &declared.block.body;
        let name = format!("{} for its number", declared.address());
        let argument = |name| body.get_attribute(name).map(|it| &it.value);
        let keys = if let Some(count) = argument("count") {
            match self.guarded(&name, count).and_then(|it| whole(&it)) {
                Some(count) if count <= MOST_INSTANCES => (0..count).map(Key::Index).collect(),
                _ => vec![self.unknown_number(declared, count, "count")],
            }
        } else if let Some(each) = argument("for_each") {
            match self.guarded(&name, each).as_ref().and_then(pairs) {
                Some(pairs) if pairs.len() <= MOST_INSTANCES => {
                    pairs.into_iter().map(|(key, value)| Key::Each(key, value)).collect()
                }
                _ => vec![self.unknown_number(declared, each, "for_each")],
            }
        } else {
            vec![Key::Only]
        };
        let keys = Rc::new(keys);
        self.keys.insert(at, Rc::clone(&keys));
        keys
    }

    /// The value, unless it is being looked for already.
    fn guarded(&mut self, name: &str, expression: &'a Expression) -> Option<Value> {
        if self.open.iter().any(|it| it == name) {
            self.tell_cycle(name, expression);
            return None;
        }
        self.open.push(name.to_string());
        let value = self.value(expression, &Scope::empty()).ok();
        self.open.pop();
        value
    }

    fn unknown_number(&mut self, of: Declared, expression: &Expression, word: &str) -> Key {
        let range = expression.span().unwrap_or_default();
        let source = self.config.text.get(range.clone()).unwrap_or_default();
        let what = format!("`{word}` of `{}`", of.address());
        let help = "give the variables in it a default, or paste terraform.tfvars with it: until \
                    then one is read";
        self.trouble(range, what, help.to_string());
        Key::Unknown(source.to_string())
    }

    fn tell_cycle(&mut self, name: &str, at: &impl Span) {
        let from = self.open.iter().position(|it| it == name).unwrap_or(0);
        let round: Vec<&str> = self.open.iter().skip(from).map(String::as_str).take(8).collect();
        let help = format!("break the circle {} → {name}", round.join(" → "));
        let what = format!("`{name}`, which refers to itself");
        self.trouble(at.span().unwrap_or_default(), what, help);
    }

    pub(super) fn traversal(&mut self, it: &'a Traversal, scope: &Scope) -> Outcome {
        let operators: Vec<&'a TraversalOperator> =
            it.operators.iter().map(Decorated::value).collect();
        if let Expression::Variable(root) = &it.expr
            && scope.find(root.as_str()).is_none()
        {
            return self.reference(it, root.as_str(), &operators, scope);
        }
        let value = self.value(&it.expr, scope)?;
        self.follow(value, &operators, scope)
    }

    fn reference(
        &mut self,
        it: &'a Traversal,
        root: &'a str,
        operators: &[&'a TraversalOperator],
        scope: &Scope,
    ) -> Outcome {
        let name = |at: usize| match operators.get(at) {
            Some(TraversalOperator::GetAttr(name)) => Some(name.as_str()),
            _ => None,
        };
        let rest = |from: usize| operators.get(from..).unwrap_or_default();
        match (root, name(0), name(1)) {
            ("var", Some(name), _) => {
                let value = self.variable(name, it)?;
                self.follow(value, rest(1), scope)
            }
            ("local", Some(name), _) => {
                let value = self.local(name, it)?;
                self.follow(value, rest(1), scope)
            }
            ("data", Some(kind), Some(name)) => {
                self.resource(it, (true, kind, name), rest(2), scope)
            }
            ("module" | "path" | "terraform" | "self" | "data" | "each" | "count", ..) => {
                Ok(self.unknown_of(it))
            }
            (kind, Some(name), _) => self.resource(it, (false, kind, name), rest(1), scope),
            _ => Ok(self.unknown_of(it)),
        }
    }

    fn variable(&mut self, name: &'a str, at: &'a Traversal) -> Outcome {
        let address = format!("var.{name}");
        let block = self.config.variables.get(name).copied();
        let default = block.and_then(|it| it.get_attribute("default")).map(|it| &it.value);
        let given = self.config.given.get(name).copied();
        let Some(expression) = given.or(default) else { return Ok(unknown(&address)) };
        let kind = block.and_then(|it| it.get_attribute("type")).map(|it| &it.value);
        self.remembered(&address, at, |it| {
            let value = it.value(expression, &Scope::empty())?;
            let Some(kind) = kind else { return Ok(value) };
            let mut default = |of: &'a Expression| it.value(of, &Scope::empty()).ok();
            Ok(types::complete(value, kind, &mut default, 0))
        })
    }

    fn local(&mut self, name: &'a str, at: &'a Traversal) -> Outcome {
        let address = format!("local.{name}");
        let Some(expression) = self.config.locals.get(name).copied() else {
            return Ok(unknown(&address));
        };
        self.remembered(&address, at, |it| it.value(expression, &Scope::empty()))
    }

    /// A value that is made once. One that is being made already refers to itself.
    fn remembered(
        &mut self,
        address: &str,
        at: &impl Span,
        make: impl FnOnce(&mut Self) -> Outcome,
    ) -> Outcome {
        if let Some((value, weight)) = self.known.get(address) {
            let (value, weight) = (value.clone(), *weight);
            return if self.step(weight) { Ok(value) } else { Ok(unknown(address)) };
        }
        if self.open.iter().any(|it| it == address) {
            self.tell_cycle(address, at);
            return Ok(unknown(address));
        }
        self.open.push(address.to_string());
        let value = make(self);
        self.open.pop();
        let value = value?;
        let (value, weight) = match weigh(&value, 0) {
            Some(weight) => (value, weight),
            None => (unknown(address), 1),
        };
        self.known.insert(address.to_string(), (value.clone(), weight));
        Ok(value)
    }

    fn resource(
        &mut self,
        it: &'a Traversal,
        (data, kind, name): (bool, &'a str, &'a str),
        operators: &[&'a TraversalOperator],
        scope: &Scope,
    ) -> Outcome {
        let Some(at) = self.config.places.get(&(data, kind, name)).copied() else {
            return Ok(self.unknown_of(it));
        };
        let keys = self.keys_of(at);
        let is_single = matches!(keys.as_slice(), [Key::Only]);
        let rest = operators.get(1..).unwrap_or_default();
        match operators.first() {
            Some(TraversalOperator::Index(index)) => {
                let index = self.value(index, scope)?;
                let found = keys.iter().find(|key| is_key(key, &index));
                let only = keys.first().filter(|_| is_single || is_unknown(&index));
                let unknown_number = keys.iter().find(|it| matches!(it, Key::Unknown(_)));
                match found.or(only).or(unknown_number) {
                    Some(key) => self.instance(at, key, rest, scope),
                    None => Err(Missing),
                }
            }
            Some(TraversalOperator::LegacyIndex(index)) => {
                let index = usize::try_from(*index.value()).unwrap_or(usize::MAX);
                let key = keys.get(index).ok_or(Missing)?;
                self.instance(at, key, rest, scope)
            }
            Some(TraversalOperator::FullSplat(_) | TraversalOperator::AttrSplat(_)) => {
                let (each, whole) = splat(operators.first(), rest);
                let mut list = Vec::new();
                for key in keys.iter() {
                    list.push(self.instance(at, key, each, scope)?);
                }
                self.follow(Value::Array(list), whole, scope)
            }
            _ if is_single => self.instance(at, &Key::Only, operators, scope),
            // Without an index the whole is meant, or, as people wrote long ago, the first.
            Some(TraversalOperator::GetAttr(_)) => match keys.first() {
                Some(key) => self.instance(at, key, operators, scope),
                None => Err(Missing),
            },
            None => self.whole(at, &keys, scope),
        }
    }

    fn whole(&mut self, at: usize, keys: &[Key], scope: &Scope) -> Outcome {
        let mut list = Vec::new();
        let mut object = Map::new();
        for key in keys {
            let value = self.instance(at, key, &[], scope)?;
            match key {
                Key::Each(key, _) | Key::Unknown(key) => {
                    object.insert(key.clone(), value);
                }
                Key::Only | Key::Index(_) => list.push(value),
            }
        }
        Ok(if list.is_empty() { Value::Object(object) } else { Value::Array(list) })
    }

    /// One resource, or an attribute of it.
    fn instance(
        &mut self,
        at: usize,
        key: &Key,
        operators: &[&'a TraversalOperator],
        scope: &Scope,
    ) -> Outcome {
        let Some(declared) = self.config.resources.get(at).copied() else { return Err(Missing) };
        if let Some(TraversalOperator::GetAttr(name)) = operators.first() {
            let value = self.attribute(declared, key, name.as_str())?;
            return self.follow(value, operators.get(1..).unwrap_or_default(), scope);
        }
        let mut object = Map::new();
        for structure in &declared.block.body {
            let name = match structure {
                Structure::Attribute(it) => it.key.as_str(),
                Structure::Block(it) => it.ident.as_str(),
            };
            if !object.contains_key(name) {
                object.insert(name.to_string(), self.attribute(declared, key, name)?);
            }
        }
        object.insert("id".to_string(), self.attribute(declared, key, "id")?);
        self.follow(Value::Object(object), operators, scope)
    }

    /// An attribute of a resource: an argument, its id, or something that Azure tells later.
    fn attribute(&mut self, declared: Declared<'a>, key: &Key, name: &str) -> Outcome {
        let address = format!("{}{}.{name}", declared.address(), key.suffix());
        self.remembered(&address, declared.block, |it| {
            let body = &declared.block.body;
            if let Some(argument) = body.get_attribute(name) {
                return it.in_instance(key, |it, scope| it.value(&argument.value, scope));
            }
            if name == "id" {
                let mut get =
                    |name: &str| it.attribute(declared, key, name).ok().as_ref().and_then(text_of);
                let id = ids::id_of(declared.kind, &mut get);
                return Ok(match id {
                    Some(id) => ids::in_subscription(&it.subscription, &id),
                    None => unknown(&address),
                });
            }
            let blocks = body.blocks().filter(|it| it.ident.as_str() == name);
            let blocks: Vec<&'a Block> = blocks.collect();
            if blocks.is_empty() {
                return Ok(match (declared.kind, name) {
                    ("azurerm_client_config" | "azurerm_subscription", "subscription_id") => {
                        it.subscription.clone()
                    }
                    _ => unknown(&address),
                });
            }
            let mut list = Vec::new();
            for block in blocks {
                let range = block.span().unwrap_or_default();
                let made =
                    it.in_instance(key, |it, scope| it.body(&block.body, range.clone(), scope));
                let mut object = object_of(made);
                // Subnets that stand in their network have ids too.
                if let (Some(Value::String(name)), "azurerm_virtual_network", "subnet") =
                    (object.get("name"), declared.kind, name)
                {
                    let subnet = format!("/subnets/{name}");
                    let network = it.attribute(declared, key, "id")?;
                    let network = text_of(&network).unwrap_or_default();
                    object.insert("id".to_string(), Value::String(network + &subnet));
                }
                list.push(Value::Object(object));
            }
            Ok(Value::Array(list))
        })
    }

    /// Goes on from a value along attributes and indices.
    fn follow(
        &mut self,
        mut value: Value,
        operators: &[&'a TraversalOperator],
        scope: &Scope,
    ) -> Outcome {
        for (at, operator) in operators.iter().enumerate() {
            let rest = operators.get(at + 1..).unwrap_or_default();
            value = match operator {
                TraversalOperator::GetAttr(name) => member(value, name.as_str())?,
                TraversalOperator::LegacyIndex(index) => item(value, *index.value())?,
                TraversalOperator::Index(index) => match self.value(index, scope)? {
                    Value::String(key) if key.contains("${") => Value::String(key),
                    Value::String(key) => member(value, &key)?,
                    Value::Number(index) => item(value, index.as_u64().ok_or(Missing)?)?,
                    _ => return Err(Missing),
                },
                TraversalOperator::FullSplat(_) | TraversalOperator::AttrSplat(_) => {
                    let items = match value {
                        Value::Array(items) => items,
                        Value::Null => Vec::new(),
                        value if is_unknown(&value) => return Ok(value),
                        value => vec![value],
                    };
                    let (each, whole) = splat(Some(operator), rest);
                    let mut list = Vec::with_capacity(items.len());
                    for item in items {
                        if !self.step(1) {
                            return Err(Missing);
                        }
                        list.push(self.follow(item, each, scope)?);
                    }
                    return self.follow(Value::Array(list), whole, scope);
                }
            };
        }
        Ok(value)
    }
}
