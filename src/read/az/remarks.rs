//! What there is to say of a command's words.

use super::arguments::Named;
use super::call::{Call, Given, Slip, Word};
use super::mapping::{self, Kind as Say};
use super::things::{Id, Kind, Thing};
use super::{Script, arguments};
use crate::azure_facts::az_arguments::{Fate, LONE, TAKE_IDS, TAKE_LOWER_CASE, is_preview_command};
use crate::read::{RemarkKind, shell};
use std::ops::Range;

/// Arguments that say how az works, and nothing of what it makes.
const QUIET: &[&str] = &[
    "--acquire-policy-token",
    "--change-reference",
    "--debug",
    "--help",
    "--if-match",
    "--if-none-match",
    "--no-wait",
    "--only-show-errors",
    "--output",
    "--query",
    "--skip-subnet-role-assignment",
    "--verbose",
    "--yes",
];

/// Arguments that hold secrets, which no plan does.
const SECRETS: &[&str] = &["--client-secret", "--windows-admin-password"];

/// Groups of commands about parts of a plan: what of them is not kept is said.
const PLANNED: &[&str] = &[
    "aks",
    "cloud",
    "deployment",
    "extension",
    "feature",
    "group",
    "identity",
    "network",
    "provider",
    "resource",
    "role",
];

/// Commands of those groups that change nothing that a plan is about.
const HARMLESS: &[&str] = &[
    "aks browse",
    "aks check-acr",
    "aks command",
    "aks get-credentials",
    "aks get-upgrades",
    "aks get-versions",
    "aks install-cli",
    "aks install-connector",
    "aks kanalyze",
    "aks rotate-certs",
    "aks start",
    "aks stop",
    "aks update-credentials",
    "aks use-dev-spaces",
    "cloud unregister",
    "extension remove",
    "extension update",
    "feature unregister",
];

/// Whether an argument says nothing of what is made.
pub(super) fn is_quiet(name: &str) -> bool {
    QUIET.contains(&name)
}

/// Whether a command only looks.
fn is_look(name: &str) -> bool {
    let verb = name.rsplit(' ').next().unwrap_or_default();
    ["show", "list", "wait", "exists", "check", "help", "version"].contains(&verb)
        || ["show-", "list-", "get-", "check-"].iter().any(|it| verb.starts_with(it))
}

/// What and why, of a command that the plan does not keep.
pub(super) fn unused(call: &Call) -> Option<(String, String)> {
    unused_name(call.command.name).map(|why| (format!("`{}`", call.title()), why.to_string()))
}

fn unused_name(name: &str) -> Option<&'static str> {
    let mut words = name.split(' ');
    let group = words.next().unwrap_or_default();
    let harmless = |it: &&str| {
        name.strip_prefix(*it).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    if !PLANNED.contains(&group) || is_look(name) || HARMLESS.iter().any(harmless) {
        return None;
    }
    Some(match (group, words.next_back().unwrap_or_default()) {
        (_, "delete" | "remove" | "unregister") => "a plan says what is to be there, not what goes",
        ("network", _) => {
            "the plan has no such resource: what refers to it keeps its id, and it must be there \
             before the plan's script runs"
        }
        ("deployment", _) => "what it makes stands in its template: read that instead",
        ("resource", _) => "what it makes stands in a request: aksplan reads commands of their own",
        _ => "the plan has no property for it",
    })
}

impl Script {
    /// Says what is wrong with a command's words.
    pub(super) fn note_slips(&mut self, call: &Call) {
        let of = call.title();
        for slip in &call.slips {
            let (range, kind) = match slip {
                Slip::Stray(word) if word.text.is_empty() => continue,
                Slip::Stray(word) if word.is_open() => {
                    let what = format!("`{}` among the arguments of `{of}`", word.text);
                    let help = "write the arguments themselves, or give the variable a value";
                    (word.place(), not_understood(what, help))
                }
                Slip::Stray(word) => (word.place(), unknown(&word.text, &of, None)),
                Slip::Unknown { word, meant } => (word.place(), unknown(&word.text, &of, *meant)),
                Slip::Foreign { word, fate } => (word.place(), fate_of(word, &of, *fate)),
                Slip::Ambiguous { word, names } => {
                    let what = format!("`{}` of `{of}`", word.text);
                    let few: Vec<&str> = names.iter().copied().take(4).collect();
                    let help = format!("write it in full: it begins `{}`", few.join("`, `"));
                    (word.place(), not_understood(what, help))
                }
                Slip::NoValue { name, range } => {
                    let what = format!("`{name}` of `{of}` without a value");
                    (range.clone(), not_understood(what, "give it a value, or take it away"))
                }
                Slip::Refused { name, value, .. } if is_judged(name, &value.text) => continue,
                Slip::Refused { name, value, choices } => {
                    let what = format!("`{}` as value of `{name}`", value.text);
                    let help = format!("az takes `{}`", choices.replace(',', "`, `"));
                    (value.place(), not_understood(what, help))
                }
            };
            self.remark(range, kind);
        }
        self.note_missing(call);
        self.note_lone(call);
        self.note_refused(call);
    }

    /// Says which values az refuses that the plan takes.
    fn note_refused(&mut self, call: &Call) {
        if !call.command.name.starts_with("aks ") {
            return;
        }
        let mut refused = Vec::new();
        for given in &call.given {
            let is_of = |names: &[&str]| names.iter().any(|it| *it == given.argument.name());
            let Some(value) = given.values.first().filter(|it| !it.is_open()) else { continue };
            let text = value.text.trim();
            let is_id = text.to_lowercase().starts_with("/subscriptions/");
            let wanted = if is_of(TAKE_IDS) && !is_id && !text.is_empty() {
                "a resource id"
            } else if is_of(TAKE_LOWER_CASE) && text.chars().any(char::is_uppercase) {
                "lower case"
            } else {
                continue;
            };
            let name = given.argument.name().to_string();
            refused.push((value.place(), name, text.to_string(), wanted));
        }
        for (range, name, value, wanted) in refused {
            let of = call.title();
            self.remark(range, RemarkKind::RefusedValue { name, of, value, wanted });
        }
    }

    /// Says which arguments stand alone that az takes with another only.
    fn note_lone(&mut self, call: &Call) {
        let is_open = |slip: &Slip| matches!(slip, Slip::Stray(word) if word.is_open());
        if call.slips.iter().any(is_open) {
            return;
        }
        let tried = |names: &[&str]| {
            let slip = |it: &Slip| matches!(it, Slip::NoValue { name, .. } if names.contains(name));
            call.slips.iter().any(slip) || names.iter().any(|it| call.has(it))
        };
        for lone in LONE.iter().filter(|it| it.command == call.command.name) {
            let given =
                call.given.iter().find(|it| it.argument.spellings().any(|it| it == lone.name));
            let Some(range) = given.map(|it| it.range.clone()).filter(|_| !tried(lone.needs))
            else {
                continue;
            };
            let (name, of) = (lone.name.to_string(), call.title());
            self.remark(range, RemarkKind::LoneArgument { name, of, needs: lone.needs });
        }
    }

    /// Says which arguments a command lacks. A name that is missing is found in the plan.
    fn note_missing(&mut self, call: &Call) {
        let has_ids = call.has("--ids");
        for argument in call.command.arguments().filter(|it| it.is_required(has_ids)) {
            let spelled = |name: &str| argument.spellings().any(|it| it == name);
            let tried = |slip: &Slip| matches!(slip, Slip::NoValue { name, .. } if spelled(name));
            let is_default = spelled("--resource-group") && self.default_group.is_some()
                || spelled("--location") && self.default_location.is_some();
            let is_name = spelled("--name") && !spelled("--resource-group");
            if argument.spellings().any(|it| call.has(it))
                || call.slips.iter().any(tried)
                || is_default
                || is_name
            {
                continue;
            }
            let what = format!("the missing `{}` of `{}`", argument.name(), call.title());
            let help = format!("az refuses it: add `{}`", argument.name());
            self.remark(call.range.clone(), not_understood(what, help));
        }
    }

    /// Says of a command that is not in the table what becomes of it.
    pub(super) fn note_unknown(
        &mut self,
        words: &[shell::Word],
        range: Range<usize>,
        named: Named,
    ) {
        let name = words.iter().map(|it| it.text.as_str()).take_while(|it| !it.starts_with('-'));
        let name = name.take(4).collect::<Vec<_>>().join(" ").to_lowercase();
        let kind = match named {
            Named::Command(..) => return,
            // `az --version`, or a command that a variable names.
            Named::Unknown(_) if name.is_empty() => return,
            Named::Unknown(meant) => {
                let help = match meant {
                    Some(meant) => format!("did you mean `az {meant}`?"),
                    None => "az has no such command; an extension may have it".to_string(),
                };
                not_understood(format!("`az {name}`"), help)
            }
            Named::NotInTable if is_preview_command(&name) => RemarkKind::NotKept {
                what: format!("`az {name}`"),
                why: "only the extension aks-preview has it".to_string(),
            },
            Named::NotInTable => match unused_name(&name) {
                Some(why) => {
                    RemarkKind::NotKept { what: format!("`az {name}`"), why: why.to_string() }
                }
                None => return,
            },
        };
        self.remark(range, kind);
    }

    /// An argument that no table of the plan has: carried, where az takes it when the thing is
    /// made.
    pub(super) fn leave(&mut self, call: &Call, id: &Id, given: &Given) {
        let name = given.argument.name();
        let of = call.title();
        if is_quiet(name) {
            return;
        }
        if SECRETS.contains(&name) {
            if given.values.iter().any(|it| !it.is_open()) {
                let why = "no plan holds secrets: scripts read them from the environment";
                self.not_kept(given.range.clone(), format!("`{name}` of `{of}`"), why);
            }
            return;
        }
        let written_by = self.written_by(id);
        let is_taken = match arguments::command(&written_by.split(' ').collect::<Vec<_>>()) {
            Named::Command(command, _) => {
                matches!(command.word(name), arguments::Word::Argument { spelling, .. } if spelling == name)
            }
            _ => false,
        };
        if !is_taken || matches!(id.kind, Kind::PublicAddress | Kind::PublicPrefix) {
            let why =
                format!("the plan has no property for it, and `az {written_by}` no such argument");
            self.not_kept(given.range.clone(), format!("`{name}` of `{of}`"), why);
            return;
        }
        let thing = self.things.of(id.clone(), &call.range);
        drop_carried(thing, name);
        thing.carry(given.words(), name, of, given.range.clone());
    }

    /// The command in which the writer of scripts says what a thing carries.
    fn written_by(&self, id: &Id) -> &'static str {
        let is_made = |id: &Id| self.things.find(id).is_some_and(|it| it.made);
        match id.kind {
            Kind::Group => "group create",
            Kind::Network => "network vnet create",
            Kind::Subnet => "network vnet subnet create",
            Kind::RouteTable => "network route-table create",
            Kind::NatGateway => "network nat gateway create",
            Kind::SecurityGroup => "network nsg create",
            Kind::PublicAddress => "network public-ip create",
            Kind::PublicPrefix => "network public-ip prefix create",
            Kind::Identity => "identity create",
            Kind::Cluster if is_made(id) => "aks create",
            Kind::Cluster => "aks update",
            Kind::Pool if self.is_first(id) => "aks create",
            Kind::Pool => "aks nodepool add",
        }
    }
}

/// An argument that is given again takes the place of what it said before.
fn drop_carried(thing: &mut Thing, name: &str) {
    let Some(serde_json::Value::Array(words)) = thing.value.get_mut("azArguments") else { return };
    let is = |word: &serde_json::Value| {
        let text = word.as_str().unwrap_or_default();
        text.split_once('=').map_or(text, |(name, _)| name) == name
    };
    let Some(start) = words.iter().position(is) else { return };
    let is_name = |it: &serde_json::Value| it.as_str().is_some_and(|it| it.starts_with('-'));
    let behind = words.iter().skip(start + 1).position(is_name);
    let end = behind.map_or(words.len(), |it| start + 1 + it);
    words.drain(start..end);
}

fn not_understood(what: impl Into<String>, help: impl Into<String>) -> RemarkKind {
    RemarkKind::NotUnderstood { what: what.into(), help: help.into() }
}

fn unknown(name: &str, of: &str, meant: Option<&str>) -> RemarkKind {
    RemarkKind::UnknownArgument {
        name: name.to_string(),
        of: of.to_string(),
        meant: meant.map(str::to_string),
    }
}

fn fate_of(word: &Word, of: &str, fate: Fate) -> RemarkKind {
    let (name, of) = (word.text.split('=').next().unwrap_or_default().to_string(), of.to_string());
    match fate {
        Fate::Removed { since, instead } => {
            let (since, instead) = (since.to_string(), instead.to_string());
            RemarkKind::RemovedArgument { name, of, since, instead }
        }
        Fate::Renamed { since, instead } => {
            let (since, instead) = (since.to_string(), instead.to_string());
            RemarkKind::RenamedArgument { name, of, instead, since }
        }
        Fate::Preview => RemarkKind::NotKept {
            what: format!("`{name}` of `{of}`"),
            why: "only the extension aks-preview has it".to_string(),
        },
    }
}

/// Whether the plan itself refuses the value, so that a rule says so.
fn is_judged(name: &str, value: &str) -> bool {
    mapping::all().any(|it| {
        it.argument == name && matches!(it.kind, Say::Word(find) if find(value).is_none())
    })
}
