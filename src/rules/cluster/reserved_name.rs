use crate::azure_facts::names::{RESERVED_ANYWHERE, RESERVED_AT_START, RESERVED_WHOLE};
use crate::rules::{Context, Report, rule};

rule! {
    /// A name holds a word that Azure reserves.
    ///
    /// What has an address on the internet, as an API server has, may not be called by a trademark:
    /// `microsoft` and `windows` can't be part of the name, `login` can't start it, and a few
    /// product names can't be the whole of it.
    ///
    /// # Why
    ///
    /// The service refuses it when the public name is made, with code `ReservedResourceName`, late
    /// in the deployment.
    ///
    /// ```json,fails
    /// { "clusters": [{ "name": "windows-apps" }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "name": "win-apps" }] }
    /// ```
    "reserved-name", Warning, Cluster, RESERVED_NAMES,
    aliases: ["ReservedResourceName", "managed cluster name is invalid because"]
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        let name = Some(&cluster.spec.name);
        for (property, name) in [("name", name), ("dnsPrefix", cluster.spec.dns_prefix.as_ref())] {
            let Some((word, why)) = name.and_then(|it| reserved(it)) else { continue };
            report
                .at(cluster.at(property), format!("Azure reserves `{word}`, {why}"))
                .help("choose a name without that word");
        }
    }
}

fn reserved(name: &str) -> Option<(&'static str, &'static str)> {
    let name = name.to_lowercase();
    let find = |words: &[&'static str], fits: &dyn Fn(&str) -> bool| {
        words.iter().copied().find(|it| fits(it))
    };
    let anywhere = find(RESERVED_ANYWHERE, &|word| name.contains(word));
    let start = find(RESERVED_AT_START, &|word| name.starts_with(word));
    let whole = find(RESERVED_WHOLE, &|word| name == word);
    anywhere
        .map(|word| (word, "which no part of the name may be"))
        .or(start.map(|word| (word, "which a name may not start with")))
        .or(whole.map(|word| (word, "which a name may not be")))
}
