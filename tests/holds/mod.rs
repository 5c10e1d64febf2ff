//! What holds of all requests, whatever plan they are of.

use aksplan::azure_facts::api_versions;
use aksplan::write::requests::{Method, Request, Requests, Service, ValueSource, When};
use std::collections::{BTreeMap, BTreeSet};

/// Ends the test where requests don't hold together.
pub fn together(requests: &Requests) {
    assert_eq!(requests.version, 1);
    if !requests.problems.is_empty() {
        assert!(requests.requests.is_empty() && requests.values.is_empty());
        return;
    }
    let mut known: BTreeSet<String> = BTreeSet::new();
    for value in &requests.values {
        let made_of = match &value.source {
            ValueSource::Guid { of, .. } => of.join(" "),
            ValueSource::Start { of, .. } => of.clone(),
            _ => String::new(),
        };
        for name in names_in(&made_of) {
            assert!(known.contains(name), "{name} of {} is not known", value.name);
        }
        assert!(known.insert(value.name.clone()), "{} is there twice", value.name);
    }
    let mut used: BTreeSet<String> = BTreeSet::new();
    // What is done when a request is sent, and what was taken from it.
    let mut after: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut taken: BTreeMap<String, &str> = BTreeMap::new();
    for it in &requests.requests {
        let mut done: BTreeSet<&str> = it.needs.iter().map(String::as_str).collect();
        assert_eq!(done.len(), it.needs.len(), "{}: {:?}", it.id, it.needs);
        for needed in &it.needs {
            let earlier = after.get(needed.as_str());
            assert!(earlier.is_some(), "{}: {needed} is not before it", it.id);
            done.extend(earlier.into_iter().flatten());
        }
        let body = it.body.as_ref().map(ToString::to_string).unwrap_or_default();
        let paths = paths(it);
        for text in [&body].into_iter().chain(&paths) {
            for name in names_in(text) {
                let is_done = taken.get(name).is_some_and(|it| done.contains(it));
                assert!(known.contains(name) || is_done, "{}: {name} is not known", it.id);
                used.insert(name.to_string());
            }
        }
        for name in it.takes.keys() {
            taken.insert(format!("{}.{name}", it.id), &it.id);
        }
        assert!(after.insert(&it.id, done).is_none(), "{} is there twice", it.id);
        alone(it, &paths);
    }
    for value in &requests.values {
        if let ValueSource::Guid { of, .. } = &value.source {
            used.extend(of.iter().flat_map(|it| names_in(it)).map(str::to_string));
        }
        if let ValueSource::Start { of, .. } = &value.source {
            used.extend(names_in(of).map(str::to_string));
        }
    }
    let gateway = requests.gateway.iter().flat_map(|it| it.headers.values());
    used.extend(gateway.flat_map(|it| names_in(it)).map(str::to_string));
    for name in taken.keys().chain(&known) {
        assert!(used.contains(name), "{name} is not used");
    }
    one_after_the_other(&requests.requests, &after);
}

/// What holds of one request.
fn alone(it: &Request, paths: &[String]) {
    for path in paths {
        assert!(path.starts_with('/') && !path.ends_with('/'), "{path}");
        assert!(path.split('/').skip(1).all(|it| !it.is_empty() && it != ".."), "{path}");
        let plain = |it: char| it.is_ascii_alphanumeric() || "-._~/%${}()='".contains(it);
        assert!(path.chars().all(plain), "{path}");
    }
    match it.service {
        Service::Graph => assert_eq!(it.api_version, None),
        Service::ResourceManager => {
            let known = api_versions::API_VERSIONS.iter().map(|it| it.version);
            let version = it.api_version.as_deref().unwrap_or_default();
            assert!(known.into_iter().any(|it| it == version), "{}: {version}", it.id);
        }
    }
    let has_body = matches!(it.when, When::Missing | When::Differs);
    assert_eq!(it.body.is_some(), has_body, "{}", it.id);
    let body = it.body.as_ref().map(ToString::to_string).unwrap_or_default();
    assert!(!body.contains(":null"), "{}: {body}", it.id);
}

/// Parts of one resource are not written at the same time.
fn one_after_the_other(requests: &[Request], after: &BTreeMap<&str, BTreeSet<&str>>) {
    let mut last: BTreeMap<String, &str> = BTreeMap::new();
    let parts = [
        "/subnets/",
        "/virtualNetworkPeerings/",
        "/agentPools/",
        "/maintenanceConfigurations/",
        "/securityRules/",
        "/routes/",
    ];
    for it in requests.iter().filter(|it| it.method != Method::Get) {
        let whole = parts.iter().find_map(|part| it.path.split_once(part));
        let Some((whole, _)) = whole.filter(|(_, part)| !part.contains('/')) else { continue };
        if let Some(earlier) = last.insert(whole.to_lowercase(), &it.id) {
            assert!(after[it.id.as_str()].contains(earlier), "{} beside {earlier}", it.id);
        }
    }
}

fn paths(it: &Request) -> Vec<String> {
    let unless = it.unless.iter().map(|it| &it.path);
    let wait = it.wait.iter().map(|it| &it.path);
    [&it.path].into_iter().chain(unless).chain(wait).cloned().collect()
}

/// The names of values in a text.
fn names_in(text: &str) -> impl Iterator<Item = &str> {
    text.split("${").skip(1).filter_map(|it| it.split_once('}')).map(|(name, _)| name)
}
