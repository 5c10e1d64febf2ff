//! The parts of a rule's documentation: its sections, and examples, which are judged like any plan.

use super::{Profile, Rule, Terms};
use crate::finding::Finding;
use crate::live::Live;
use crate::read::Format;
use serde_json::{Value, json};
use std::fmt;

/// Examples are judged by every rule.
pub(crate) const STRICT: Terms<'static> =
    Terms { as_of: crate::example::AS_OF, profile: Profile::Strict, elsewhere: None, live: None };

/// A rule's documentation in parts.
#[derive(Default)]
pub(crate) struct Documentation {
    /// What the rule says, in a sentence.
    pub summary: String,
    /// What else there is to say of it, before the first heading.
    pub prose: String,
    /// Headings with what stands under them, as Markdown.
    pub sections: Vec<(String, String)>,
    /// Plans and texts that fail and pass.
    pub examples: Vec<Example>,
}

/// An example of a rule's documentation: a plan in JSON that lies over the base plan, or a text in
/// another format as it stands.
pub(crate) struct Example {
    /// `json`, `live`, or the name of a format.
    pub language: String,
    /// Whether the rule has something to say of it.
    pub fails: bool,
    /// The example as it is written.
    pub text: String,
}

impl Documentation {
    pub(crate) fn of(rule: &Rule) -> Self {
        let mut found = Self::default();
        let mut is_summary = true;
        let mut open: Option<Example> = None;
        for line in rule.docs.lines().map(|it| it.strip_prefix(' ').unwrap_or(it)) {
            if let Some(example) = &mut open {
                if line == "```" {
                    found.examples.extend(open.take());
                } else {
                    example.text.push_str(line);
                    example.text.push('\n');
                }
            } else if let Some((language, kind)) =
                line.strip_prefix("```").and_then(|it| it.split_once(','))
            {
                let (language, text) = (language.to_string(), String::new());
                open = Some(Example { language, fails: kind == "fails", text });
            } else if let Some(heading) = line.strip_prefix("# ") {
                found.sections.push((heading.to_string(), String::new()));
            } else if is_summary && line.is_empty() {
                is_summary = false;
            } else {
                let text = match found.sections.last_mut() {
                    _ if is_summary => &mut found.summary,
                    Some((_, text)) => text,
                    None => &mut found.prose,
                };
                text.push_str(line);
                text.push('\n');
            }
        }
        found.summary = found.summary.trim().replace('\n', " ");
        found.prose = found.prose.trim().to_string();
        for (_, text) in &mut found.sections {
            *text = text.trim().to_string();
        }
        found
    }
}

impl Example {
    /// The plan, where the example is one; a text in a format is none before it is read.
    pub(crate) fn plan(&self) -> Option<Value> {
        let is_plan = matches!(self.language.as_str(), "json" | "live");
        let mut over: Value = is_plan.then(|| serde_json::from_str(&self.text).ok())??;
        if self.language == "live" {
            over = over.get_mut("plan").map_or_else(|| json!({}), Value::take);
        }
        Some(crate::example::over_base(&over))
    }

    /// What Azure says of it, as the example has it.
    pub(crate) fn live(&self) -> Option<Live> {
        let facts: Value = serde_json::from_str(&self.text).ok()?;
        serde_json::from_value(facts.get("live").filter(|_| self.language == "live")?.clone()).ok()
    }

    /// What all rules find in a plan like the example's, with what Azure says.
    pub(crate) fn check(&self, plan: &Value) -> Vec<Finding> {
        let live = self.live();
        crate::check_value(plan, Terms { live: live.as_ref(), ..STRICT }).findings
    }

    /// The format of a text that is no plan.
    pub(crate) fn format(&self) -> Option<Format> {
        Format::ALL.iter().copied().find(|it| it.as_str() == self.language)
    }

    /// What all rules find in it.
    pub(crate) fn findings(&self) -> Vec<Finding> {
        match self.plan() {
            Some(plan) => self.check(&plan),
            None => crate::check_text(&self.text, self.format(), STRICT)
                .map(|it| it.findings)
                .unwrap_or_default(),
        }
    }
}

impl fmt::Display for Example {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
