//! What expressions of a template see: parameters, variables, loops and where it is deployed.

use super::expression::{Expression, inner, parse, unescaped};
use super::functions::{call, number, plain};
use super::node::{Kind, Node};
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::ops::Range;

/// What all templates of a text share: what evaluation may cost, and what was not understood.
pub(super) struct Shared {
    /// How much may still be made of the text.
    budget: Cell<usize>,
    depth: Cell<usize>,
    /// Functions that are not known, with where they stand first.
    pub unknown_functions: RefCell<Vec<(String, Range<usize>)>>,
    /// Expressions that can't be read.
    pub broken: RefCell<Vec<(String, Range<usize>)>>,
}

/// Values that may be made by functions and loops, weighed in bytes.
const BUDGET: usize = 16 << 20;
/// Values and expressions in each other at most, parameters and variables included.
const DEPTH: usize = 150;

impl Shared {
    pub fn new() -> Self {
        Self {
            budget: Cell::new(BUDGET),
            depth: Cell::new(0),
            unknown_functions: RefCell::default(),
            broken: RefCell::default(),
        }
    }

    /// Whether so much may still be made.
    pub fn spend(&self, cost: usize) -> bool {
        let left = self.budget.get().checked_sub(cost);
        self.budget.set(left.unwrap_or_default());
        left.is_some()
    }

    pub fn is_spent(&self) -> bool {
        self.budget.get() == 0
    }
}

/// What a value weighs.
fn weight(node: &Node) -> usize {
    let inner: usize = match &node.kind {
        Kind::Text(text) => text.len(),
        Kind::List(items) => items.iter().map(weight).sum(),
        Kind::Object(members) => members.iter().map(|(name, it)| name.len() + weight(it)).sum(),
        _ => 0,
    };
    inner + 64
}

/// What the expressions of one template see.
pub(super) struct Scope<'n> {
    pub shared: &'n Shared,
    /// Parameters that are given, by name in lower case.
    pub given: HashMap<String, Node>,
    /// The template's own definitions.
    pub template: &'n Node,
    /// Subscription id.
    pub subscription: String,
    /// Resource group; none where the template is deployed to a subscription.
    pub group: Option<String>,
    /// Loops that the expression is in, innermost last.
    loops: RefCell<Vec<(String, i64)>>,
}

/// A value that is not known, by its name, without characters that a name has not.
pub(super) fn unknown(name: &str) -> String {
    let mut clean = String::new();
    for it in name.chars().take(400) {
        match it {
            '(' | ' ' if !clean.ends_with(' ') && !clean.is_empty() => clean.push(' '),
            '_' | '.' | '-' | '/' | '[' | ']' => clean.push(it),
            it if it.is_alphanumeric() => clean.push(it),
            _ => {}
        }
    }
    // A call without arguments leaves a blank before what follows.
    let clean = clean.trim().replace(" .", ".");
    format!("${{{}}}", if clean.is_empty() { "expression" } else { &clean })
}

/// The first unknown in a value.
fn unknown_in(node: &Node) -> Option<String> {
    match &node.kind {
        Kind::Text(text) => crate::read::unknowns(text).next().map(unknown),
        Kind::List(items) => items.iter().find_map(unknown_in),
        Kind::Object(members) => members.iter().find_map(|(_, it)| unknown_in(it)),
        _ => None,
    }
}

fn is_unknown(node: &Node) -> bool {
    unknown_in(node).is_some()
}

impl<'n> Scope<'n> {
    pub fn new(shared: &'n Shared, template: &'n Node, subscription: String) -> Self {
        Self {
            shared,
            given: HashMap::new(),
            template,
            subscription,
            group: None,
            loops: RefCell::default(),
        }
    }

    /// Does something once for each turn of a loop.
    pub fn turn<T>(&self, name: &str, index: i64, what: impl FnOnce() -> T) -> T {
        self.loops.borrow_mut().push((name.to_lowercase(), index));
        let result = what();
        self.loops.borrow_mut().pop();
        result
    }

    /// The value with all its expressions worked out.
    pub fn value(&self, node: &Node) -> Node {
        let depth = self.shared.depth.get();
        if depth > DEPTH {
            return Node::text(unknown("expression"), &node.range);
        }
        self.shared.depth.set(depth + 1);
        let value = self.worked_out(node);
        self.shared.depth.set(depth);
        value
    }

    fn worked_out(&self, node: &Node) -> Node {
        match &node.kind {
            Kind::Text(text) => self.text(text, &node.range),
            Kind::List(items) => {
                Node::new(Kind::List(items.iter().map(|it| self.value(it)).collect()), &node.range)
            }
            Kind::Object(members) => {
                let mut all = Vec::new();
                for (name, value) in members {
                    if name == "copy" && value.is_list() {
                        all.extend(value.items().iter().filter_map(|it| self.copied(it)));
                    } else {
                        all.push((self.name(name, &value.range), self.value(value)));
                    }
                }
                Node::new(Kind::Object(all), &node.range)
            }
            _ => node.clone(),
        }
    }

    fn name(&self, name: &str, range: &Range<usize>) -> String {
        plain(&self.text(name, range)).unwrap_or_else(|| name.to_string())
    }

    /// A member that is made by a loop: `{ "name": …, "count": …, "input": … }`.
    fn copied(&self, copy: &Node) -> Option<(String, Node)> {
        let name = self.value(copy.get("name")?);
        let name = name.as_text()?.to_string();
        let input = copy.get("input")?;
        let count = self.count(copy);
        let items = (0..count).map_while(|at| self.turn(&name, at, || self.turn_of(input)));
        Some((name.clone(), Node::new(Kind::List(items.collect()), &copy.range)))
    }

    /// One turn of a loop, while there may be more.
    pub fn turn_of(&self, input: &Node) -> Option<Node> {
        let value = self.value(input);
        self.shared.spend(weight(&value)).then_some(value)
    }

    /// How often a loop turns: once where that is not known.
    pub fn count(&self, copy: &Node) -> i64 {
        let count = copy.get("count").map(|it| self.value(it));
        count.and_then(|it| it.as_int()).map_or(1, |it| it.clamp(0, MOST_TURNS))
    }

    pub fn text(&self, text: &str, range: &Range<usize>) -> Node {
        let Some(inside) = inner(text) else { return Node::text(unescaped(text), range) };
        let Some(expression) = parse(inside) else {
            self.shared.broken.borrow_mut().push((text.to_string(), range.clone()));
            return Node::text(unknown(inside), range);
        };
        // What it is made of may stand elsewhere; the whole stands here.
        Node { range: range.clone(), ..self.evaluate(&expression, range) }
    }

    fn evaluate(&self, expression: &Expression, range: &Range<usize>) -> Node {
        let depth = self.shared.depth.get();
        if depth > DEPTH || self.shared.is_spent() {
            return Node::text(unknown("expression"), range);
        }
        self.shared.depth.set(depth + 1);
        let value = match expression {
            Expression::Text(text) => Node::text(text.clone(), range),
            Expression::Int(it) => Node::new(number(*it), range),
            Expression::Call(name, arguments) => self.call(name, arguments, range),
            Expression::Member(holder, name) => {
                let holder = self.evaluate(holder, range);
                holder.get(name).cloned().unwrap_or_else(|| lacking(&holder, name, range))
            }
            Expression::Index(holder, index) => {
                let holder = self.evaluate(holder, range);
                let index = self.evaluate(index, range);
                item(&holder, &index).unwrap_or_else(|| {
                    let named = plain(&index).unwrap_or_default();
                    lacking(&holder, &named, range)
                })
            }
        };
        self.shared.depth.set(depth);
        value
    }

    fn call(&self, name: &str, arguments: &[Expression], range: &Range<usize>) -> Node {
        let lower = name.to_ascii_lowercase();
        let argument = |at: usize| arguments.get(at).map(|it| self.evaluate(it, range));
        let node = |kind| Node::new(kind, range);
        match lower.as_str() {
            "parameters" => return self.parameter(argument(0), range),
            "variables" => return self.variable(argument(0), range),
            "if" => return self.choose(arguments, range),
            "and" | "or" => return self.logic(&lower, arguments, range),
            "coalesce" => {
                let known = arguments.iter().map(|it| self.evaluate(it, range));
                return known
                    .into_iter()
                    .find(|it| it.kind != Kind::Null)
                    .unwrap_or(node(Kind::Null));
            }
            "tryget" => {
                let holder = argument(0).unwrap_or(node(Kind::Null));
                let found = argument(1).and_then(|it| item(&holder, &it));
                let missing = unknown_in(&holder).map_or(Kind::Null, Kind::Text);
                return found.unwrap_or(node(missing));
            }
            "copyindex" => return self.copy_index(argument(0), argument(1), range),
            _ => {}
        }
        let arguments: Vec<Node> = arguments.iter().map(|it| self.evaluate(it, range)).collect();
        if !self.shared.spend(arguments.iter().map(weight).sum()) {
            return Node::text(unknown("expression"), range);
        }
        if let Some(value) = self.environment(&lower, &arguments, range) {
            return value;
        }
        let name_of_call = || {
            let texts: Vec<String> = arguments.iter().filter_map(plain).collect();
            Node::text(unknown(&format!("{name}({})", texts.join(", "))), range)
        };
        if AZURES.contains(&lower.as_str()) {
            return name_of_call();
        }
        let unknown_argument = arguments.iter().find_map(unknown_in);
        let is_list = arguments.first().is_some_and(Node::is_list);
        if let Some(name) = &unknown_argument {
            match lower.as_str() {
                // Letters of a name that is not known stay as they are.
                "tolower" | "toupper" | "trim" | "string" if !is_list => {
                    return arguments.into_iter().next().unwrap_or(node(Kind::Null));
                }
                "length" | "first" | "last" if is_list => {}
                it if KEEPS_UNKNOWNS.contains(&it) => {}
                _ => return Node::text(name.clone(), range),
            }
        }
        if let Some(kind) = call(&lower, &arguments) {
            return node(kind);
        }
        if unknown_argument.is_none() {
            let mut functions = self.shared.unknown_functions.borrow_mut();
            if !functions.iter().any(|(it, _)| *it == name) {
                functions.push((name.to_string(), range.clone()));
            }
        }
        name_of_call()
    }

    fn parameter(&self, name: Option<Node>, range: &Range<usize>) -> Node {
        let name = name.and_then(|it| plain(&it)).unwrap_or_default();
        if let Some(given) = self.given.get(&name.to_lowercase()) {
            return self.taken(given.clone(), range);
        }
        let definition = self.template.get("parameters").and_then(|it| it.get(&name));
        match definition.and_then(|it| it.get("defaultValue")) {
            Some(default) => self.deeper(default, &name, range),
            None => Node::text(unknown(&name), range),
        }
    }

    fn variable(&self, name: Option<Node>, range: &Range<usize>) -> Node {
        let name = name.and_then(|it| plain(&it)).unwrap_or_default();
        let variables = self.template.get("variables");
        if let Some(variable) = variables.and_then(|it| it.get(&name)) {
            return self.deeper(variable, &name, range);
        }
        // One that is made by a loop.
        let loops = variables.and_then(|it| it.get("copy")).map(Node::items).unwrap_or_default();
        let made = loops.iter().find(|it| it.text_at("name") == Some(name.as_str()));
        match made.and_then(|it| self.copied(it)) {
            Some((_, value)) => value,
            None => Node::text(unknown(&name), range),
        }
    }

    /// A parameter's or variable's own value, which may hold expressions again.
    fn deeper(&self, node: &Node, name: &str, range: &Range<usize>) -> Node {
        let depth = self.shared.depth.get();
        if depth > DEPTH || !self.shared.spend(weight(node)) {
            return Node::text(unknown(name), range);
        }
        let value = self.value(node);
        self.taken(value, range)
    }

    fn taken(&self, value: Node, range: &Range<usize>) -> Node {
        if self.shared.spend(weight(&value)) {
            value
        } else {
            Node::text(unknown("expression"), range)
        }
    }

    fn choose(&self, arguments: &[Expression], range: &Range<usize>) -> Node {
        let [question, yes, no] = arguments else { return Node::text(unknown("if"), range) };
        let question = self.evaluate(question, range);
        match question.as_bool() {
            Some(true) => self.evaluate(yes, range),
            Some(false) => self.evaluate(no, range),
            None => {
                let name = unknown_in(&question).unwrap_or_else(|| unknown("if"));
                Node::text(name, range)
            }
        }
    }

    fn logic(&self, name: &str, arguments: &[Expression], range: &Range<usize>) -> Node {
        let decisive = name == "or";
        let mut open = None;
        for argument in arguments {
            let value = self.evaluate(argument, range);
            match value.as_bool() {
                Some(it) if it == decisive => return Node::new(Kind::Bool(decisive), range),
                Some(_) => {}
                None => open = open.or(unknown_in(&value)).or_else(|| Some(unknown(name))),
            }
        }
        open.map_or(Node::new(Kind::Bool(!decisive), range), |name| Node::text(name, range))
    }

    fn copy_index(&self, first: Option<Node>, second: Option<Node>, range: &Range<usize>) -> Node {
        let loops = self.loops.borrow();
        let (name, offset) = match &first {
            Some(it) if it.as_text().is_some_and(|it| it.parse::<i64>().is_err()) => {
                (it.as_text().map(str::to_lowercase), second)
            }
            _ => (None, first),
        };
        let found = match &name {
            Some(name) => loops.iter().rev().find(|(it, _)| it == name),
            None => loops.last(),
        };
        let offset = offset.and_then(|it| it.as_int()).unwrap_or_default();
        match found {
            Some((_, index)) => Node::new(number(index.saturating_add(offset)), range),
            None => Node::text(unknown("copyIndex()"), range),
        }
    }

    /// Functions that say where the template is deployed, and ids of resources there.
    fn environment(&self, name: &str, arguments: &[Node], range: &Range<usize>) -> Option<Node> {
        let text = |it: String| Node::text(it, range);
        let texts = || arguments.iter().map(plain).collect::<Option<Vec<String>>>();
        let object = |members: Vec<(&str, String)>| {
            let members = members.into_iter().map(|(name, it)| (name.to_string(), text(it)));
            Node::new(Kind::Object(members.collect()), range)
        };
        let subscription = || format!("/subscriptions/{}", self.subscription);
        let group = || self.group.clone().unwrap_or_else(|| unknown("resourceGroup().name"));
        Some(match name {
            "resourcegroup" => object(vec![
                ("name", group()),
                ("id", format!("{}/resourceGroups/{}", subscription(), group())),
                ("location", unknown("resourceGroup().location")),
            ]),
            "subscription" => object(vec![
                ("subscriptionId", self.subscription.clone()),
                ("id", subscription()),
                ("displayName", unknown("subscription().displayName")),
                ("tenantId", unknown("subscription().tenantId")),
            ]),
            "tenant" => object(vec![("tenantId", unknown("tenant().tenantId"))]),
            "deployment" => object(vec![
                ("name", unknown("deployment().name")),
                ("location", unknown("deployment().location")),
            ]),
            "environment" => object(vec![("name", unknown("environment().name"))]),
            "resourceid" => {
                let ids = texts()?;
                let at = ids.iter().position(|it| it.contains('/') && it.contains('.'))?;
                let (before, rest) = ids.split_at(at);
                let (kind, names) = rest.split_first()?;
                let (subscription, group) = match before {
                    [] => (self.subscription.clone(), group()),
                    [group] => (self.subscription.clone(), group.clone()),
                    [subscription, group, ..] => (subscription.clone(), group.clone()),
                };
                text(format!(
                    "/subscriptions/{subscription}/resourceGroups/{group}/providers/{}",
                    interleaved(kind, names)
                ))
            }
            "subscriptionresourceid" => {
                let ids = texts()?;
                let at = ids.iter().position(|it| it.contains('/') && it.contains('.'))?;
                let (before, rest) = ids.split_at(at);
                let (kind, names) = rest.split_first()?;
                let subscription = before.first().unwrap_or(&self.subscription);
                text(format!(
                    "/subscriptions/{subscription}/providers/{}",
                    interleaved(kind, names)
                ))
            }
            "extensionresourceid" => {
                let ids = texts()?;
                let (scope, rest) = ids.split_first()?;
                let (kind, names) = rest.split_first()?;
                text(format!("{scope}/providers/{}", interleaved(kind, names)))
            }
            _ => return None,
        })
    }
}

/// Turns of a loop at most: what Azure allows.
const MOST_TURNS: i64 = 800;

/// Functions that take a value that is not known as part of what they make.
const KEEPS_UNKNOWNS: &[&str] =
    &["concat", "format", "createobject", "createarray", "array", "union", "split", "flatten"];

/// Functions whose value only Azure knows.
const AZURES: &[&str] = &[
    "reference",
    "resourceinfo",
    "listkeys",
    "list",
    "listcredentials",
    "listsecrets",
    "guid",
    "newguid",
    "uniquestring",
    "utcnow",
    "datetimeadd",
    "pickzones",
    "providers",
    "deployer",
    "managementgroup",
];

/// `Microsoft.Network/virtualNetworks/subnets` with `vnet` and `nodes`.
pub(super) fn interleaved(kind: &str, names: &[String]) -> String {
    let mut parts = kind.split('/');
    let mut id = parts.next().unwrap_or_default().to_string();
    // A name may hold several: `vnet/nodes`.
    let mut names = names.iter().flat_map(|it| it.split('/'));
    for part in parts {
        id.push('/');
        id.push_str(part);
        if let Some(name) = names.next() {
            id.push('/');
            id.push_str(name);
        }
    }
    id
}

fn item(holder: &Node, index: &Node) -> Option<Node> {
    if is_unknown(index) {
        return None;
    }
    if let Some(at) = index.as_int().filter(|_| holder.is_list()) {
        return holder.items().get(usize::try_from(at).ok()?).cloned();
    }
    holder.get(index.as_text()?).cloned()
}

/// A member that is not there: of something that is not known, one that is not known either.
fn lacking(holder: &Node, name: &str, range: &Range<usize>) -> Node {
    let holder = match &holder.kind {
        Kind::Text(text) => crate::read::unknowns(text).next().map(str::to_string),
        _ => None,
    };
    let name = holder.map_or_else(|| name.to_string(), |holder| format!("{holder}.{name}"));
    Node::text(unknown(&name), range)
}
