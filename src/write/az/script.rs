//! A script as it grows.

use super::AZ_VERSION;
use super::command::Az;
use super::helpers::{BASE, Helper};
use super::names::{Names, Setting};
use crate::steps::{Output, ResourceId, ResourceKind, StepId, Steps, Value};
use crate::write::bash::{Part, Variable, Word, ascii, comment, quote_always, unsayable};
use crate::write::secret_variable;
use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// A part of a script, with a title.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Section {
    Subscription,
    ResourceGroups,
    Network,
    Identities,
    Roles,
    Cluster(String),
    Check,
    Teardown,
}

impl Section {
    fn title(&self) -> String {
        match self {
            Self::Subscription => "Subscription".to_string(),
            Self::ResourceGroups => "Resource groups".to_string(),
            Self::Network => "Network".to_string(),
            Self::Identities => "Identities".to_string(),
            Self::Roles => "Roles".to_string(),
            Self::Cluster(name) => format!("Cluster {}", comment(name)),
            Self::Check => "Check".to_string(),
            Self::Teardown => "Take away".to_string(),
        }
    }
}

/// A part that a resource may lack.
pub(super) struct Lack {
    /// Its name in messages.
    pub name: Word,
    /// Asks the resource for it; nothing is answered where it lacks it.
    pub query: &'static str,
    /// What is answered when it is as planned.
    pub wanted: Word,
    /// What is said when it is added.
    pub what: Word,
    /// Adds it.
    pub mend: Az,
}

pub(super) struct Script<'s> {
    steps: &'s Steps,
    pub names: Names,
    body: String,
    section: Option<Section>,
    helpers: BTreeSet<Helper>,
    /// Variables that are used, and so must be set.
    used: BTreeSet<String>,
    /// Variables that hold what steps bring.
    outputs: BTreeMap<StepId, Variable>,
    /// The steps whose principals others need.
    principals: BTreeSet<StepId>,
    /// Service principals whose secrets are read from the environment.
    secrets: Vec<String>,
    /// Files that are written for az to read.
    file_count: usize,
    problems: Vec<String>,
    /// What the plan names and the script does not do.
    left_out: Vec<String>,
    /// What the plan says and no command does, for whoever reads the script as a plan.
    unsaid: Json,
}

impl<'s> Script<'s> {
    pub fn new(steps: &'s Steps) -> Self {
        Self {
            steps,
            names: Names::new(steps),
            body: String::new(),
            section: None,
            helpers: BTreeSet::new(),
            used: BTreeSet::new(),
            outputs: BTreeMap::new(),
            principals: steps.principals(),
            secrets: Vec::new(),
            file_count: 0,
            left_out: steps.left_out.clone(),
            problems: steps.problems.clone(),
            unsaid: Json::Object(steps.unsaid_by_az()),
        }
    }

    /// Starts a section, unless it is the one that is being written.
    pub fn section(&mut self, section: &Section) {
        if self.section.as_ref() != Some(section) {
            let _ = write!(self.body, "\n{}", rule(&section.title()));
            self.section = Some(section.clone());
        }
    }

    /// An empty line between steps; none after a title or a remark.
    pub fn gap(&mut self) {
        let last = self.body.trim_end_matches('\n').rsplit('\n').next().unwrap_or_default();
        if !self.body.ends_with("\n\n") && !last.starts_with('#') {
            self.body.push('\n');
        }
    }

    /// A comment of ours.
    pub fn remark(&mut self, text: &str) {
        let _ = writeln!(self.body, "# {text}");
    }

    /// A line of bash of ours.
    pub fn line(&mut self, line: &str) {
        self.body.push_str(line);
        self.body.push('\n');
    }

    pub fn use_helper(&mut self, helper: Helper) {
        self.helpers.insert(helper);
        self.helpers.extend(helper.uses());
    }

    pub fn problem(&mut self, problem: String) {
        if !self.problems.contains(&problem) {
            self.problems.push(problem);
        }
    }

    pub fn leave_out(&mut self, what: String) {
        self.left_out.push(what);
    }

    /// Keeps what no command does, for whoever reads the script as a plan.
    pub fn keep(&mut self, path: &[&str], value: impl serde::Serialize) {
        let Ok(value) = serde_json::to_value(value) else { return };
        if let Some(place) = place(&mut self.unsaid, path) {
            *place = value;
        }
    }

    /// Notes why az would not take a command as it stands.
    pub fn note(&mut self, command: &Az) {
        for problem in command.problems() {
            self.problem(problem.clone());
        }
    }

    /// A command between other words of bash, on as few lines as it fits on.
    pub fn within(&mut self, before: &str, command: &Az, after: &str) {
        self.note(command);
        self.body.push_str(&command.within(before, after));
    }

    /// A command on lines of its own.
    pub fn run(&mut self, indent: &str, command: &Az) {
        self.note(command);
        self.body.push_str(&command.lines(indent));
    }

    /// Makes something where `show` does not find it.
    pub fn make(&mut self, show: &Az, what: &Word, create: &[Az]) {
        self.make_or_mend(show, what, create, &[]);
    }

    /// The same; to one that is there already, adds what it has nothing of, and ends the script where
    /// it has something else.
    pub fn make_or_mend(&mut self, show: &Az, what: &Word, create: &[Az], parts: &[Lack]) {
        self.gap();
        self.use_helper(Helper::Found);
        self.within("if ! found ", show, "; then");
        let _ = writeln!(self.body, "  say {}", what.code());
        for command in create {
            self.run("  ", command);
        }
        if !parts.is_empty() {
            self.line("else");
        }
        for part in parts {
            self.use_helper(Helper::Is);
            let ask = show.clone().text("--query", part.query);
            self.body.push_str(&ask.within("  if is '' ", "; then"));
            let _ = writeln!(self.body, "    say {}", part.what.code());
            self.run("    ", &part.mend);
            self.line("  fi");
            self.require("  ", &part.name, &part.wanted, &ask);
        }
        self.line("fi");
    }

    /// Does something where a question is not answered as wanted.
    pub fn unless(&mut self, wanted: &Word, show: &Az, what: &Word, commands: &[Az]) {
        self.gap();
        self.use_helper(Helper::Is);
        self.within(&format!("if ! is {} ", wanted.code()), show, "; then");
        let _ = writeln!(self.body, "  say {}", what.code());
        for command in commands {
            self.run("  ", command);
        }
        self.line("fi");
    }

    /// Ends the script where a question is not answered as wanted.
    pub fn require(&mut self, indent: &str, what: &Word, wanted: &Word, show: &Az) {
        self.use_helper(Helper::Require);
        self.within(&format!("{indent}require {} {} ", what.code(), wanted.code()), show, "");
    }

    /// Waits for an answer.
    pub fn wait_for(&mut self, indent: &str, what: &Word, wanted: &str, minutes: u32, show: &Az) {
        self.use_helper(Helper::WaitFor);
        let wanted = Word::text(wanted);
        let before = format!("{indent}wait_for {} {} {minutes} ", what.code(), wanted.code());
        self.within(&before, show, "");
    }

    fn variable(&mut self, variable: &Variable) -> Word {
        self.used.insert(variable.name.clone());
        Word::variable(variable)
    }

    /// A text that is a setting, or as it is.
    pub fn setting(&mut self, setting: Setting, text: &str) -> Word {
        match self.names.text(setting, text) {
            Some(variable) => self.variable(&variable),
            None => Word::text(text),
        }
    }

    pub fn location(&mut self, location: &str) -> Word {
        self.setting(Setting::Location, location)
    }

    pub fn group(&mut self, id: &ResourceId) -> Word {
        self.setting(Setting::ResourceGroup, &id.resource_group)
    }

    /// The innermost name of a resource.
    pub fn name(&mut self, id: &ResourceId) -> Word {
        match id.kind {
            ResourceKind::Subnet => self.setting(Setting::Subnet, id.name()),
            ResourceKind::ResourceGroup => self.group(id),
            ResourceKind::Peering | ResourceKind::AgentPool | ResourceKind::Maintenance => {
                Word::text(id.name())
            }
            _ => self.parent(id),
        }
    }

    /// The outermost name of a resource.
    pub fn parent(&mut self, id: &ResourceId) -> Word {
        match self.names.outermost(id) {
            Some(variable) => self.variable(&variable),
            None => Word::text(id.parent()),
        }
    }

    /// A name for variables about a resource.
    pub fn base_name(&self, id: &ResourceId) -> String {
        self.names.outermost(id).map_or_else(|| "RESOURCE".to_string(), |it| it.name)
    }

    /// Words of ours, the kind and the name of a resource, as one word.
    pub fn titled(&mut self, before: &'static str, id: &ResourceId) -> Word {
        let kind = id.kind.name();
        let variable = match id.kind {
            ResourceKind::Subnet => self.names.text(Setting::Subnet, id.name()),
            ResourceKind::ResourceGroup => {
                self.names.text(Setting::ResourceGroup, &id.resource_group)
            }
            ResourceKind::Peering | ResourceKind::AgentPool | ResourceKind::Maintenance => None,
            _ => self.names.outermost(id),
        };
        let Some(variable) = variable else {
            return Word::text(&format!("{before}{kind} {}", id.name()));
        };
        self.used.insert(variable.name.clone());
        let fixed = [before, kind, " "].map(Part::Fixed);
        let parts: Vec<Part> = fixed.into_iter().chain([Part::Variable(variable)]).collect();
        Word::template(&parts)
    }

    /// A value: text, a resource id, or what another step brought.
    pub fn value(&mut self, value: &Value) -> Word {
        match value {
            Value::Text(text) => Word::text(text),
            Value::Id(id) => {
                let names = format!("/{}/{}", id.resource_group, id.names.join("/"));
                if let Some(why) = unsayable(&names) {
                    let text = Word::text(&names);
                    self.problem(format!("az can't take an id with {}: it {why}", text.code()));
                }
                match self.names.id(id) {
                    Some(variable) => self.variable(&variable),
                    None => Word::text(id.name()),
                }
            }
            Value::Output(step, Output::PrincipalId) => match self.outputs.get(step).cloned() {
                Some(variable) => self.variable(&variable),
                None => Word::text(""),
            },
        }
    }

    /// The name of a resource where it is in the same group, its id where it is not.
    pub fn name_or_id(&mut self, value: &Value, group: &str) -> Word {
        match value {
            Value::Id(id) if id.resource_group == group && id.names.len() == 1 => self.name(id),
            other => self.value(other),
        }
    }

    /// Keeps the principal that a step brings, where another step needs it.
    pub fn keep_principal(&mut self, step: StepId, name: &str, query: &Az) {
        if !self.principals.contains(&step) {
            return;
        }
        let name = self.names.unique(&format!("{name}_PRINCIPAL_ID"));
        self.within(&format!("{name}=\"$("), query, ")\"");
        self.outputs.insert(step, Variable { name, text: None });
    }

    /// The environment variable that a service principal's secret is read from: one for each
    /// service principal, numbered where there are several.
    pub fn secret(&mut self, client_id: &str) -> Word {
        if !self.secrets.iter().any(|it| it == client_id) {
            self.secrets.push(client_id.to_string());
        }
        let nth = self.secrets.iter().position(|it| it == client_id).unwrap_or_default();
        Word::local(&secret_variable(nth))
    }

    /// Writes JSON into a file for az to read, and says where it is.
    pub fn file(&mut self, indent: &str, name: &str, json: &serde_json::Value) -> Word {
        // Names that differ in other characters alone must not share a file.
        self.file_count += 1;
        let file = Word::file("FILES", &format!("{}-{name}", self.file_count));
        let document = crate::write::bash::here_document(json);
        let _ = write!(self.body, "{indent}cat > {} {document}", file.code());
        file
    }

    /// The whole script.
    pub fn finish(mut self, does: &str) -> String {
        let mut text = self.header(does);
        if !self.problems.is_empty() {
            text.push('\n');
            for problem in &self.problems {
                let message = Word::text(problem);
                let _ = writeln!(text, "printf 'error: %s\\n' {} >&2", message.code());
            }
            text.push_str("exit 1\n");
            return text;
        }
        let ids = self.ids();
        let settings = self.settings();
        if !settings.is_empty() {
            let _ = write!(text, "\n{}{settings}", rule("Settings"));
        }
        for (nth, client_id) in self.secrets.iter().enumerate() {
            let name = secret_variable(nth);
            let message =
                format!("{name} is not set: it holds the secret of service principal {client_id}");
            let _ = writeln!(text, "\nif [[ -z \"${{{name}:-}}\" ]]; then");
            let _ = writeln!(text, "  printf 'error: %s\\n' {} >&2", Word::text(&message).code());
            let _ = writeln!(text, "  exit 1\nfi");
        }
        let _ = write!(text, "\n{}{}", rule("Functions"), BASE.trim_start_matches('\n'));
        for helper in &self.helpers {
            text.push_str(helper.code());
        }
        if self.file_count > 0 {
            text.push_str(
                "\n# Files for az to read; gone when the script ends.\n\
                 FILES=\"$(mktemp -d)\"\ntrap 'rm -rf \"$FILES\"' EXIT\n",
            );
        }
        // The ids need the subscription, which the first section selects.
        let body = std::mem::take(&mut self.body);
        text.push_str(&body.replacen(IDS, &ids, 1));
        text
    }

    /// Marks where the variables for resource ids stand.
    pub fn ids_here(&mut self) {
        self.body.push_str(IDS);
    }

    fn header(&self, does: &str) -> String {
        let name = self.steps.name.as_deref().map(comment);
        let plan = name.map_or_else(|| "the plan".to_string(), |it| format!("the plan `{it}`"));
        let mut text = String::from("#!/usr/bin/env bash\n");
        let first = if does == "teardown" {
            format!("# Takes away from Azure what {plan} made. What existed before stays.\n")
        } else {
            format!("# Makes {plan} in Azure.\n")
        };
        text.push_str(&first);
        let _ = writeln!(
            text,
            "# Written by aksplan {}, for azure-cli {AZ_VERSION} or later.",
            env!("CARGO_PKG_VERSION")
        );
        text.push_str("# It may be run again: what is done already is not done twice.\n");
        if does != "teardown" {
            for what in &self.left_out {
                let _ = writeln!(text, "# Left out: {}.", comment(what));
            }
            if self.unsaid.as_object().is_some_and(|it| !it.is_empty()) {
                let _ = writeln!(text, "# aksplan: {}", ascii(&self.unsaid.to_string()));
            }
        }
        text.push_str("set -euo pipefail\n");
        text
    }

    fn settings(&self) -> String {
        let used: Vec<_> =
            self.names.settings().filter(|(_, it)| self.used.contains(&it.name)).collect();
        let mut text = String::new();
        for (value, variable) in used {
            let _ = writeln!(text, "{}={}", variable.name, quote_always(value));
        }
        text
    }

    /// The resource ids that are used, composed of subscription, group and names.
    fn ids(&mut self) -> String {
        let used: Vec<_> = self
            .names
            .ids()
            .filter(|(_, it)| self.used.contains(&it.name))
            .map(|(id, variable)| (id.clone(), variable.name.clone()))
            .collect();
        if used.is_empty() {
            return String::new();
        }
        let mut text =
            String::from("SUBSCRIPTION_ID=\"$(az account show --query id --output tsv)\"\n");
        for (id, name) in used {
            let _ = writeln!(text, "{name}={}", self.id_word(&id).code());
        }
        text
    }

    fn id_word(&mut self, id: &ResourceId) -> Word {
        let part = |variable: Option<Variable>, text: &str| match variable {
            Some(variable) => Part::Variable(variable),
            None => Part::Text(text.to_string()),
        };
        let subscription = Variable { name: "SUBSCRIPTION_ID".to_string(), text: None };
        let group = self.names.text(Setting::ResourceGroup, &id.resource_group);
        let mut parts = vec![
            Part::Fixed("/subscriptions/"),
            Part::Variable(subscription),
            Part::Fixed("/resourceGroups/"),
            part(group, &id.resource_group),
        ];
        let middle = match id.kind {
            ResourceKind::NetworkSecurityGroup => {
                "/providers/Microsoft.Network/networkSecurityGroups/"
            }
            ResourceKind::RouteTable => "/providers/Microsoft.Network/routeTables/",
            ResourceKind::PublicIpAddress => "/providers/Microsoft.Network/publicIPAddresses/",
            ResourceKind::NatGateway => "/providers/Microsoft.Network/natGateways/",
            ResourceKind::VirtualNetwork | ResourceKind::Subnet | ResourceKind::Peering => {
                "/providers/Microsoft.Network/virtualNetworks/"
            }
            ResourceKind::Identity => {
                "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/"
            }
            ResourceKind::ManagedCluster | ResourceKind::AgentPool | ResourceKind::Maintenance => {
                "/providers/Microsoft.ContainerService/managedClusters/"
            }
            ResourceKind::ResourceGroup => "",
        };
        parts.push(Part::Fixed(middle));
        if id.kind != ResourceKind::ResourceGroup {
            parts.push(part(self.names.outermost(id), id.parent()));
        }
        if id.kind == ResourceKind::Subnet {
            parts.push(Part::Fixed("/subnets/"));
            parts.push(part(self.names.text(Setting::Subnet, id.name()), id.name()));
        }
        for part in &parts {
            if let Part::Variable(variable) = part {
                self.used.insert(variable.name.clone());
            }
        }
        Word::template(&parts)
    }
}

/// Where the resource ids go; no command has such a line.
const IDS: &str = "\u{0}ids\n";

/// A title line.
fn rule(title: &str) -> String {
    let title = format!("# --- {title} ");
    format!("{title:-<78}\n")
}

/// The place of a value in an object of the plan's shape, which grows as needed: `clusters`, then
/// `=prod` for the cluster of that name.
fn place<'v>(value: &'v mut Json, path: &[&str]) -> Option<&'v mut Json> {
    let Some((part, rest)) = path.split_first() else { return Some(value) };
    let inner = if let Some(name) = part.strip_prefix('=') {
        if value.is_null() {
            *value = Json::Array(Vec::new());
        }
        let items = value.as_array_mut()?;
        let named = |it: &Json| it.get("name").and_then(Json::as_str) == Some(name);
        let at = items.iter().position(named).unwrap_or(items.len());
        if at == items.len() {
            items.push(serde_json::json!({ "name": name }));
        }
        items.get_mut(at)?
    } else {
        if value.is_null() {
            *value = Json::Object(serde_json::Map::new());
        }
        value.as_object_mut()?.entry(*part).or_insert(Json::Null)
    };
    place(inner, rest)
}
