use super::secret_in_plan::holds_secret;
use crate::finding::{remove, set};
use crate::read::{ReadProblemKind, RemarkKind};
use crate::rules::{Context, Report, rule};
use crate::text::{listed, quoted};
use serde_json::{Value, json};

rule! {
    /// There is no such property or argument.
    ///
    /// What is not known can't be planned for.
    ///
    /// # Why
    ///
    /// It is left out and said, never dropped in silence: a slip in `maxPods` would otherwise leave
    /// the default in place.
    ///
    /// ```json,fails
    /// { "clusters": [{ "networkProfile": { "podCIDR": "10.200.0.0/16" } }] }
    /// ```
    /// ```json,fails
    /// { "virtualNetworks": [{ "subnets": [{ "addressPrefix": null, "cidr": "10.240.0.0/22" }] }] }
    /// ```
    /// ```json,fails
    /// { "colour": "blue" }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "networkProfile": { "podCidr": "10.200.0.0/16" } }] }
    /// ```
    "unknown-argument", Warning, Reading, REST_SPEC,
    aliases: ["unrecognized arguments", "UnmarshalError"]
}

fn check(cx: &Context, report: &mut Report) {
    arguments(cx, report);
    for problem in cx.reading {
        let ReadProblemKind::UnknownProperty { name, value, known, meant, meant_is_given } =
            &problem.kind
        else {
            continue;
        };
        // A secret has a rule of its own, and its value shall not get into a fix.
        if holds_secret(name, value) {
            continue;
        }
        let finding = report.at(&problem.path, format!("there is no property {}", quoted(name)));
        let Some(meant) = meant else {
            finding.help(match known.len() {
                0..=12 => format!("known here: {}", listed(known)),
                _ => "leave it out, or look its name up in the plan's schema".to_string(),
            });
            // It was meant for something: taking it away is for a person to decide.
            continue;
        };
        if *meant_is_given {
            finding.help(format!("`{meant}` is there already: leave this one out"));
            finding.fix_remove(format!("leave out {}", quoted(name)), &problem.path);
            continue;
        }
        let holder = problem.path.rsplit_once('/').map_or("", |(holder, _)| holder);
        let patch = vec![
            remove(&problem.path),
            set(format!("{holder}/{meant}"), as_list(name, meant, value)),
        ];
        finding.help(format!("did you mean `{meant}`?")).fix(format!("call it `{meant}`"), patch);
    }
}

/// Arguments of a command or resource that it does not have.
fn arguments(cx: &Context, report: &mut Report) {
    for remark in cx.remarks {
        let RemarkKind::UnknownArgument { name, of, meant } = &remark.kind else { continue };
        let message = format!("`{of}` has no argument {}", quoted(name));
        let help = match meant {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => "look its name up, or leave it out".to_string(),
        };
        report.at(&*remark.path, message).help(help).source(remark.position);
    }
}

/// The value as a list of one, where the name was in the singular and the plan's is in the plural.
fn as_list(name: &str, meant: &str, value: &Value) -> Value {
    let plural = |it: &str| it.ends_with('s');
    if plural(meant) && !plural(name) && value.is_string() { json!([value]) } else { value.clone() }
}
