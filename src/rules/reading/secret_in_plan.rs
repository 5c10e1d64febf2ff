use crate::pointer::escaped;
use crate::read::ReadProblemKind;
use crate::rules::{Context, Report, rule};
use serde_json::Value;

rule! {
    /// A secret stands in the plan.
    ///
    /// # Why
    ///
    /// Plans are shared, linked and kept under version control; a secret in one is a secret lost. A
    /// plan needs none: scripts read secrets from the environment when they run, and say which one
    /// is missing. The value is never shown, kept or written. Once it was in a file that others can
    /// read, it should be renewed.
    ///
    /// ```json,fails
    /// { "clusters": [{ "servicePrincipalProfile": { "clientId": "0", "secret": "hunter2" } }] }
    /// ```
    /// ```json,fails
    /// { "clusters": [{ "httpProxyConfig": { "httpProxy": "http://me:hunter2@10.9.0.4:3128" } }] }
    /// ```
    /// ```json,fails
    /// { "clusters": [{ "windowsProfile": { "adminUsername": "me", "adminPassword": "hunter2" } }] }
    /// ```
    /// ```json,passes
    /// { "connection": { "gatewayUrl": "https://apim.example" } }
    /// ```
    "secret-in-plan", Error, Reading, API_MANAGEMENT,
    aliases: []
}

const HELP: &str = "take it out of the plan: scripts read secrets from the environment";

fn check(cx: &Context, report: &mut Report) {
    for problem in cx.reading {
        let ReadProblemKind::UnknownProperty { name, value, .. } = &problem.kind else { continue };
        if holds_secret(name, value) {
            found(report, &problem.path);
        }
    }
    for (path, tags) in tags(cx) {
        for (name, value) in tags {
            if is_secret_name(name) && !value.is_empty() {
                found(report, &format!("{path}/{}", escaped(name)));
            }
        }
    }
    for cluster in &cx.net.clusters {
        let Some(proxy) = &cluster.spec.http_proxy_config else { continue };
        for (property, url) in
            [("httpProxy", &proxy.http_proxy), ("httpsProxy", &proxy.https_proxy)]
        {
            let Some((before, host)) = url.as_deref().and_then(|it| it.rsplit_once('@')) else {
                continue;
            };
            let path = cluster.at(&format!("httpProxyConfig/{property}"));
            let scheme = before.split_once("://").map_or("http", |(scheme, _)| scheme);
            report
                .at(&path, format!("`{property}` has a user name or password in it"))
                .help(HELP)
                .fix_set("keep the bare address", &path, format!("{scheme}://{host}"));
        }
    }
}

fn found(report: &mut Report, path: &str) {
    let property = super::property(path);
    report
        .at(path, format!("`{property}` is or holds a secret, and a plan holds none"))
        .help(HELP)
        .fix_remove(format!("leave out `{property}`"), path);
}

/// Every list of tags with its place.
fn tags<'c>(cx: &'c Context) -> impl Iterator<Item = (String, &'c crate::model::StringMap)> {
    let plan = std::iter::once(("/tags".to_string(), &cx.plan.tags));
    let clusters = cx.net.clusters.iter().map(|it| (it.at("tags"), &it.spec.tags));
    let pools = cx.net.pools().map(|(_, it)| (it.at("tags"), &it.spec.tags));
    let networks = cx.net.networks.iter().map(|it| (format!("{}/tags", it.path), &it.spec.tags));
    plan.chain(clusters).chain(pools).chain(networks)
}

/// Whether a property that the plan does not have is a secret, or holds one at any depth.
pub(super) fn holds_secret(name: &str, value: &Value) -> bool {
    match value {
        Value::String(text) => !text.is_empty() && (is_secret_name(name) || has_secret(text)),
        Value::Number(_) => is_secret_name(name),
        Value::Array(items) => items.iter().any(|it| holds_secret(name, it)),
        Value::Object(members) => members.iter().any(|(name, it)| holds_secret(name, it)),
        Value::Null | Value::Bool(_) => false,
    }
}

/// Whether a name says that the value is a secret.
fn is_secret_name(name: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "secret",
        "password",
        "passphrase",
        "subscriptionkey",
        "apikey",
        "accesskey",
        "accountkey",
        "privatekey",
        "sharedkey",
        "sastoken",
        "accesstoken",
        "connectionstring",
    ];
    if name.len() > 100 {
        return false;
    }
    let letters = name.chars().filter(|it| it.is_alphanumeric());
    let letters: String = letters.flat_map(char::to_lowercase).collect();
    ENDINGS.iter().any(|ending| letters.ends_with(ending))
}

/// Whether a link has a password or a key in it.
fn has_secret(url: &str) -> bool {
    let Some((_, rest)) = url.split_once("://") else { return false };
    let (place, query) = rest.split_once('?').unwrap_or((rest, ""));
    let host = place.split('/').next().unwrap_or_default();
    let has_password = host.rsplit_once('@').is_some_and(|(user, _)| user.contains(':'));
    let mut names = query.split('&').filter_map(|it| it.split_once('=')).map(|(name, _)| name);
    has_password || names.any(|name| is_secret_name(name) || name == "sig")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    #[test]
    fn a_secret_is_never_shown() {
        let plan = crate::example::over_base(&json!({
            "connection": { "gatewayUrl": "https://me:hunter2@apim.example/?key=hunter2", "subscriptionKey": "hunter2" },
            "clusters": [{
                "servicePrincipalProfile": { "secrets": { "clientSecret": ["hunter2"] } },
                "httpProxyConfig": { "httpsProxy": "http://me:hunter2@10.9.0.4:3128" },
                "tags": { "admin-password": "hunter2" },
            }],
        }));
        let check = crate::check_value(&plan, crate::example::AS_OF);
        let found = check.findings.iter().filter(|it| it.rule == "secret-in-plan");
        assert_eq!(found.count(), 4);
        assert!(check.findings.iter().any(|it| it.rule == "key-in-gateway-url"));
        assert!(!serde_json::to_string(&check).unwrap().contains("hunter2"));
    }
}
