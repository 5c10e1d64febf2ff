//! Configurations: what `.tf` and `.tfvars` files say.

use super::body::text_of;
use super::evaluate::{Configuration, Declared, Evaluator};
use super::mapping::Mapping;
use crate::read::draft::Draft;
use crate::read::{Format, NotAPlan, Text};
use crate::text::quoted;
use hcl_edit::Span;
use hcl_edit::expr::Expression;
use hcl_edit::structure::{Block, BlockLabel, Body, Structure};
use std::collections::HashMap;

/// Resources that one text may make.
const MOST_RESOURCES: usize = 10_000;

pub(super) fn read(text: &str) -> Result<Text<'_>, NotAPlan> {
    let body = hcl_edit::parser::parse_body(text).map_err(|error| no_hcl(text, &error))?;
    let parts = Parts::of(text, &body);
    let mut evaluator = Evaluator::new(&parts.configuration);
    let provider =
        parts.provider.map(|it| evaluator.top_body(&it.body, it.span().unwrap_or_default()));
    if let Some((subscription, _)) = provider.as_ref().and_then(|it| it.value("subscription_id")) {
        evaluator.set_subscription(subscription.clone());
    }
    let mut mapping = Mapping::new(Draft::new(text), false, parts.version);
    if let Some(provider) = &provider {
        super::provider(&mut mapping, provider);
    }
    let mut resources = Vec::new();
    for at in 0..parts.configuration.resources.len() {
        resources.extend(evaluator.resources(at));
        if evaluator.is_exhausted() {
            let what = "loops and references of this configuration go on for too long";
            return Err(too_much(text, &parts.configuration, at, what));
        }
        if resources.len() > MOST_RESOURCES {
            let what = "this configuration makes more than 10,000 resources";
            return Err(too_much(text, &parts.configuration, at, what));
        }
    }
    mapping.place(resources);
    for (module, name) in &parts.modules {
        let source = module.body.get_attribute("source").map(|it| &it.value);
        let source = source.map(|it| evaluator.top_value(it)).as_ref().and_then(text_of);
        let what = match source {
            Some(source) => format!("the module {} from {}", quoted(name), quoted(&source)),
            None => format!("the module {}", quoted(name)),
        };
        let help = "what a module makes stands in its own files: paste what `terraform show -json` \
                    prints of a plan, or the module's files";
        mapping.not_understood(module.span().unwrap_or_default(), what, help);
    }
    for block in &parts.others {
        let what = format!("a block {}", quoted(block.ident.as_str()));
        let help = "known are resource, data, variable, locals, provider, terraform, module, \
                    output, moved, removed, import and check";
        mapping.not_understood(block.span().unwrap_or_default(), what, help);
    }
    for trouble in std::mem::take(&mut evaluator.troubles) {
        mapping.not_understood(trouble.range, trouble.what, &trouble.help);
    }
    let roles = std::mem::take(&mut mapping.roles);
    let mut text = mapping.draft.finish(Format::Terraform);
    super::access::compare(&roles, &mut text);
    Ok(text)
}

/// The blocks of a text, by what they are.
struct Parts<'a> {
    configuration: Configuration<'a>,
    provider: Option<&'a Block>,
    /// Major version of azurerm that the text asks for.
    version: Option<u32>,
    modules: Vec<(&'a Block, &'a str)>,
    others: Vec<&'a Block>,
}

impl<'a> Parts<'a> {
    fn of(text: &'a str, body: &'a Body) -> Self {
        let mut parts = Self {
            configuration: Configuration {
                text,
                variables: HashMap::new(),
                given: HashMap::new(),
                locals: HashMap::new(),
                resources: Vec::new(),
                places: HashMap::new(),
            },
            provider: None,
            version: None,
            modules: Vec::new(),
            others: Vec::new(),
        };
        for structure in body {
            match structure {
                Structure::Attribute(it) => {
                    parts.configuration.given.insert(it.key.as_str(), &it.value);
                }
                Structure::Block(block) => parts.block(block),
            }
        }
        parts
    }

    fn block(&mut self, block: &'a Block) {
        let label = |at: usize| block.labels.get(at).map(BlockLabel::as_str);
        let to = &mut self.configuration;
        match (block.ident.as_str(), label(0), label(1)) {
            ("variable", Some(name), _) => {
                to.variables.insert(name, &block.body);
            }
            ("locals", ..) => {
                let locals = block.body.attributes();
                to.locals.extend(locals.map(|it| (it.key.as_str(), &it.value)));
            }
            (word @ ("resource" | "data"), Some(kind), Some(name)) => {
                let data = word == "data";
                to.places.insert((data, kind, name), to.resources.len());
                to.resources.push(Declared { data, kind, name, block });
            }
            ("provider", Some("azurerm"), _) => {
                let has_alias = block.body.get_attribute("alias").is_some();
                if !has_alias || self.provider.is_none() {
                    self.provider = Some(block);
                }
            }
            ("terraform", ..) => self.version = self.version.or_else(|| version_in(block)),
            ("module", Some(name), _) => self.modules.push((block, name)),
            (
                "provider" | "output" | "moved" | "removed" | "import" | "check" | "ephemeral"
                | "action",
                ..,
            ) => {}
            _ => self.others.push(block),
        }
    }
}

/// The major version in `required_providers`.
fn version_in(terraform: &Block) -> Option<u32> {
    let providers = terraform.body.get_blocks("required_providers").next()?;
    let azurerm = &providers.body.get_attribute("azurerm")?.value;
    let version = match azurerm {
        Expression::Object(members) => members.iter().find_map(|(key, value)| {
            let is_version = key.as_ident().is_some_and(|it| it.as_str() == "version");
            value.expr().as_str().filter(|_| is_version)
        }),
        other => other.as_str(),
    };
    major(version?)
}

/// The major version that a constraint such as `~> 4.12` or `>= 3.0, < 5.0` ends up with.
pub(super) fn major(constraint: &str) -> Option<u32> {
    let majors = constraint.split(',').filter_map(|part| {
        let part = part.trim();
        let digits = part.trim_start_matches(|it: char| !it.is_ascii_digit());
        let number: u32 = digits.split('.').next()?.parse().ok()?;
        match part {
            // Anything newer may be taken.
            _ if part.starts_with('>') || part.starts_with("!=") => None,
            _ if part.starts_with("<=") => Some(number),
            _ if part.starts_with('<') => {
                let rest = digits.split('.').skip(1);
                let is_whole = rest.clone().all(|it| it.trim_matches('0').is_empty());
                Some(if is_whole { number.saturating_sub(1) } else { number })
            }
            _ => Some(number),
        }
    });
    majors.min()
}

fn too_much(text: &str, configuration: &Configuration, at: usize, what: &str) -> NotAPlan {
    let place = configuration.resources.get(at).and_then(|it| it.block.span()).unwrap_or_default();
    let (line, column) = line_and_column(text, place.start);
    NotAPlan {
        message: what.to_string(),
        help: "paste what one cluster and its network need, or what `terraform show -json` prints \
               of a plan"
            .to_string(),
        line,
        column,
        ..NotAPlan::default()
    }
}

fn line_and_column(text: &str, offset: usize) -> (usize, usize) {
    let before = text.get(..offset).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let start = before.rfind('\n').map_or(0, |it| it + 1);
    (line, before.get(start..).unwrap_or_default().chars().count() + 1)
}

/// Why a text is no configuration, and what to do.
fn no_hcl(text: &str, error: &hcl_edit::parser::Error) -> NotAPlan {
    // The parser counts bytes, and within a character it may stand too.
    let mut offset = error.location().offset().min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    let (line_number, column) = line_and_column(text, offset);
    let rest = text.get(offset..).unwrap_or_default();
    let line = rest.lines().next().unwrap_or_default().trim();
    let value = line.split_once('=').map_or(line, |(_, value)| value.trim());
    let before = text.get(..offset).unwrap_or_default().rsplit('\n').next().unwrap_or_default();
    let help = match line.chars().next() {
        _ if before.matches('"').count() % 2 == 1 => {
            "close the text in double quotes, which may begin in a line before"
        }
        _ if error.message().contains("nest") => "no configuration is nested so deep",
        _ if error.message().contains("redefined") => "say it once: leave one of both out",
        _ if value.starts_with('<') && !value.starts_with("<<") => {
            "put a value in place of what stands in angle brackets, in double quotes"
        }
        _ if line.contains(['\u{201c}', '\u{201d}', '\u{2018}', '\u{2019}']) => {
            "write texts in straight double quotes"
        }
        _ if value.starts_with('\'') => "write texts in straight double quotes",
        Some(',') => "take the comma away: lines of a block end without one",
        Some(':') => "write `=` between a name and its value",
        None => "the text ends too early: close every `\"`, `]` and `}` that is open",
        Some('}' | ']' | ')') => {
            "there is one bracket too many here, or something before it is open"
        }
        _ => {
            "mend the text here; an argument is `name = value` on a line of its own, a block \
             `name { … }`"
        }
    };
    NotAPlan {
        message: format!("this is no Terraform: {}", error.message()),
        help: help.to_string(),
        path: String::new(),
        line: line_number,
        column,
    }
}
