//! Fixes of a plan as edits of the script that it was read from.
//!
//! An edit is tried where the mapping of az's arguments says that it belongs, and taken when the
//! script, read again, has come nearer to the plan that is wanted and is no further from it anywhere.

use super::arguments::Word as Names;
use super::call::Call;
use super::mapping::{self, Mapping};
use super::{Script, az_words};
use crate::finding::{PatchOp, PatchOperation, remove, replace, set};
use crate::fix::{apply_fix, complete};
use crate::pointer::{escaped, unescaped};
use crate::read::draft::Draft;
use crate::read::references::REFERENCES;
use crate::read::shell::{self, Command, Dialect, Host, Word};
use crate::write::{quote, unsayable};
use serde_json::{Map, Value, json};
use std::ops::Range;

/// A part of the text, and what takes its place.
type Edit = (Range<usize>, String);

/// The script, edited so that it says the plan that a patch makes of the plan that it says now.
pub(crate) fn edited(text: &str, patch: &[PatchOperation]) -> Result<String, String> {
    // Each trial reads the whole script.
    const LONGEST: usize = 200_000;
    const MOST_READ: usize = 2_000_000;
    const MOST_TRIALS: usize = 24;
    if text.len() > LONGEST {
        return Err(
            "fixes are written into scripts of at most 200,000 bytes: apply this one to the \
                    plan that was read"
                .to_string(),
        );
    }
    let most_trials = (MOST_READ / text.len().max(1)).min(MOST_TRIALS);
    let mut state = State::of(text.to_string());
    let emptied = emptied(&state.plan, patch);
    let wanted = wanted(&state.plan, patch)?;
    let left_of = |plan: &Value| {
        let mut left = differences(plan, &wanted);
        left.retain(|it| !(emptied.contains(&it.as_str()) && plan.pointer(it) == Some(&json!([]))));
        left
    };
    let mut trials = 0;
    loop {
        let left = left_of(&state.plan);
        let Some(first) = left.first() else { return Ok(state.text) };
        let mut next = None;
        'found: for path in &left {
            for edit in state.edits(path, &wanted) {
                trials += 1;
                if trials > most_trials {
                    break 'found;
                }
                let Some(after) = state.with(&edit) else { continue };
                let still = left_of(&after.plan);
                if still.len() < left.len() && still.iter().all(|it| left.contains(it)) {
                    next = Some(after);
                    break 'found;
                }
            }
        }
        state = next.ok_or_else(|| {
            format!(
                "the script has no argument in which `{first}` can be written so: apply the fix to \
                 the plan that was read, and write the script anew"
            )
        })?;
    }
}

/// The plan that a patch makes. What it empties is gone, as an argument that is taken away leaves
/// nothing.
fn wanted(plan: &Value, patch: &[PatchOperation]) -> Result<Value, String> {
    let mut fixed = apply_fix(plan, patch)?;
    for operation in patch.iter().filter(|it| it.op == PatchOp::Remove) {
        let mut place = operation.path.as_str();
        while let Some((holder, _)) = place.rsplit_once('/') {
            let is_empty =
                fixed.pointer(holder).and_then(Value::as_object).is_some_and(Map::is_empty);
            let Some((outer, name)) = holder.rsplit_once('/').filter(|_| is_empty) else { break };
            if let Some(Value::Object(members)) = fixed.pointer_mut(outer) {
                members.shift_remove(&unescaped(name));
            }
            place = holder;
        }
    }
    Ok(fixed)
}

/// Lists that a patch takes away: an argument that is not there says an empty list too.
fn emptied<'p>(plan: &Value, patch: &'p [PatchOperation]) -> Vec<&'p str> {
    let removed = patch.iter().filter(|it| it.op == PatchOp::Remove).map(|it| it.path.as_str());
    let items = |it: &str| plan.pointer(it).and_then(Value::as_array).map_or(0, Vec::len);
    removed.filter(|it| items(it) > 0).collect()
}

/// The paths at which two plans differ: of objects and lists of the same length the inner ones.
fn differences(old: &Value, new: &Value) -> Vec<String> {
    let mut paths = Vec::new();
    compare(String::new(), Some(old), Some(new), &mut paths);
    paths
}

fn compare(path: String, old: Option<&Value>, new: Option<&Value>, paths: &mut Vec<String>) {
    match (old, new) {
        (Some(Value::Object(old)), Some(Value::Object(new))) => {
            for (name, value) in old {
                compare(format!("{path}/{}", escaped(name)), Some(value), new.get(name), paths);
            }
            for (name, value) in new.iter().filter(|it| !old.contains_key(it.0)) {
                compare(format!("{path}/{}", escaped(name)), None, Some(value), paths);
            }
        }
        // What is new or gone as a whole is said member by member.
        (None, Some(Value::Object(new))) if !new.is_empty() => {
            for (name, value) in new {
                compare(format!("{path}/{}", escaped(name)), None, Some(value), paths);
            }
        }
        (Some(Value::Object(old)), None) if !old.is_empty() => {
            for (name, value) in old {
                compare(format!("{path}/{}", escaped(name)), Some(value), None, paths);
            }
        }
        (Some(Value::Array(old)), Some(Value::Array(new)))
            if old.len() == new.len() && new.iter().all(Value::is_object) =>
        {
            for (at, (old, new)) in old.iter().zip(new).enumerate() {
                compare(format!("{path}/{at}"), Some(old), Some(new), paths);
            }
        }
        (old, new) if old == new => {}
        _ => paths.push(path),
    }
}

/// The values of an argument as they are written.
#[derive(Clone)]
struct Said {
    line: String,
    count: usize,
}

/// A script and what it says.
struct State {
    text: String,
    plan: Value,
    /// Where values stand.
    places: Vec<(String, Range<usize>)>,
    commands: Vec<Command>,
    dialect: Dialect,
}

/// Keeps the commands of az that a script runs.
struct Recorder {
    script: Script,
    commands: Vec<Command>,
}

impl Host for Recorder {
    fn run(&mut self, command: &Command) -> Option<String> {
        if let Some(words) = az_words(&command.words) {
            self.commands.push(Command { words: words.to_vec(), ..command.clone() });
        }
        self.script.run(command)
    }

    fn not_understood(&mut self, range: Range<usize>, what: String, help: &'static str) {
        self.script.not_understood(range, what, help);
    }
}

impl State {
    fn of(text: String) -> Self {
        let mut script = Script::default();
        script.find_unsaid(&text);
        script.find_defaults(&text);
        let mut recorder = Recorder { script, commands: Vec::new() };
        shell::run(&text, &mut recorder);
        let read = recorder.script.finish(Draft::new(&text));
        let places = read.positions.all().map(|(path, range)| (path.to_string(), range)).collect();
        let plan = read.plan;
        let dialect = shell::dialect(&text);
        Self { plan, places, commands: recorder.commands, dialect, text }
    }

    /// The script with edits that do not touch each other.
    fn with(&self, edits: &[Edit]) -> Option<Self> {
        let mut edits: Vec<&Edit> = edits.iter().collect();
        edits.sort_by_key(|it| std::cmp::Reverse(it.0.start));
        let mut text = self.text.clone();
        for (range, new) in edits {
            text.get(range.clone())?;
            text.replace_range(range.clone(), new);
        }
        Some(Self::of(text))
    }

    fn place(&self, path: &str) -> Option<Range<usize>> {
        self.places.iter().find(|it| it.0 == path).map(|it| it.1.clone())
    }

    /// Edits that could give a path its value, likelier ones first.
    fn edits(&self, path: &str, wanted: &Value) -> Vec<Vec<Edit>> {
        let value = wanted.pointer(path);
        let is_reference = path.split('/').any(|it| REFERENCES.contains(&it));
        if is_reference && let Some(name) = value.and_then(Value::as_str) {
            // A name of the plan is no id of Azure's: the id as the script has it elsewhere.
            return self.references(path, name);
        }
        let mut edits: Vec<Vec<Edit>> = Vec::new();
        let text = match value {
            Some(Value::String(text)) => Some(text.clone()),
            Some(Value::Number(number)) => Some(number.to_string()),
            _ => None,
        };
        if let (Some(text), Some(place), Some(old)) =
            (text, self.place(path), self.plan.pointer(path))
        {
            if old.is_string() || old.is_number() {
                edits.extend(self.literal(&place, &text).map(|it| vec![it]));
                // The variable says other things too: then the word itself.
                let expands =
                    |it: &&Word| it.literal.as_ref() == Some(&place) && !overlap(&it.range, &place);
                let words = self.commands.iter().flat_map(|it| &it.words);
                for word in words.filter(expands) {
                    edits.extend(self.quoted(&text).map(|it| vec![(word.range.clone(), it)]));
                }
            }
            if let (Some(old), true) = (old.as_str(), path.ends_with("/name")) {
                edits.push(self.renamed(old, &text));
            }
        }
        edits.extend(self.in_comment(path, value).map(|it| vec![it]));
        for command in self.likely(path) {
            let said = |mapping: &Mapping, base: &str| {
                let value = wanted.pointer(&format!("{base}/{}", mapping.property))?;
                self.said(&mapping.kind.words(value)?)
            };
            edits.extend(self.argument(command, path, &said).into_iter().map(|it| vec![it]));
        }
        edits
    }

    /// Edits that give an argument an id that the script gives to another one.
    fn references(&self, path: &str, name: &str) -> Vec<Vec<Edit>> {
        let ending = format!("/{}", name.rsplit('/').next().unwrap_or_default());
        let is_it = |it: &&Word| it.text.starts_with('/') && it.text.ends_with(&ending);
        let words = self.commands.iter().flat_map(|it| &it.words).filter(is_it);
        let mut ids: Vec<&str> = words.filter_map(|it| self.text.get(it.range.clone())).collect();
        ids.sort_unstable();
        ids.dedup();
        let mut edits = Vec::new();
        for command in self.likely(path) {
            for id in &ids {
                let id = Some(Said { line: (*id).to_string(), count: 1 });
                edits.extend(self.argument(command, path, &|_, _| id.clone()));
            }
        }
        edits.into_iter().map(|it| vec![it]).collect()
    }

    /// An edit of the comment in which aksplan keeps what no command says.
    fn in_comment(&self, path: &str, value: Option<&Value>) -> Option<Edit> {
        let mark = "# aksplan: ";
        let at = self.text.find(&format!("{mark}{{"))? + mark.len();
        let line = self.text.get(at..)?.lines().next()?;
        let kept: Value = serde_json::from_str(line).ok()?;
        let operation = match value {
            Some(value) if kept.pointer(path).is_some() => replace(path, value.clone()),
            Some(value) => set(path, value.clone()),
            None => remove(path),
        };
        let operations = complete(&kept, &[operation]);
        let fixed = apply_fix(&kept, &operations).ok().filter(|it| *it != kept)?;
        Some((at..at + line.len(), fixed.to_string()))
    }

    /// A name in every place that it stands in as a whole.
    fn renamed<'c>(&'c self, old: &str, new: &str) -> Vec<Edit> {
        let values = |it: &'c Command| {
            // Behind an option: `aks` may be a name, and is a word of az.
            let pairs = it.words.iter().zip(it.words.iter().skip(1));
            pairs.filter(|it| it.0.text.starts_with('-')).map(|it| it.1)
        };
        let words = self.commands.iter().flat_map(values).filter(|it| it.text == old);
        let mut places: Vec<Range<usize>> =
            words.map(|it| it.literal.clone().unwrap_or_else(|| it.range.clone())).collect();
        places.sort_by_key(|it| it.start);
        places.dedup();
        places.iter().filter_map(|it| self.literal(it, new)).collect()
    }

    /// The commands of az, those first that the values around a path come from.
    fn likely(&self, path: &str) -> Vec<&Command> {
        let mut ranges = Vec::new();
        let mut holder = path;
        while let Some((outer, _)) = holder.rsplit_once('/') {
            ranges.extend(self.place(outer).filter(|_| !outer.is_empty()));
            holder = outer;
        }
        let rank = |command: &Command| {
            let inside =
                |it: &Range<usize>| command.range.start <= it.start && it.end <= command.range.end;
            ranges.iter().position(inside).unwrap_or(usize::MAX)
        };
        let mut commands: Vec<&Command> = self.commands.iter().collect();
        commands.sort_by_key(|it| rank(it));
        commands
    }

    /// Edits of the arguments of a command that say a path: their values anew, one more, or one less.
    fn argument(
        &self,
        command: &Command,
        path: &str,
        said: &dyn Fn(&Mapping, &str) -> Option<Said>,
    ) -> Vec<Edit> {
        let Ok(call) = Call::of(&command.words, command.range.clone(), false) else {
            return Vec::new();
        };
        let mut edits = Vec::new();
        for mapping in tables(call.command.name).iter().flat_map(|it| it.iter()) {
            let Some(base) = base_of(path, mapping.property) else { continue };
            let words = said(mapping, base);
            let says_it = |it: &Mapping| it.property == mapping.property;
            let given = call.given.iter().rev().find(|given| {
                let spellings: Vec<&str> = given.argument.spellings().collect();
                let table = tables(call.command.name);
                table
                    .iter()
                    .flat_map(|it| it.iter())
                    .any(|it| says_it(it) && spellings.contains(&it.argument))
            });
            let at = given.and_then(|given| {
                let names_it = |word: &Word| {
                    let word = call.command.word(&word.text);
                    matches!(word, Names::Argument { spelling, .. } if spelling == given.name)
                };
                let is_it = |it: &Word| it.range == given.range && names_it(it);
                let at = command.words.iter().position(is_it)?;
                let is_joined = command.words.get(at)?.text.contains('=');
                Some((given, at..at + 1 + if is_joined { 0 } else { given.values.len() }))
            });
            let edit = match (words, at) {
                (Some(words), Some((given, at))) => {
                    let is_same = given.argument.spellings().any(|it| it == mapping.argument);
                    let name = if is_same { given.name } else { mapping.argument };
                    self.said_anew(command, &at, name, &words)
                }
                (Some(words), None) => self.added(command, mapping.argument, &words),
                (None, Some((_, at))) => self.taken_away(command, &at),
                (None, None) => None,
            };
            edits.extend(edit);
        }
        edits
    }

    /// Where a word is that can be edited: itself, or in the list that it comes from with others.
    fn own(&self, command: &Command, word: &Word) -> Range<usize> {
        let Some(literal) = word.literal.clone() else { return word.range.clone() };
        if command.words.iter().filter(|it| it.range == word.range).count() == 1 {
            return word.range.clone();
        }
        let before = literal.start.checked_sub(1).and_then(|it| self.text.as_bytes().get(it));
        let after = self.text.as_bytes().get(literal.end);
        let is_quoted = before == after && matches!(before, Some(b'"' | b'\''));
        if is_quoted { literal.start - 1..literal.end + 1 } else { literal }
    }

    /// The same place with another text, in the quotes that are there where it can stand in them.
    fn literal(&self, place: &Range<usize>, text: &str) -> Option<Edit> {
        let before = place.start.checked_sub(1).and_then(|it| self.text.as_bytes().get(it));
        let after = self.text.as_bytes().get(place.end);
        let is_plain = |it: char| it.is_alphanumeric() || " _-./:@+,=".contains(it);
        let in_quotes = before == after && matches!(before, Some(b'"' | b'\''));
        if in_quotes && unsayable(text).is_none() && text.chars().all(is_plain) {
            return Some((place.clone(), text.to_string()));
        }
        if in_quotes {
            return Some((place.start - 1..place.end + 1, self.quoted(text)?));
        }
        Some((place.clone(), self.quoted(text)?))
    }

    /// A text as a word of the script's language.
    fn quoted(&self, text: &str) -> Option<String> {
        if unsayable(text).is_some() {
            return None;
        }
        let is_plain = |it: char| it.is_ascii_alphanumeric() || "_./:+=-".contains(it);
        // PowerShell takes names with a dash apart at a dot.
        let is_bare = !text.is_empty() && !text.starts_with('-') && text.chars().all(is_plain);
        match self.dialect {
            Dialect::Posix => Some(quote(text)),
            _ if is_bare => Some(text.to_string()),
            // What Windows PowerShell drops, and what a backslash does to the quotes behind it.
            _ if text.is_empty() || text.ends_with('\\') => None,
            Dialect::PowerShell => {
                // The last four end a text in single quotes like those do. On Windows az is a batch
                // file, and cmd reads what it is given once more.
                let is_safe =
                    !text.contains(|it: char| it.is_control() || "\"%!^&|<>()‘’‚‛".contains(it));
                is_safe.then(|| format!("'{}'", text.replace('\'', "''")))
            }
            Dialect::Cmd => {
                let is_safe = !text.contains(|it: char| it.is_control() || "\"%!^".contains(it));
                is_safe.then(|| format!("\"{text}\""))
            }
        }
    }

    fn said(&self, words: &[String]) -> Option<Said> {
        let count = words.len();
        let words = words.iter().map(|it| self.quoted(it)).collect::<Option<Vec<String>>>()?;
        Some(Said { line: words.join(" "), count })
    }

    fn said_anew(
        &self,
        command: &Command,
        at: &Range<usize>,
        name: &str,
        values: &Said,
    ) -> Option<Edit> {
        let words = command.words.get(at.clone())?;
        let (first, last) = (self.own(command, words.first()?), self.own(command, words.last()?));
        let line = &values.line;
        let old = words.first()?.text.split('=').next()?;
        // The name stays as it was typed where it is the same argument.
        if words.len() > 1 && values.count > 0 && (name == old || name.starts_with(old)) {
            return Some((self.own(command, words.get(1)?).start..last.end, line.clone()));
        }
        let is_negative = values.count == 1 && line.starts_with('-');
        let line = match values.count {
            0 => name.to_string(),
            _ if is_negative => format!("{name}={line}"),
            _ => format!("{name} {line}"),
        };
        Some((first.start..last.end, line))
    }

    /// Takes an argument away, with the space and the sign before it that continues the line.
    fn taken_away(&self, command: &Command, at: &Range<usize>) -> Option<Edit> {
        let start = match at.start.checked_sub(1) {
            Some(before) => self.own(command, command.words.get(before)?).end,
            None => return None,
        };
        let end = self.own(command, command.words.get(at.end.checked_sub(1)?)?).end;
        let first = self.own(command, command.words.get(at.start)?).start;
        // The first of a list has nothing of the list before it.
        let start = if self.is_gap(start..first) { start } else { first };
        (start < end).then(|| (start..end, String::new()))
    }

    /// Adds an argument behind the last, written like those before it.
    fn added(&self, command: &Command, name: &str, values: &Said) -> Option<Edit> {
        let places: Vec<Range<usize>> =
            command.words.iter().map(|it| self.own(command, it)).collect();
        let option = |at: &usize| {
            let word = command.words.get(*at).map(|it| it.text.as_str()).unwrap_or_default();
            word.starts_with("--") || (word.len() == 2 && word.starts_with('-'))
        };
        let options: Vec<usize> = (1..places.len()).filter(option).collect();
        let gap_before = |at: usize| {
            let gap = places.get(at.checked_sub(1)?)?.end..places.get(at)?.start;
            self.is_gap(gap.clone()).then(|| self.text.get(gap)).flatten()
        };
        let gaps: Vec<&str> = options.iter().filter_map(|it| gap_before(*it)).collect();
        let gap =
            gaps.iter().rev().find(|it| it.contains('\n')).or(gaps.last()).copied().unwrap_or(" ");
        // Where the values stand in one column, this one does too.
        let widths: Vec<usize> = options
            .iter()
            .filter(|it| !option(&(**it + 1)))
            .filter_map(|it| places.get(it + 1)?.start.checked_sub(places.get(*it)?.start))
            .collect();
        let column = widths
            .first()
            .copied()
            .filter(|it| widths.len() > 1 && widths.iter().all(|width| width == it));
        let is_aligned = column.is_some_and(|_| gap.contains('\n'));
        let width = column.filter(|_| is_aligned).unwrap_or(0).saturating_sub(1);
        let end = places.last()?.end;
        let line = &values.line;
        let is_negative = values.count == 1 && line.starts_with('-');
        let line = match values.count {
            0 => name.to_string(),
            _ if is_negative => format!("{name}={line}"),
            _ => format!("{name:width$} {line}"),
        };
        Some((end..end, format!("{gap}{line}")))
    }

    /// Whether nothing stands in a part but space and signs that continue a line.
    fn is_gap(&self, range: Range<usize>) -> bool {
        let is_space = |it: char| it.is_whitespace() || "\\`^".contains(it);
        self.text.get(range).is_some_and(|it| !it.is_empty() && it.chars().all(is_space))
    }
}

fn overlap(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}

/// The tables of what the arguments of a command say.
fn tables(command: &str) -> &'static [&'static [Mapping]] {
    match command {
        "aks create" | "aks update" => &[mapping::CLUSTER, mapping::FIRST_POOL],
        "aks nodepool add" | "aks nodepool update" => &[mapping::POOL],
        "aks maintenanceconfiguration add" | "aks maintenanceconfiguration update" => {
            &[mapping::MAINTENANCE]
        }
        "group create" => &[mapping::GROUP],
        "identity create" => &[mapping::IDENTITY],
        "network vnet create" | "network vnet update" => &[mapping::NETWORK],
        "network vnet subnet create" | "network vnet subnet update" => &[mapping::SUBNET],
        "network route-table create" | "network route-table update" => &[mapping::ROUTE_TABLE],
        "network route-table route create" => &[mapping::ROUTE],
        "network nat gateway create" | "network nat gateway update" => &[mapping::NAT_GATEWAY],
        "network nsg create" => &[mapping::SECURITY_GROUP],
        "network nsg rule create" => &[mapping::SECURITY_RULE],
        _ => &[],
    }
}

/// What a path is below, where it is the property or something in it.
fn base_of<'p>(path: &'p str, property: &str) -> Option<&'p str> {
    path.match_indices('/').find_map(|(at, _)| {
        let rest = path.get(at + 1..)?.strip_prefix(property)?;
        (rest.is_empty() || rest.starts_with('/')).then(|| path.get(..at))?
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lines that an edit takes away and adds.
    fn changed(text: &str, patch: &[PatchOperation]) -> String {
        let plan = super::super::read(text).plan;
        let edited = match edited(text, patch) {
            Ok(edited) => edited,
            Err(error) => return format!("{error}\n{plan:#}"),
        };
        assert_eq!(super::super::read(&edited).plan, wanted(&plan, patch).unwrap(), "{edited}");
        let (old, new): (Vec<&str>, Vec<&str>) = (text.lines().collect(), edited.lines().collect());
        let gone = old.iter().filter(|it| !new.contains(it)).map(|it| format!("-{it}\n"));
        let come = new.iter().filter(|it| !old.contains(it)).map(|it| format!("+{it}\n"));
        gone.chain(come).collect()
    }

    const BASH: &str = r#"#!/bin/bash
RG=rg-a
COUNT="3"
CIDR=10.0.0.0/16
SIZE=Standard_D4s_v5
az network vnet create -g $RG -n vnet --address-prefixes 10.1.0.0/16
az network vnet subnet create -g $RG --vnet-name vnet -n nodes --address-prefixes '10.1.0.0/24'
az aks create \
  --resource-group $RG \
  --name           "aks" \
  --node-count     $COUNT \
  --node-vm-size   $SIZE \
  --network-plugin kubenet \
  --service-cidr   $CIDR \
  --enable-cluster-autoscaler \
  --min-count      1 \
  --max-count      5 \
  --tags           a=b c=d
az aks nodepool add -g $RG --cluster-name aks -n two --node-vm-size "$SIZE" --node-count 2 --labels x=y
"#;

    #[test]
    fn values_change_where_they_stand() {
        let cluster = |it: &str| format!("/clusters/0/{it}");
        for (patch, expected) in [
            (
                replace(cluster("networkProfile/networkPlugin"), "azure"),
                "-  --network-plugin kubenet \\\n+  --network-plugin azure \\\n",
            ),
            (
                replace(cluster("networkProfile/serviceCidr"), "172.16.0.0/16"),
                "-CIDR=10.0.0.0/16\n+CIDR=172.16.0.0/16\n",
            ),
            (replace(cluster("agentPools/0/count"), 5), "-COUNT=\"3\"\n+COUNT=\"5\"\n"),
            (
                replace(cluster("agentPools/0/maxCount"), 9),
                "-  --max-count      5 \\\n+  --max-count      9 \\\n",
            ),
            // A variable that two pools take stays for the other one.
            (
                replace(cluster("agentPools/0/vmSize"), "Standard_D2s_v5"),
                "-  --node-vm-size   $SIZE \\\n+  --node-vm-size   Standard_D2s_v5 \\\n",
            ),
            (
                replace("/virtualNetworks/0/subnets/0/addressPrefix", "10.1.0.0/22"),
                "-az network vnet subnet create -g $RG --vnet-name vnet -n nodes --address-prefixes '10.1.0.0/24'\n\
                 +az network vnet subnet create -g $RG --vnet-name vnet -n nodes --address-prefixes '10.1.0.0/22'\n",
            ),
            (
                set("/virtualNetworks/0/addressPrefixes", json!(["10.1.0.0/16", "10.2.0.0/16"])),
                "-az network vnet create -g $RG -n vnet --address-prefixes 10.1.0.0/16\n\
                 +az network vnet create -g $RG -n vnet --address-prefixes 10.1.0.0/16 10.2.0.0/16\n",
            ),
            (
                set(cluster("tags/c"), "e f"),
                "-  --tags           a=b c=d\n+  --tags           a=b c='e f'\n",
            ),
        ] {
            assert_eq!(changed(BASH, &[patch]), expected);
        }
        let edited = edited(BASH, &[replace(cluster("name"), "aks-2")]).unwrap();
        assert_eq!(
            edited,
            BASH.replace("\"aks\"", "\"aks-2\"").replace("-name aks", "-name aks-2")
        );
    }

    #[test]
    fn what_all_uses_of_a_variable_want_changes_in_the_variable() {
        let pools = [0, 1]
            .map(|it| replace(format!("/clusters/0/agentPools/{it}/vmSize"), "Standard_D2s_v5"));
        assert_eq!(changed(BASH, &pools), "-SIZE=Standard_D4s_v5\n+SIZE=Standard_D2s_v5\n");
    }

    #[test]
    fn arguments_are_added_and_taken_away_like_their_neighbours() {
        let cluster = |it: &str| format!("/clusters/0/{it}");
        for (patch, expected) in [
            (
                vec![set(cluster("networkProfile/podCidr"), "10.244.0.0/16")],
                "-  --tags           a=b c=d\n+  --tags           a=b c=d \\\n+  --pod-cidr       10.244.0.0/16\n",
            ),
            (vec![remove(cluster("networkProfile/serviceCidr"))], "-  --service-cidr   $CIDR \\\n"),
            (
                vec![
                    remove(cluster("agentPools/0/enableAutoScaling")),
                    remove(cluster("agentPools/0/minCount")),
                    remove(cluster("agentPools/0/maxCount")),
                ],
                "-  --enable-cluster-autoscaler \\\n-  --min-count      1 \\\n-  --max-count      5 \\\n",
            ),
            (
                vec![remove(cluster("tags"))],
                "-  --max-count      5 \\\n-  --tags           a=b c=d\n+  --max-count      5\n",
            ),
            (
                vec![
                    set(cluster("agentPools/1/maxPods"), 50),
                    remove(cluster("agentPools/1/nodeLabels")),
                ],
                "-az aks nodepool add -g $RG --cluster-name aks -n two --node-vm-size \"$SIZE\" --node-count 2 --labels x=y\n\
                 +az aks nodepool add -g $RG --cluster-name aks -n two --node-vm-size \"$SIZE\" --node-count 2 --max-pods 50\n",
            ),
            (
                vec![set(cluster("agentPools/1/availabilityZones"), json!(["1", "2"]))],
                "-az aks nodepool add -g $RG --cluster-name aks -n two --node-vm-size \"$SIZE\" --node-count 2 --labels x=y\n\
                 +az aks nodepool add -g $RG --cluster-name aks -n two --node-vm-size \"$SIZE\" --node-count 2 --labels x=y --zones 1 2\n",
            ),
            (
                vec![set(
                    cluster("apiServerAccessProfile"),
                    json!({ "enablePrivateCluster": true }),
                )],
                "-  --tags           a=b c=d\n+  --tags           a=b c=d \\\n+  --enable-private-cluster\n",
            ),
        ] {
            assert_eq!(changed(BASH, &patch), expected);
        }
    }

    #[test]
    fn other_shells_are_edited_in_their_own_words() {
        let powershell = "$rg = 'rg-a'\n$plugin = \"kubenet\"\naz aks create `\n    --resource-group $rg `\n    --name aks `\n    --network-plugin $plugin `\n    --node-count 1\n";
        let count = replace("/clusters/0/agentPools/0/count", 3);
        let plugin = replace("/clusters/0/networkProfile/networkPlugin", "azure");
        let tag = set("/clusters/0/tags", json!({ "a": "it's $x" }));
        assert_eq!(
            changed(powershell, &[count, plugin, tag]),
            "-$plugin = \"kubenet\"\n-    --node-count 1\n\
             +$plugin = \"azure\"\n+    --node-count 3 `\n+    --tags 'a=it''s $x'\n",
        );
        let cmd = "@echo off\r\nset COUNT=1\r\nset \"SIZE=Standard_B2s\"\r\naz aks create ^\r\n  -g rg ^\r\n  -n aks ^\r\n  --node-count %COUNT% ^\r\n  --node-vm-size %SIZE%\r\n";
        let patch = [
            replace("/clusters/0/agentPools/0/count", 3),
            replace("/clusters/0/agentPools/0/vmSize", "Standard_D4s_v5"),
            set("/clusters/0/agentPools/0/maxPods", 110),
        ];
        assert_eq!(
            changed(cmd, &patch),
            "-set COUNT=1\n-set \"SIZE=Standard_B2s\"\n-  --node-vm-size %SIZE%\n\
             +set COUNT=3\n+set \"SIZE=Standard_D4s_v5\"\n+  --node-vm-size %SIZE% ^\n+  --max-pods 110\n",
        );
    }

    #[test]
    fn lists_and_functions_are_edited_where_their_words_stand() {
        let script = "ARGS=(\n  -g rg\n  -n aks\n  --node-count 1\n  --network-plugin 'kubenet'\n)\naz aks create \"${ARGS[@]}\"\npool() { az aks nodepool add -g rg --cluster-name aks -n \"$1\" --node-count \"$2\"; }\npool one 2\npool two 2\n";
        let pools = |it: usize| format!("/clusters/0/agentPools/{it}/count");
        for (patch, expected) in [
            (vec![replace(pools(0), 3)], "-  --node-count 1\n+  --node-count 3\n"),
            (
                vec![replace("/clusters/0/networkProfile/networkPlugin", "azure")],
                "-  --network-plugin 'kubenet'\n+  --network-plugin 'azure'\n",
            ),
            (vec![remove(pools(0))], "-  --node-count 1\n"),
            (vec![replace(pools(2), 5)], "-pool two 2\n+pool two 5\n"),
            (
                vec![set("/clusters/0/networkProfile/podCidr", "10.244.0.0/16")],
                "-  --network-plugin 'kubenet'\n+  --network-plugin 'kubenet'\n+  --pod-cidr 10.244.0.0/16\n",
            ),
        ] {
            let is_same = expected.matches("'kubenet'").count() == 2;
            let expected = if is_same { "+  --pod-cidr 10.244.0.0/16\n" } else { expected };
            assert_eq!(changed(script, &patch), expected);
        }
    }

    /// PowerShell and cmd have no way to say some texts to a batch file.
    #[test]
    fn what_another_shell_can_not_say_is_refused() {
        let powershell = "az aks create `\n    -g rg `\n    -n aks `\n    --node-count 1\n";
        let cmd = "az aks create ^\r\n  -g rg ^\r\n  -n aks ^\r\n  --node-count 1\r\n";
        let tag = |value: &str| [set("/clusters/0/tags", json!({ "a": value }))];
        for text in ["‘x", "x’y", "x‚y", "x‛y", "x\"y", "%x%", "x&y", "x|y", "(x)", "x\\", "x\ny"]
        {
            assert!(edited(powershell, &tag(text)).is_err(), "{text:?}");
        }
        for text in ["%x%", "x\"y", "!x!", "x^y", "x\\", "x\ty"] {
            assert!(edited(cmd, &tag(text)).is_err(), "{text:?}");
        }
        for (script, text, line) in [
            (powershell, "it's $x `y;", "    --tags 'a=it''s $x `y;'\n"),
            (powershell, "“x”", "    --tags 'a=“x”'\n"),
            (cmd, "x & (y)", "  --tags \"a=x & (y)\"\n"),
        ] {
            let edited = changed(script, &tag(text));
            assert!(edited.ends_with(line), "{edited}");
        }
    }

    #[test]
    fn a_script_too_long_to_be_read_often_is_refused() {
        let long = format!("{BASH}{}", "# a comment\n".repeat(20_000));
        let patch = [replace("/clusters/0/agentPools/0/count", 5)];
        assert!(edited(&long, &patch).unwrap_err().contains("200,000 bytes"));
    }

    #[test]
    fn what_a_script_can_not_say_is_refused() {
        for patch in [
            set("/clusters/-", json!({ "name": "b" })),
            set("/clusters/0/agentPools/1/vnetSubnet", "vnet/nodes"),
            set("/plannedServices", json!([])),
            remove("/clusters/0"),
            set("/clusters/0/name", "a\nb\u{0}"),
        ] {
            let error = edited(BASH, &[patch]).unwrap_err();
            assert!(error.contains("the script has no argument"), "{error}");
        }
        assert!(edited(BASH, &[replace("/x/y", 1)]).unwrap_err().contains("has changed"));
    }
}
