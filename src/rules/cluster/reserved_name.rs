use crate::azure_facts::names::{RESERVED_ANYWHERE, RESERVED_AT_START, RESERVED_WHOLE};
use crate::azure_facts::sources::RESERVED_NAMES;
use crate::finding::Severity;
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
    /// The service refuses such a name of a cluster with code `InvalidParameter`. A DNS prefix is
    /// looked at when the public name is made, late in the deployment, with `ReservedResourceName`.
    ///
    /// # Decided
    ///
    /// Cluster API warns of such names. The service refuses them for a cluster, so that is an error;
    /// for a DNS prefix no document says so, which is a warning.
    ///
    /// ```json,fails
    /// { "clusters": [{ "name": "windows-apps" }] }
    /// ```
    /// ```json,fails
    /// { "clusters": [{ "dnsPrefix": "login-apps" }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "name": "win-apps" }] }
    /// ```
    "reserved-name", Error, Cluster, INVALID_PARAMETER,
    aliases: ["ReservedResourceName", "managed cluster name is invalid because"]
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in cx.new_clusters() {
        if let Some((word, why)) = reserved(&cluster.spec.name) {
            report
                .at(cluster.at("name"), format!("Azure reserves `{word}`, {why}"))
                .help("choose a name without that word");
        }
        if let Some((word, why)) = cluster.spec.dns_prefix.as_deref().and_then(reserved) {
            report
                .at(cluster.at("dnsPrefix"), format!("Azure reserves `{word}`, {why}"))
                .severity(Severity::Warning)
                .url(&RESERVED_NAMES)
                .help("choose a name without that word");
        }
    }
}

fn reserved(name: &str) -> Option<(&'static str, &'static str)> {
    let name = name.to_ascii_lowercase();
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
