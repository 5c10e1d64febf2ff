//! What the expressions of a configuration come to.
//!
//! A value that is not known is a text `${name}` and stays one: whatever is made from it is named
//! after it or holds it. Each reference, call and turn of a loop is a step, and there is a limit to
//! steps, to the depth and to the size of values, so that no text can make this run away.

use super::body::{
    Body, Content, Field, Resource, is_unknown, is_wholly_unknown, text_of, unknown, unknown_in,
};
use super::functions;
use super::ids;
use super::types;
use hcl_edit::expr::{
    BinaryOperator, Conditional, Expression, ForExpr, FuncCall, ObjectKey, Traversal,
    TraversalOperator, UnaryOperator,
};
use hcl_edit::structure::{Block, BlockLabel, Body as HclBody, Structure};
use hcl_edit::template::{Directive, Element, Template};
use hcl_edit::{Decorated, Span};
use serde_json::{Map, Number, Value, json};
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::rc::Rc;

/// Steps beside those that the length of the text allows.
const STEPS: usize = 100_000;
/// Expressions within expressions, references followed.
const DEEPEST: usize = 160;
/// Lists within lists.
const VALUE_DEPTH: usize = 32;
/// Resources that one `count` or `for_each` makes.
pub(super) const MOST_INSTANCES: usize = 1_000;
/// Longest text that is put together, in bytes.
const LONGEST_TEXT: usize = 65_536;

/// What one text declares.
pub(super) struct Configuration<'a> {
    pub text: &'a str,
    /// `variable` blocks.
    pub variables: HashMap<&'a str, &'a HclBody>,
    /// What `terraform.tfvars` says.
    pub given: HashMap<&'a str, &'a Expression>,
    pub locals: HashMap<&'a str, &'a Expression>,
    pub resources: Vec<Declared<'a>>,
    /// Places in `resources` by whether it is a data source, type and name.
    pub places: HashMap<(bool, &'a str, &'a str), usize>,
}

/// A `resource` or `data` block.
#[derive(Clone, Copy)]
pub(super) struct Declared<'a> {
    pub data: bool,
    pub kind: &'a str,
    pub name: &'a str,
    pub block: &'a Block,
}

impl Declared<'_> {
    fn address(&self) -> String {
        let data = if self.data { "data." } else { "" };
        format!("{data}{}.{}", self.kind, self.name)
    }
}

/// Which of the resources that `count` and `for_each` make.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Key {
    /// There is one.
    Only,
    /// By `count`.
    Index(usize),
    /// By `for_each`: key and value.
    Each(String, Value),
    /// One that stands for an unknown number.
    Unknown(String),
}

impl Key {
    fn suffix(&self) -> String {
        match self {
            Self::Only => String::new(),
            Self::Index(at) => format!("[{at}]"),
            Self::Each(key, _) => format!("[\"{key}\"]"),
            Self::Unknown(name) => format!("[{name}]"),
        }
    }
}

/// There is no value: a name or a key that does not exist.
#[derive(Debug)]
pub(super) struct Missing;

type Outcome = Result<Value, Missing>;

/// Names of loops, innermost first.
pub(super) struct Scope<'s> {
    outer: Option<&'s Scope<'s>>,
    name: &'s str,
    value: Value,
}

impl<'s> Scope<'s> {
    fn empty() -> Scope<'static> {
        Scope { outer: None, name: "", value: Value::Null }
    }

    fn with(&'s self, name: &'s str, value: Value) -> Scope<'s> {
        Scope { outer: Some(self), name, value }
    }

    fn find(&self, name: &str) -> Option<&Value> {
        let mut scope = Some(self);
        while let Some(it) = scope {
            if it.name == name && !name.is_empty() {
                return Some(&it.value);
            }
            scope = it.outer;
        }
        None
    }
}

/// Something that could not be followed: where, what, and what to do.
pub(super) struct Trouble {
    pub range: Range<usize>,
    pub what: String,
    pub help: String,
}

pub(super) struct Evaluator<'a> {
    config: &'a Configuration<'a>,
    /// The subscription, once it is known.
    subscription: Value,
    known: HashMap<String, (Value, usize)>,
    keys: HashMap<usize, Rc<Vec<Key>>>,
    open: Vec<String>,
    steps: usize,
    most_steps: usize,
    depth: usize,
    told: HashSet<String>,
    pub troubles: Vec<Trouble>,
}

impl<'a> Evaluator<'a> {
    pub fn new(config: &'a Configuration<'a>) -> Self {
        Self {
            config,
            subscription: unknown("subscription_id"),
            known: HashMap::new(),
            keys: HashMap::new(),
            open: Vec::new(),
            steps: 0,
            most_steps: STEPS + config.text.len(),
            depth: 0,
            told: HashSet::new(),
            troubles: Vec::new(),
        }
    }

    /// Sets the subscription that ids are in.
    pub fn set_subscription(&mut self, subscription: Value) {
        self.subscription = subscription;
    }

    /// Whether the limit of steps was reached.
    pub fn is_exhausted(&self) -> bool {
        self.steps > self.most_steps
    }

    /// The value of an expression outside every resource.
    pub fn top_value(&mut self, expression: &'a Expression) -> Value {
        self.value_or_unknown(expression, &Scope::empty())
    }

    /// The arguments and blocks of a body outside every resource.
    pub fn top_body(&mut self, body: &'a HclBody, range: Range<usize>) -> Body {
        self.body(body, range, &Scope::empty())
    }

    /// The resources that a block makes.
    pub fn resources(&mut self, at: usize) -> Vec<Resource> {
        let Some(declared) = self.config.resources.get(at).copied() else { return Vec::new() };
        let keys = self.keys_of(at);
        let mut made = Vec::new();
        for key in keys.iter() {
            if self.is_exhausted() {
                break;
            }
            let range = declared.block.span().unwrap_or_default();
            let address = format!("{}{}", declared.address(), key.suffix());
            let body = self
                .in_instance(key, |it, scope| it.body(&declared.block.body, range.clone(), scope));
            made.push(Resource {
                kind: declared.kind.to_string(),
                address,
                data: declared.data,
                body,
            });
        }
        made
    }

    fn in_instance<T>(&mut self, key: &Key, make: impl FnOnce(&mut Self, &Scope) -> T) -> T {
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
    fn keys_of(&mut self, at: usize) -> Rc<Vec<Key>> {
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

    fn trouble(&mut self, range: Range<usize>, what: String, help: String) {
        if self.told.insert(what.clone()) {
            self.troubles.push(Trouble { range, what, help });
        }
    }

    fn tell_cycle(&mut self, name: &str, at: &impl Span) {
        let from = self.open.iter().position(|it| it == name).unwrap_or(0);
        let round: Vec<&str> = self.open.iter().skip(from).map(String::as_str).take(8).collect();
        let help = format!("break the circle {} → {name}", round.join(" → "));
        let what = format!("`{name}`, which refers to itself");
        self.trouble(at.span().unwrap_or_default(), what, help);
    }

    /// Counts a step; whether there is one left.
    fn step(&mut self, steps: usize) -> bool {
        self.steps = self.steps.saturating_add(steps);
        !self.is_exhausted()
    }

    fn source(&self, of: &impl Span) -> &'a str {
        of.span().and_then(|range| self.config.text.get(range)).unwrap_or_default()
    }

    fn unknown_of(&self, of: &impl Span) -> Value {
        unknown(self.source(of))
    }

    fn value_or_unknown(&mut self, expression: &'a Expression, scope: &Scope) -> Value {
        match self.value(expression, scope) {
            Ok(value) => value,
            Err(Missing) => self.unknown_of(expression),
        }
    }

    /// Arguments and blocks, with `dynamic` ones made.
    fn body(&mut self, body: &'a HclBody, range: Range<usize>, scope: &Scope) -> Body {
        let mut made = Body { range, fields: Vec::new() };
        if self.depth >= DEEPEST {
            return made;
        }
        self.depth += 1;
        for structure in body {
            match structure {
                Structure::Attribute(attribute) => made.fields.push(Field {
                    name: attribute.key.to_string(),
                    name_range: attribute.key.span().unwrap_or_default(),
                    range: attribute.value.span().unwrap_or_default(),
                    content: Content::Value(self.value_or_unknown(&attribute.value, scope)),
                }),
                Structure::Block(block) if block.ident.as_str() == "dynamic" => {
                    self.dynamic(block, scope, &mut made.fields);
                }
                Structure::Block(block) => {
                    let range = block.span().unwrap_or_default();
                    made.fields.push(Field {
                        name: block.ident.to_string(),
                        name_range: block.ident.span().unwrap_or_default(),
                        range: range.clone(),
                        content: Content::Block(self.body(&block.body, range, scope)),
                    });
                }
            }
        }
        self.depth -= 1;
        made
    }

    fn dynamic(&mut self, block: &'a Block, scope: &Scope, fields: &mut Vec<Field>) {
        let Some(label) = block.labels.first().map(BlockLabel::as_str) else { return };
        let each = block.body.get_attribute("for_each").map(|it| &it.value);
        let content = block.body.get_blocks("content").next();
        let (Some(each), Some(content)) = (each, content) else { return };
        let iterator = block.body.get_attribute("iterator").map(|it| self.source(&it.value).trim());
        let items = self.value_or_unknown(each, scope);
        let Some(pairs) = pairs(&items).filter(|it| it.len() <= MOST_INSTANCES) else {
            let what = format!("`for_each` of the blocks `{label}`");
            let help = "write the blocks out, or give the variables in it a default";
            self.trouble(each.span().unwrap_or_default(), what, help.to_string());
            return;
        };
        for (key, value) in pairs {
            if !self.step(1) {
                return;
            }
            let turn = json!({ "key": key, "value": value });
            let scope = scope.with(iterator.unwrap_or(label), turn);
            let range = content.span().unwrap_or_default();
            fields.push(Field {
                name: label.to_string(),
                name_range: block.labels.first().and_then(Span::span).unwrap_or_default(),
                range: range.clone(),
                content: Content::Block(self.body(&content.body, range, &scope)),
            });
        }
    }

    /// The value of an expression.
    fn value(&mut self, expression: &'a Expression, scope: &Scope) -> Outcome {
        if self.depth >= DEEPEST || !self.step(1) {
            return Ok(self.unknown_of(expression));
        }
        self.depth += 1;
        let value = self.value_within(expression, scope);
        self.depth -= 1;
        value
    }

    fn value_within(&mut self, expression: &'a Expression, scope: &Scope) -> Outcome {
        Ok(match expression {
            Expression::Null(_) => Value::Null,
            Expression::Bool(it) => Value::Bool(*it.value()),
            Expression::Number(it) => number_of(it.value()),
            Expression::String(it) => Value::String(it.value().clone()),
            Expression::Array(items) => {
                let mut list = Vec::with_capacity(items.len());
                for item in items {
                    list.push(self.value(item, scope)?);
                }
                Value::Array(list)
            }
            Expression::Object(members) => {
                let mut object = Map::new();
                for (key, member) in members {
                    let key = match key {
                        ObjectKey::Ident(name) => name.to_string(),
                        ObjectKey::Expression(key) => {
                            let key = self.value(key, scope)?;
                            text_of(&key).ok_or(Missing)?
                        }
                    };
                    let value = self.value(member.expr(), scope)?;
                    object.insert(key, value);
                }
                Value::Object(object)
            }
            Expression::StringTemplate(template) => {
                let elements: Vec<&'a Element> = template.iter().collect();
                if let [Element::Interpolation(only)] = elements.as_slice() {
                    return self.value(&only.expr, scope);
                }
                self.elements(&elements, scope)?
            }
            Expression::HeredocTemplate(heredoc) => self.template(&heredoc.template, scope)?,
            Expression::Parenthesis(inner) => return self.value(inner.inner(), scope),
            Expression::Variable(name) => {
                scope.find(name.as_str()).cloned().unwrap_or_else(|| unknown(name.as_str()))
            }
            Expression::Conditional(it) => return self.conditional(it, scope),
            Expression::FuncCall(call) => return self.call(call, scope),
            Expression::Traversal(it) => return self.traversal(it, scope),
            Expression::UnaryOp(it) => {
                let value = self.value(&it.expr, scope)?;
                match (*it.operator.value(), &value) {
                    _ if is_unknown(&value) => value,
                    (UnaryOperator::Neg, _) => {
                        functions::number(-functions::as_number(&value).ok_or(Missing)?)
                    }
                    (UnaryOperator::Not, _) => {
                        Value::Bool(!functions::as_bool(&value).ok_or(Missing)?)
                    }
                }
            }
            Expression::BinaryOp(it) => {
                let left = self.value(&it.lhs_expr, scope)?;
                let operator = *it.operator.value();
                // The right side may only be there where the left allows it.
                match (operator, functions::as_bool(&left)) {
                    (BinaryOperator::And, Some(false)) => return Ok(Value::Bool(false)),
                    (BinaryOperator::Or, Some(true)) => return Ok(Value::Bool(true)),
                    _ => {}
                }
                let right = self.value(&it.rhs_expr, scope)?;
                self.binary(operator, left, right).ok_or(Missing)?
            }
            Expression::ForExpr(it) => return self.for_expression(it, scope),
        })
    }

    fn conditional(&mut self, it: &'a Conditional, scope: &Scope) -> Outcome {
        let condition = self.value(&it.cond_expr, scope)?;
        match functions::as_bool(&condition) {
            Some(true) => self.value(&it.true_expr, scope),
            Some(false) => self.value(&it.false_expr, scope),
            None => {
                let yes = self.value_or_unknown(&it.true_expr, scope);
                let no = self.value_or_unknown(&it.false_expr, scope);
                let cause =
                    || unknown_in(&condition).unwrap_or_else(|| self.unknown_of(&it.cond_expr));
                Ok(if yes == no { yes } else { cause() })
            }
        }
    }

    #[expect(clippy::unused_self, reason = "reads as the others do")]
    fn binary(&self, operator: BinaryOperator, left: Value, right: Value) -> Option<Value> {
        use functions::{as_bool, as_number, number};
        match operator {
            _ if is_unknown(&left) => return Some(left),
            _ if is_unknown(&right) => return Some(right),
            BinaryOperator::Eq => return Some(Value::Bool(same(&left, &right))),
            BinaryOperator::NotEq => return Some(Value::Bool(!same(&left, &right))),
            BinaryOperator::And | BinaryOperator::Or => return as_bool(&right).map(Value::Bool),
            _ => {}
        }
        let (left, right) = (as_number(&left)?, as_number(&right)?);
        Some(match operator {
            BinaryOperator::LessEq => Value::Bool(left <= right),
            BinaryOperator::GreaterEq => Value::Bool(left >= right),
            BinaryOperator::Less => Value::Bool(left < right),
            BinaryOperator::Greater => Value::Bool(left > right),
            BinaryOperator::Plus => number(left + right),
            BinaryOperator::Minus => number(left - right),
            BinaryOperator::Mul => number(left * right),
            BinaryOperator::Div if right != 0.0 => number(left / right),
            BinaryOperator::Mod if right != 0.0 => number(left % right),
            _ => return None,
        })
    }

    fn template(&mut self, template: &'a Template, scope: &Scope) -> Outcome {
        let elements: Vec<&'a Element> = template.iter().collect();
        self.elements(&elements, scope)
    }

    fn elements(&mut self, elements: &[&'a Element], scope: &Scope) -> Outcome {
        let mut text = String::new();
        for element in elements {
            match element {
                Element::Literal(literal) => text.push_str(literal.value()),
                Element::Interpolation(it) => {
                    let value = self.value(&it.expr, scope)?;
                    text.push_str(&text_of(&value).ok_or(Missing)?);
                }
                Element::Directive(directive) => {
                    let part = self.directive(directive, scope)?;
                    text.push_str(&text_of(&part).unwrap_or_default());
                }
            }
            if text.len() > LONGEST_TEXT {
                return Err(Missing);
            }
        }
        self.step(text.len() / 64);
        Ok(Value::String(text))
    }

    fn directive(&mut self, directive: &'a Directive, scope: &Scope) -> Outcome {
        if self.depth >= DEEPEST {
            return Err(Missing);
        }
        self.depth += 1;
        let text = self.directive_within(directive, scope);
        self.depth -= 1;
        text
    }

    fn directive_within(&mut self, directive: &'a Directive, scope: &Scope) -> Outcome {
        match directive {
            Directive::If(it) => {
                let condition = self.value(&it.if_expr.cond_expr, scope)?;
                match (functions::as_bool(&condition), &it.else_expr) {
                    (Some(true), _) => self.template(&it.if_expr.template, scope),
                    (Some(false), Some(other)) => self.template(&other.template, scope),
                    (Some(false), None) => Ok(Value::String(String::new())),
                    (None, _) => Ok(condition),
                }
            }
            Directive::For(it) => {
                let items = self.value(&it.for_expr.collection_expr, scope)?;
                let Some(items) = entries(&items) else { return Ok(unknown("for")) };
                let mut text = String::new();
                for (key, value) in items {
                    if !self.step(1) || text.len() > LONGEST_TEXT {
                        return Err(Missing);
                    }
                    let key_name = it.for_expr.key_var.as_ref().map_or("", |it| it.as_str());
                    let keyed = scope.with(key_name, key);
                    let scope = keyed.with(it.for_expr.value_var.as_str(), value);
                    let part = self.template(&it.for_expr.template, &scope)?;
                    text.push_str(&text_of(&part).unwrap_or_default());
                }
                Ok(Value::String(text))
            }
        }
    }

    fn for_expression(&mut self, it: &'a ForExpr, scope: &Scope) -> Outcome {
        let collection = self.value(&it.intro.collection_expr, scope)?;
        let Some(items) = entries(&collection) else {
            return Ok(if is_unknown(&collection) { collection } else { self.unknown_of(it) });
        };
        let mut list = Vec::new();
        let mut object = Map::new();
        for (key, value) in items {
            if !self.step(1) {
                return Ok(self.unknown_of(it));
            }
            let key_name = it.intro.key_var.as_ref().map_or("", |it| it.as_str());
            let keyed = scope.with(key_name, key);
            let scope = keyed.with(it.intro.value_var.as_str(), value);
            if let Some(condition) = &it.cond {
                let holds = self.value(&condition.expr, &scope)?;
                match functions::as_bool(&holds) {
                    Some(true) => {}
                    Some(false) => continue,
                    None => return Ok(holds),
                }
            }
            let value = self.value(&it.value_expr, &scope)?;
            let Some(key) = &it.key_expr else {
                list.push(value);
                continue;
            };
            let key = self.value(key, &scope)?;
            let key = text_of(&key).ok_or(Missing)?;
            if it.grouping {
                let group = object.entry(key).or_insert_with(|| Value::Array(Vec::new()));
                if let Value::Array(group) = group {
                    group.push(value);
                }
            } else {
                object.insert(key, value);
            }
        }
        Ok(if it.key_expr.is_some() { Value::Object(object) } else { Value::Array(list) })
    }

    fn call(&mut self, call: &'a FuncCall, scope: &Scope) -> Outcome {
        let name = call.name.name.as_str();
        let arguments: Vec<&'a Expression> = call.args.iter().collect();
        if !call.name.namespace.is_empty() {
            return Ok(self.unknown_of(call));
        }
        if matches!(name, "try" | "can") {
            for argument in arguments {
                match self.value(argument, scope) {
                    Ok(_) if name == "can" => return Ok(Value::Bool(true)),
                    Ok(value) => return Ok(value),
                    Err(Missing) => {}
                }
            }
            return if name == "can" { Ok(Value::Bool(false)) } else { Err(Missing) };
        }
        let mut values = Vec::with_capacity(arguments.len());
        for argument in arguments {
            values.push(self.value(argument, scope)?);
        }
        if call.args.expand_final() {
            match values.pop() {
                Some(Value::Array(last)) => values.extend(last),
                _ => return Ok(self.unknown_of(call)),
            }
        }
        let weight: usize = values.iter().map(|it| weigh(it, 0).unwrap_or(STEPS)).sum();
        if !self.step(weight) {
            return Ok(self.unknown_of(call));
        }
        match functions::call(name, &values) {
            functions::Answer::Value(value) => Ok(value),
            functions::Answer::Unknown => {
                let cause = values.iter().find_map(unknown_in);
                Ok(cause.unwrap_or_else(|| self.unknown_of(call)))
            }
            functions::Answer::Wrong(why) => {
                let source = self.source(call);
                let what = crate::text::quoted(source);
                self.trouble(call.span().unwrap_or_default(), what, why);
                Err(Missing)
            }
        }
    }

    fn traversal(&mut self, it: &'a Traversal, scope: &Scope) -> Outcome {
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

/// What of the operators after a splat is for each item, and what for the list: after `.*` only
/// attributes are for each.
fn splat<'o, 'a>(
    splat: Option<&&'a TraversalOperator>,
    rest: &'o [&'a TraversalOperator],
) -> (&'o [&'a TraversalOperator], &'o [&'a TraversalOperator]) {
    let is_attribute = |it: &&TraversalOperator| matches!(it, TraversalOperator::GetAttr(_));
    match splat {
        Some(TraversalOperator::AttrSplat(_)) => {
            rest.split_at(rest.iter().take_while(|it| is_attribute(it)).count())
        }
        _ => (rest, &[]),
    }
}

fn object_of(body: Body) -> Map<String, Value> {
    let fields = body.fields.into_iter();
    fields
        .map(|it| match it.content {
            Content::Value(value) => (it.name, value),
            Content::Block(body) => (it.name, Value::Array(vec![Value::Object(object_of(body))])),
        })
        .collect()
}

/// A member of an object; of a value that is not known one that is not known.
fn member(value: Value, name: &str) -> Outcome {
    match value {
        Value::Object(mut members) => members.remove(name).ok_or(Missing),
        // One block is a list of one to Terraform, and people leave the index out.
        Value::Array(mut items) if items.len() == 1 => {
            items.pop().map_or(Err(Missing), |it| member(it, name))
        }
        Value::String(text) if is_wholly_unknown(&text) => Ok(within(&text, &format!(".{name}"))),
        _ => Err(Missing),
    }
}

fn item(value: Value, index: u64) -> Outcome {
    match value {
        Value::Array(mut items) => {
            let index = usize::try_from(index).map_err(|_| Missing)?;
            if index < items.len() { Ok(items.swap_remove(index)) } else { Err(Missing) }
        }
        Value::String(text) if is_wholly_unknown(&text) => Ok(within(&text, &format!("[{index}]"))),
        _ => Err(Missing),
    }
}

/// A part of something that is not known.
fn within(text: &str, part: &str) -> Value {
    unknown(&format!("{}{part}", text.replace("${", "").replace('}', "")))
}

fn is_key(key: &Key, index: &Value) -> bool {
    match (key, index) {
        (Key::Index(at), _) => whole(index) == Some(*at),
        (Key::Each(key, _), Value::String(text)) => key == text,
        (Key::Each(key, _), Value::Number(number)) => *key == number.to_string(),
        _ => false,
    }
}

fn whole(value: &Value) -> Option<usize> {
    let number = functions::as_number(value)?;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "it is checked to be a whole number in range"
    )]
    (number.fract() == 0.0 && (0.0..1e9).contains(&number)).then_some(number as usize)
}

/// What `for_each` goes through: keys in order, with their values.
fn pairs(value: &Value) -> Option<Vec<(String, Value)>> {
    let mut pairs: Vec<(String, Value)> = match value {
        Value::Object(members) => {
            members.iter().map(|(key, value)| (key.clone(), value.clone())).collect()
        }
        // A `dynamic` block goes through lists of anything; the keys are then positions.
        Value::Array(items) if items.iter().all(Value::is_string) => {
            items.iter().filter_map(|it| Some((it.as_str()?.to_string(), it.clone()))).collect()
        }
        Value::Array(items) => {
            let numbered = items.iter().enumerate();
            return Some(numbered.map(|(at, it)| (at.to_string(), it.clone())).collect());
        }
        _ => return None,
    };
    if value.is_object() {
        pairs.sort_by(|one, other| one.0.cmp(&other.0));
    }
    Some(pairs)
}

/// What a `for` goes through: keys or positions, with their values.
fn entries(value: &Value) -> Option<Vec<(Value, Value)>> {
    match value {
        Value::Array(items) => {
            Some(items.iter().enumerate().map(|(at, it)| (json!(at), it.clone())).collect())
        }
        Value::Object(_) => {
            let pairs = pairs(value)?.into_iter();
            Some(pairs.map(|(key, value)| (Value::String(key), value)).collect())
        }
        _ => None,
    }
}

/// Whether Terraform takes two values for equal.
fn same(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => left.as_f64() == right.as_f64(),
        _ => left == right,
    }
}

/// How large a value is, in steps that a copy of it costs; nothing where it is nested too deep.
fn weigh(value: &Value, depth: usize) -> Option<usize> {
    if depth > VALUE_DEPTH {
        return None;
    }
    Some(match value {
        Value::String(text) => 1 + text.len() / 64,
        Value::Array(items) => {
            items.iter().try_fold(1, |sum, it| Some(sum + weigh(it, depth + 1)?))?
        }
        Value::Object(members) => {
            members.values().try_fold(1, |sum, it| Some(sum + weigh(it, depth + 1)?))?
        }
        _ => 1,
    })
}

fn number_of(number: &hcl_edit::Number) -> Value {
    let whole = number.as_i64().map(Number::from).or_else(|| number.as_u64().map(Number::from));
    let number = whole.or_else(|| number.as_f64().and_then(Number::from_f64));
    number.map_or(Value::Null, Value::Number)
}
