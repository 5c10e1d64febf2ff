//! Settings that a plan has no property for: arguments of az and properties of ARM, kept as they are.

use crate::lower::Cluster;
use serde_json::Value;

/// Arguments of az that rules look at.
pub(super) const JUDGED: &[&str] = &[
    "--admin-username",
    "--azure-keyvault-kms-key-id",
    "--azure-keyvault-kms-key-vault-network-access",
    "--azure-keyvault-kms-key-vault-resource-id",
    "--cluster-autoscaler-profile",
    "--enable-azure-keyvault-kms",
    "--enable-container-network-logs",
    "--node-osdisk-diskencryptionset-id",
];

/// A setting with its place.
#[derive(Debug, PartialEq)]
pub(super) struct Carried {
    pub path: String,
    pub text: String,
}

/// A setting by its argument of az, or by its place among ARM's properties. What is no single value
/// is left out.
pub(super) fn setting(cluster: &Cluster, argument: &str, property: &str) -> Option<Carried> {
    let by_az = values(cluster, argument).map(|(path, values)| {
        let (path, text) = values.into_iter().next().unwrap_or_else(|| (path, "true".to_string()));
        Carried { path, text }
    });
    by_az.or_else(|| {
        let (path, value) = property_at(cluster, property)?;
        Some(Carried { path, text: word(value)? })
    })
}

/// The place of an argument of az, and its values with theirs.
pub(super) fn values(cluster: &Cluster, argument: &str) -> Option<(String, Vec<(String, String)>)> {
    debug_assert!(JUDGED.contains(&argument), "{argument} is judged");
    let words = &cluster.spec.az_arguments;
    let at = |nth: usize| cluster.at(&format!("azArguments/{nth}"));
    let (nth, own) = words.iter().enumerate().find_map(|(nth, it)| {
        let rest = it.strip_prefix(argument)?;
        (rest.is_empty() || rest.starts_with('=')).then_some((nth, rest.strip_prefix('=')))
    })?;
    let own = own.map(|it| (at(nth), it.to_string()));
    let others = words.iter().enumerate().skip(nth + 1).take_while(|(_, it)| !it.starts_with("--"));
    let others = others.map(|(nth, it)| (at(nth), it.clone()));
    Some((at(nth), own.into_iter().chain(others).collect()))
}

/// A property of ARM by its place, as `linuxProfile/adminUsername`.
pub(super) fn property_at<'c>(cluster: &'c Cluster, property: &str) -> Option<(String, &'c Value)> {
    let mut names = property.split('/');
    let mut value = cluster.spec.arm_properties.get(names.next()?)?;
    for name in names {
        value = value.get(name)?;
    }
    Some((cluster.at(&format!("armProperties/{property}")), value))
}

/// A value as text; lists and objects are none.
pub(super) fn word(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Bool(_) | Value::Number(_) => Some(value.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn found(over: &Value, argument: &str, property: &str) -> Option<(String, String)> {
        let plan = crate::example::over_base(&json!({ "clusters": [over] }));
        let (plan, _) = crate::read::plan(&plan).unwrap();
        let lowered = crate::lower::lower(&plan);
        setting(&lowered.clusters[0], argument, property).map(|it| (it.path, it.text))
    }

    #[test]
    fn a_setting_is_found_in_words_of_az_and_in_properties_of_arm() {
        let az = |words: &[&str]| json!({ "azArguments": words });
        let at = |place: &str, text: &str| Some((format!("/clusters/0/{place}"), text.to_string()));
        let name = |over: &Value| found(over, "--admin-username", "linuxProfile/adminUsername");
        assert_eq!(name(&az(&["--x", "--admin-username", "a"])), at("azArguments/2", "a"));
        assert_eq!(name(&az(&["--admin-username=-a"])), at("azArguments/0", "-a"));
        assert_eq!(name(&az(&["--admin-username", "--x"])), at("azArguments/0", "true"));
        assert_eq!(name(&az(&["--admin-username-too", "a"])), None);
        let arm = json!({ "armProperties": { "linuxProfile": { "adminUsername": "b" } } });
        assert_eq!(name(&arm), at("armProperties/linuxProfile/adminUsername", "b"));
        assert_eq!(name(&json!({ "armProperties": { "linuxProfile": [] } })), None);
    }
}
