//! What the expressions of a configuration come to.
//!
//! A value that is not known is a text `${name}` and stays one: whatever is made from it is named
//! after it or holds it. Each reference, call and turn of a loop is a step, and there is a limit to
//! steps, to the depth and to the size of values, so that no text can make this run away.

mod references;
mod values;

use super::body::{Body, Content, Field, Resource, is_unknown, text_of, unknown, unknown_in};
use super::functions;
use hcl_edit::Span;
use hcl_edit::expr::{
    BinaryOperator, Conditional, Expression, ForExpr, FuncCall, ObjectKey, UnaryOperator,
};
use hcl_edit::structure::{Block, BlockLabel, Body as HclBody, Structure};
use hcl_edit::template::{Directive, Element, Template};
use serde_json::{Map, Value, json};
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::rc::Rc;
use values::{entries, number_of, pairs, same, weigh};

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
            subscription: unknown("provider.azurerm.subscription_id"),
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

    fn trouble(&mut self, range: Range<usize>, what: String, help: String) {
        if self.told.insert(what.clone()) {
            self.troubles.push(Trouble { range, what, help });
        }
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
            let range = each.span().unwrap_or_default();
            self.trouble(range.clone(), what, help.to_string());
            let cause = unknown_in(&items).unwrap_or_else(|| self.unknown_of(each));
            fields.push(Field {
                name: label.to_string(),
                name_range: block.labels.first().and_then(Span::span).unwrap_or_default(),
                range,
                content: Content::Value(cause),
            });
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
                binary(operator, left, right).ok_or(Missing)?
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
}

fn binary(operator: BinaryOperator, left: Value, right: Value) -> Option<Value> {
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
