//! What holds of a plan whatever its unknown values are.
//!
//! A value that is not known counts as not given while a plan is judged, which may look like a
//! mistake elsewhere: a network policy without its plugin, a range without its mode. So the plan is
//! judged again with what the value may be; a finding that one of these mends is none.

use crate::finding::Finding;
use crate::read::{ReadProblem, ReadProblemKind};
use crate::rules::Terms;
use serde_json::Value;
use std::collections::{BTreeMap, HashMap, HashSet};

/// Judgings at most: past that findings stay as they are.
const MOST_JUDGED: usize = 40;
/// Values of a plan at most that is judged so often.
const MOST_VALUES: usize = 5_000;

/// Texts that change what a property means, by its name.
const TEXTS: &[(&str, &[&str])] = &[
    ("addressPrefix", &["0.0.0.0/0"]),
    (
        "delegation",
        &[
            "Microsoft.ContainerService/managedClusters",
            "Microsoft.ContainerInstance/containerGroups",
        ],
    ),
];

/// Leaves out the findings that depend on what is not known.
pub(crate) fn settle(
    findings: &mut Vec<Finding>,
    plan: &Value,
    reading: &[ReadProblem],
    terms: Terms,
) {
    let depends =
        |it: &Finding| crate::rules::topic_of(&it.rule) != Some(crate::rules::Topic::Reading);
    if !findings.iter().any(depends) || values(plan) > MOST_VALUES {
        return;
    }
    let mut left = MOST_JUDGED;
    for (paths, alternatives) in unknown(plan, reading) {
        for alternative in alternatives {
            if left == 0 {
                return;
            }
            left -= 1;
            let mut changed = plan.clone();
            for path in &paths {
                if let Some(place) = changed.pointer_mut(path) {
                    *place = alternative.clone();
                }
            }
            let Ok((typed, reading)) = crate::read::plan(&changed) else { continue };
            let again = crate::check_plan(&typed, &reading, &[], terms).findings;
            let again: HashSet<(&str, &str)> =
                again.iter().map(|it| (it.rule.as_str(), it.path.as_str())).collect();
            findings.retain(|it| !depends(it) || again.contains(&(&*it.rule, &*it.path)));
        }
    }
}

/// The places of each value that is not known, and what it may be.
fn unknown(plan: &Value, reading: &[ReadProblem]) -> Vec<(Vec<String>, Vec<Value>)> {
    let mut refused: HashMap<&str, &ReadProblemKind> = HashMap::new();
    let mut places: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for problem in reading {
        match &problem.kind {
            ReadProblemKind::Unresolved { .. } => {
                let Some(text) = plan.pointer(&problem.path).and_then(Value::as_str) else {
                    continue;
                };
                let paths = places.entry(text).or_default();
                if !paths.contains(&problem.path) {
                    paths.push(problem.path.clone());
                }
            }
            kind => {
                // A number that could not be read counts as not given too, and so does a word that is
                // no value of the property.
                let may_be_another = match kind {
                    ReadProblemKind::WrongType { expected, .. } => expected.starts_with("whole"),
                    ReadProblemKind::UnknownValue { .. } => true,
                    _ => false,
                };
                if refused.insert(&problem.path, kind).is_none() && may_be_another {
                    let path = problem.path.clone();
                    places.entry(&problem.path).or_default().push(path);
                }
            }
        }
    }
    let mut locations = None;
    let all = places.into_values().map(|paths| {
        let alternatives = paths.iter().flat_map(|path| match refused.get(path.as_str()) {
            Some(ReadProblemKind::UnknownValue { known, .. }) => {
                known.iter().map(|it| Value::from(*it)).collect()
            }
            Some(ReadProblemKind::WrongType { expected, .. }) => of_type(expected),
            _ => {
                let name = path.rsplit('/').next().unwrap_or_default();
                if name == "location" {
                    locations.get_or_insert_with(|| locations_of(plan)).clone()
                } else {
                    let texts = TEXTS.iter().filter(|(it, _)| *it == name);
                    texts.flat_map(|(_, texts)| *texts).map(|it| Value::from(*it)).collect()
                }
            }
        });
        let mut few: Vec<Value> = Vec::new();
        for alternative in alternatives {
            if !few.contains(&alternative) {
                few.push(alternative);
            }
        }
        (paths, few)
    });
    all.collect()
}

/// Small and large values of a type.
fn of_type(expected: &str) -> Vec<Value> {
    if expected.starts_with("whole number") {
        vec![Value::from(1), Value::from(100)]
    } else if expected.contains("true") {
        vec![Value::from(false), Value::from(true)]
    } else {
        Vec::new()
    }
}

/// No region, and those that the plan names elsewhere.
fn locations_of(plan: &Value) -> Vec<Value> {
    let mut found = vec![Value::Null];
    let mut open = vec![plan];
    while let Some(value) = open.pop() {
        match value {
            Value::Object(members) => {
                let location = members.get("location").filter(|it| !is_open(it));
                found.extend(location.filter(|it| !found.contains(*it)).cloned());
                open.extend(members.values());
            }
            Value::Array(items) => open.extend(items),
            _ => {}
        }
    }
    found
}

fn is_open(value: &Value) -> bool {
    value.as_str().is_none_or(|it| it.contains("${"))
}

/// How many values there are, with those of lists and objects.
fn values(value: &Value) -> usize {
    match value {
        Value::Array(items) => 1 + items.iter().map(values).sum::<usize>(),
        Value::Object(members) => 1 + members.values().map(values).sum::<usize>(),
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use crate::example::{AS_OF, over_base};
    use serde_json::{Value, json};

    fn rules(over: &Value) -> Vec<String> {
        let check = crate::check_value(&over_base(over), AS_OF);
        let errors = check.findings.into_iter().filter(|it| it.severity.as_str() == "error");
        errors.map(|it| it.rule).collect()
    }

    #[test]
    fn what_depends_on_an_unknown_value_is_no_finding() {
        let none: [&str; 0] = [];
        for (profile, found) in [
            (
                json!({ "networkPlugin": "${X}", "networkPluginMode": null, "networkPolicy": "calico" }),
                &none[..],
            ),
            (json!({ "networkPluginMode": "${X}", "podCidr": "10.244.0.0/16" }), &none),
            (json!({ "networkPluginMode": "${X}", "podCidr": "10.244.0.0/33" }), &["cidr-syntax"]),
        ] {
            let over = json!({ "clusters": [{ "networkProfile": profile }] });
            assert_eq!(rules(&over), found, "{profile}");
        }
        let zone = format!(
            "/subscriptions/{0}/resourceGroups/dns/providers/Microsoft.Network/privateDnsZones/\
             privatelink.westeurope.azmk8s.io",
            "00000000-0000-0000-0000-000000000000"
        );
        let access = json!({ "enablePrivateCluster": true, "privateDNSZone": zone });
        let over = json!({
            "location": "${X}",
            "clusters": [{ "apiServerAccessProfile": access, "agentPools": [] }],
        });
        assert!(!rules(&over).contains(&"private-dns-zone-name".to_string()));
        let pool = json!({ "enableAutoScaling": true, "minCount": "${A}", "maxCount": "${B}" });
        assert_eq!(rules(&json!({ "clusters": [{ "agentPools": [{}, pool] }] })), none);
        let pool = json!({ "enableAutoScaling": true, "minCount": "a", "maxCount": "b" });
        let found = rules(&json!({ "clusters": [{ "agentPools": [{}, pool] }] }));
        assert_eq!(found, ["invalid-type", "invalid-type"]);
    }
}
