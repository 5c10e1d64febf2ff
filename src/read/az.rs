//! Scripts of az commands.

mod access;
mod answers;
#[allow(dead_code, reason = "the table of arguments knows more than is asked today")]
mod arguments;
mod call;
mod cluster;
pub(crate) mod edit;
mod embedded;
mod finish;
pub(in crate::read) mod mapping;
mod network;
mod pool;
mod remarks;
mod shorthand;
#[cfg(test)]
mod tests;
mod things;

use super::draft::Draft;
use super::shell::{self, Command, Host};
use super::{RemarkKind, Text};
use crate::arm_names;
use call::{Call, Given, Word};
use mapping::{Kind as Say, Mapping};
use serde_json::{Map, Value};
use std::collections::HashMap;
use std::ops::Range;
use things::{Id, Kind, Thing, Things};

/// Reads a script.
pub(super) fn read(text: &str) -> Text<'_> {
    let mut script = Script::default();
    script.find_unsaid(text);
    script.find_defaults(text);
    shell::run(&embedded::script(text), &mut script);
    script.finish(Draft::new(text))
}

/// What a script has said so far.
#[derive(Default)]
struct Script {
    things: Things,
    subscription: Option<(String, Range<usize>)>,
    cloud: Option<(String, Range<usize>)>,
    /// The address of a cloud of one's own, by its name.
    gateways: Vec<(String, String, Range<usize>)>,
    features: Vec<(String, Range<usize>)>,
    roles: Vec<access::Role>,
    /// How often something was said of all pools of a cluster at once.
    spread: usize,
    /// What `az configure --defaults` says.
    default_group: Option<Word>,
    default_location: Option<Word>,
    /// What stands in the files that the script writes.
    files: HashMap<String, String>,
    remarks: Vec<(Range<usize>, RemarkKind)>,
    /// What aksplan keeps in a comment of its scripts, and where that stands.
    unsaid: Option<(Value, Range<usize>)>,
}

impl Host for Script {
    fn run(&mut self, command: &Command) -> Option<String> {
        self.keep_file(command);
        let words = az_words(&command.words)?;
        if self.defaults(words) {
            return None;
        }
        let suggests = self.remarks.len() < call::MOST_SUGGESTIONS;
        match Call::of(words, command.range.clone(), suggests) {
            Ok(mut call) => {
                self.note_slips(&call);
                self.call(&mut call).or_else(|| self.outside(words))
            }
            Err(named) => {
                self.note_unknown(words, command.range.clone(), named);
                self.outside(words)
            }
        }
    }

    fn not_understood(&mut self, range: Range<usize>, what: String, help: &'static str) {
        self.remark(range, RemarkKind::NotUnderstood { what, help: help.to_string() });
    }
}

/// Commands that run the command behind them.
const PREFIXES: &[&str] =
    &["sudo", "time", "command", "exec", "nohup", "timeout", "retry", "nice", "env", "builtin"];

/// The words behind `az`, where it is az that a command runs.
fn az_words(words: &[shell::Word]) -> Option<&[shell::Word]> {
    let is_az = |it: &shell::Word| {
        let name = it.text.rsplit(['/', '\\']).next().unwrap_or_default();
        ["az", "az.cmd", "az.exe", "az.bat"].iter().any(|az| name.eq_ignore_ascii_case(az))
    };
    let first = words.first()?;
    if is_az(first) {
        return words.get(1..);
    }
    if !PREFIXES.contains(&first.text.as_str()) {
        return None;
    }
    words.get(words.iter().position(is_az)? + 1..)
}

impl Script {
    fn remark(&mut self, range: Range<usize>, kind: RemarkKind) {
        self.remarks.push((range, kind));
    }

    fn not_kept(&mut self, range: Range<usize>, what: impl Into<String>, why: impl Into<String>) {
        self.remark(range, RemarkKind::NotKept { what: what.into(), why: why.into() });
    }

    /// The line in which aksplan keeps what no command of its script says.
    fn find_unsaid(&mut self, text: &str) {
        let mark = "# aksplan: {";
        let starts = text.starts_with(mark).then_some(0);
        let Some(start) = starts.or_else(|| text.find(&format!("\n{mark}")).map(|at| at + 1))
        else {
            return;
        };
        let line = text.get(start..).and_then(|it| it.lines().next()).unwrap_or_default();
        let range = start..start + line.len();
        match serde_json::from_str(line.trim_start_matches("# aksplan: ")) {
            Ok(value) => self.unsaid = Some((value, range)),
            Err(error) => self.remark(
                range,
                RemarkKind::NotUnderstood {
                    what: "the comment `# aksplan:`".to_string(),
                    help: format!("mend its JSON, or take the line away: {error}"),
                },
            ),
        }
    }

    fn keep_file(&mut self, command: &Command) {
        if let (Some(name), Some(input)) = (&command.writes_to, &command.input) {
            self.files.insert(name.clone(), input.text.clone());
        }
    }

    /// The JSON of a file that the script writes, or of a text that is JSON itself.
    fn json(&self, name: &str) -> Option<Value> {
        let name = name.strip_prefix('@').unwrap_or(name);
        let same = |it: &&String| it.trim_start_matches("./") == name.trim_start_matches("./");
        let file = self.files.iter().find(|(it, _)| same(it)).map(|(_, text)| text.as_str());
        serde_json::from_str(file.unwrap_or(name)).ok().filter(Value::is_object)
    }

    /// The subscription as resource ids have it.
    fn subscription_text(&self) -> String {
        // A subscription may be named by its name, which no resource id has.
        let known = self.subscription.as_ref().map(|(text, _)| text.as_str());
        let is_id = |it: &&str| it.len() == 36 && !it.contains(' ') || it.contains("${");
        known.filter(is_id).unwrap_or("${subscription}").to_string()
    }

    /// The group that a command is about.
    fn group(&mut self, call: &mut Call) -> Word {
        let given = call.take_one("--resource-group").or_else(|| self.default_group.clone());
        given.unwrap_or_else(|| Word::assumed("", call.range.clone()))
    }

    /// The thing that a command is about, by the arguments that name it.
    fn named(&mut self, call: &mut Call, kind: Kind, parent: Option<&str>) -> (Id, Word, Word) {
        let group = self.group(call);
        let outer = parent.map(|it| call.take_one(it).unwrap_or_default());
        let name = call.take_one("--name").unwrap_or_default();
        let outer = outer.as_ref().map(|it| it.text.as_str());
        let names: Vec<&str> = outer.into_iter().chain([name.text.as_str()]).collect();
        (Id::new(kind, &group.text, &names), group, name)
    }

    /// The thing that a command makes.
    fn make(&mut self, call: &mut Call, kind: Kind, parent: Option<&str>) -> Id {
        let (id, group, name) = self.named(call, kind, parent);
        if let Some(parent) = id.outer() {
            self.things.of(parent, &call.range);
        }
        let location = call.take_one("--location").filter(|_| kind.has_location());
        let thing = self.things.of(id.clone(), &call.range);
        if !thing.made {
            thing.range = call.range.clone();
            thing.name_range = name.place();
            thing.group_range = group.place();
        }
        thing.made = true;
        thing.deleted = false;
        if let Some(location) = location.or_else(|| self.default_location.clone()) {
            thing.location = Some((location.text.clone(), location.place()));
        }
        id
    }

    /// The thing that a command changes; where the script did not make it, it exists.
    fn change(&mut self, call: &mut Call, kind: Kind, parent: Option<&str>) -> Id {
        let (id, group, name) = self.named(call, kind, parent);
        if let Some(parent) = id.outer() {
            self.things.of(parent, &call.range);
        }
        if self.things.find(&id).is_none() {
            let thing = self.things.of(id.clone(), &call.range);
            thing.name_range = name.place();
            thing.group_range = group.place();
        }
        id
    }

    /// Puts what the arguments say to its places; what the tables do not have is carried, or
    /// answers that it says nothing of the plan.
    fn apply(&mut self, call: &mut Call, id: &Id, tables: &[(&Id, &[Mapping])]) {
        for given in std::mem::take(&mut call.given) {
            let found = tables
                .iter()
                .find_map(|(id, table)| Some((*id, mapping::find(table, given.argument)?)));
            match found {
                Some((id, mapping)) => self.put(call, id, &given, mapping),
                None => self.leave(call, id, &given),
            }
        }
    }

    /// Puts what an argument says to its place.
    fn put(&mut self, call: &Call, id: &Id, given: &Given, mapping: Mapping) {
        if matches!(mapping.kind, Say::File) {
            return self.put_file(call, id, given, mapping.property);
        }
        let Some(converted) = mapping.kind.value(&given.values) else { return };
        let place = given.place();
        let thing = self.things.of(id.clone(), &call.range);
        if matches!(mapping.kind, Say::Object) && thing.get(mapping.property).is_some() {
            return;
        }
        thing.set(mapping.property, converted.value, place);
        for (path, range) in converted.places {
            thing.places.insert(format!("/{}{path}", mapping.property), range);
        }
    }

    /// Puts the members of a file of JSON to their places.
    fn put_file(&mut self, call: &Call, id: &Id, given: &Given, property: &str) {
        let Some(word) = given.values.first() else { return };
        let json = self.json(&word.text);
        let thing = self.things.of(id.clone(), &call.range);
        let Some(Value::Object(members)) = json else {
            thing.remark(
                word.place(),
                property,
                RemarkKind::NotUnderstood {
                    what: format!("the file `{}` of `{}`", word.text, given.argument.name()),
                    help: "only a file that the script itself writes is read: put its JSON into a \
                       here-document"
                        .to_string(),
                },
            );
            for word in given.words() {
                thing.add("azArguments", word, given.range.clone());
            }
            return;
        };
        put_members(thing, property, members, given.argument.name(), &word.place());
    }
}

/// Puts the members of a file to their places; those that the plan does not have, and ARM does, are
/// carried.
fn put_members(
    thing: &mut Thing,
    property: &str,
    members: Map<String, Value>,
    of: &str,
    range: &Range<usize>,
) {
    for (name, value) in members {
        let path = format!("{property}/{name}");
        match value {
            Value::Object(inner) if name == "sysctls" => {
                put_members(thing, &path, inner, of, range);
            }
            value if is_kept(&path) => thing.set(&path, value, range.clone()),
            value => {
                thing.set(&format!("armProperties/{path}"), value, range.clone());
                let kind = RemarkKind::Carried { name, of: of.to_string() };
                thing.remark(range.clone(), &format!("armProperties/{path}"), kind);
            }
        }
    }
}

/// Whether the plan has a property that files of az have.
fn is_kept(path: &str) -> bool {
    path.starts_with("securityProfile/")
        || arm_names::AGENT_POOL.same.contains(&path)
        || arm_names::CLUSTER.same.contains(&path)
}

impl Script {
    /// Does what a command does, as far as the plan can say it. Answers what it prints.
    fn call(&mut self, call: &mut Call) -> Option<String> {
        let query = call.take_one("--query").map(|it| it.text);
        let query = query.as_deref();
        if call.command.name != "account set"
            && let Some(subscription) = call.take_one("--subscription")
        {
            self.subscription(&subscription);
        }
        match call.command.name {
            "account set" => {
                if let Some(subscription) = call.take_one("--subscription") {
                    self.subscription(&subscription);
                }
                None
            }
            "account show" => self.account(query),
            "cloud set" | "cloud register" | "cloud update" => self.cloud(call),
            "group create" => {
                let id = self.resource_group(call);
                self.answer(&id, query)
            }
            "feature register" => self.feature(call),
            "provider register" => self.provider(call),
            "extension add" => self.extension(call),
            "identity create" => {
                let id = self.make(call, Kind::Identity, None);
                self.apply(call, &id, &[(&id, mapping::IDENTITY)]);
                self.answer(&id, query)
            }
            "role assignment create" => self.role_assignment(call),
            "ad sp create-for-rbac" => self.service_principal(call, query),
            name if name.starts_with("network ") => self.network(call, query),
            name if name.starts_with("aks ") => self.aks(call, query),
            _ => self.other(call, query),
        }
    }

    fn resource_group(&mut self, call: &mut Call) -> Id {
        // `az group create` names the group by `--name` or by `--resource-group`, which is one
        // argument.
        let name = call.take_one("--name").or_else(|| self.default_group.clone());
        let name = name.unwrap_or_default();
        let id = Id::new(Kind::Group, &name.text, &[]);
        let location = call.take_one("--location").or_else(|| self.default_location.clone());
        let thing = self.things.of(id.clone(), &call.range);
        if !thing.made {
            thing.range = call.range.clone();
            thing.name_range = name.place();
        }
        thing.made = true;
        thing.deleted = false;
        if let Some(location) = location {
            thing.location = Some((location.text.clone(), location.place()));
        }
        self.apply(call, &id, &[(&id, mapping::GROUP)]);
        id
    }

    /// Commands that are about no part of a plan, or only look.
    fn other(&mut self, call: &mut Call, query: Option<&str>) -> Option<String> {
        if let Some((what, why)) = remarks::unused(call) {
            self.not_kept(call.range.clone(), what, why);
        }
        self.look(call, query)
    }
}
