use crate::rules::{Context, Report, rule};
use crate::text::{closest, quoted};

rule! {
    /// A node taint is none.
    ///
    /// A taint is `key=value:effect`, with effect `NoSchedule`, `PreferNoSchedule` or `NoExecute`.
    /// AKS needs a value where Kubernetes could do without.
    ///
    /// # Why
    ///
    /// az refuses it. A taint that is not there lets pods onto nodes that were meant for others,
    /// such as costly ones with GPUs.
    ///
    /// ```json,fails
    /// { "clusters": [{ "agentPools": [{ }, { "nodeTaints": ["gpu=true:noschedule", "dedicated"] }] }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "agentPools": [{ }, { "nodeTaints": ["gpu=true:NoSchedule"] }] }] }
    /// ```
    "node-taint-syntax", Error, AgentPools, AZ_NODEPOOL,
    aliases: ["--node-taints", "--nodepool-taints"]
}

const EFFECTS: &[&str] = &["NoSchedule", "PreferNoSchedule", "NoExecute"];

fn check(cx: &Context, report: &mut Report) {
    for (_, pool) in cx.net.pools() {
        for (nth, taint) in pool.spec.node_taints.iter().enumerate() {
            let Some(why) = problem(taint) else { continue };
            let path = pool.at(&format!("nodeTaints/{nth}"));
            let finding = report.at(&path, format!("taint {} {why}", quoted(taint)));
            finding.help("write `key=value:NoSchedule`, or with another effect");
            if let Some(better) = mended(taint) {
                finding.fix_set(format!("write `{better}`"), path, better);
            }
        }
    }
}

fn problem(taint: &str) -> Option<String> {
    let Some((rest, effect)) = taint.rsplit_once(':') else {
        return Some("has no effect".to_string());
    };
    let Some((key, value)) = rest.split_once('=') else {
        return Some("has no value".to_string());
    };
    if !EFFECTS.contains(&effect) {
        return Some(format!(
            "has effect {}, not one of `{}`",
            quoted(effect),
            EFFECTS.join("`, `")
        ));
    }
    if !is_name(key, 253, true) {
        return Some("has a key that Azure refuses".to_string());
    }
    (!is_name(value, 63, false)).then(|| "has a value that Azure refuses".to_string())
}

/// A letter or digit, then letters, digits, `_`, `-` and `.`.
fn is_name(text: &str, longest: usize, slash: bool) -> bool {
    let is_inner = |it: char| {
        it.is_ascii_alphanumeric() || matches!(it, '_' | '-' | '.') || (slash && it == '/')
    };
    text.len() <= longest
        && text.starts_with(|it: char| it.is_ascii_alphanumeric())
        && text.chars().all(is_inner)
}

/// The taint with an effect as Kubernetes writes it, and a value where it has none.
fn mended(taint: &str) -> Option<String> {
    let (rest, effect) = taint.trim().rsplit_once(':')?;
    let effect = closest(effect, EFFECTS)?;
    let value = if rest.contains('=') { "" } else { "=true" };
    let better = format!("{rest}{value}:{effect}");
    problem(&better).is_none().then_some(better)
}
