//! Subscription, features, identities and roles.

use super::command::Az;
use super::names::Setting;
use super::network::{on, show};
use super::script::{Script, Section};
use crate::steps::{Identity, RoleAssignment, Select, StepId};
use crate::write::bash::Word;

/// Works in the plan's cloud and subscription.
pub(super) fn select(script: &mut Script, it: &Select) {
    script.section(&Section::Subscription);
    if let Some(url) = &it.gateway_url {
        script.remark("az talks to Azure itself, not through the plan's API Management gateway.");
        script.keep(&["connection", "gatewayUrl"], url);
    }
    if let Some(header) = &it.subscription_key_header {
        script.keep(&["connection", "subscriptionKeyHeader"], header);
    }
    if let Some(cloud) = it.cloud {
        let name = Word::text(cloud.as_str());
        let set = Az::new("cloud set").with("--name", name.clone());
        let show = Az::new("cloud show").text("--query", "name");
        script.unless(&name, &show, &Word::text(&format!("switching to {cloud}")), &[set]);
        script.gap();
    }
    if let Some(subscription) = it.subscription.as_deref() {
        let subscription = script.setting(Setting::Subscription, subscription);
        script.run("", &Az::new("account set").with("--subscription", subscription));
    } else {
        script.remark("The plan names no subscription: the one that az is signed in to is used.");
    }
    script.ids_here();
}

/// A preview feature: registered, waited for, and made known to its provider.
pub(super) fn feature(script: &mut Script, namespace: &str, name: &str) {
    script.section(&Section::Subscription);
    let at = |verb| Az::new(verb).text("--namespace", namespace).text("--name", name);
    let state = at("feature show").text("--query", "properties.state");
    let registered = Word::text("Registered");
    let what = Word::text(&format!("registering preview feature {name}"));
    let register = at("feature register").text("--output", "none");
    script.gap();
    script.use_helper(super::helpers::Helper::Is);
    let question = format!("if ! is {} ", registered.code());
    script.within(&question, &state, "; then");
    script.line(&format!("  say {}", what.code()));
    script.run("  ", &register);
    let feature = Word::text(&format!("feature {name}"));
    script.wait_for("  ", &feature, "Registered", 60, &state);
    script.line("  # The provider takes the feature in only when it is registered again.");
    let provider = |verb| Az::new(verb).text("--namespace", namespace);
    script.run("  ", &provider("provider register").text("--output", "none"));
    let state = provider("provider show").text("--query", "registrationState");
    let provider = Word::text(&format!("provider {namespace}"));
    script.wait_for("  ", &provider, "Registered", 10, &state);
    script.line("fi");
}

pub(super) fn identity(script: &mut Script, step: StepId, it: &Identity) {
    script.section(&Section::Identities);
    let show = show(script, &it.id);
    let location = script.location(&it.location);
    let create = on(script, "identity create", &it.id)
        .with("--location", location)
        .pairs("--tags", &it.tags)
        .carried(&it.az_arguments)
        .text("--output", "none");
    let what = script.titled("making ", &it.id);
    script.make(&show, &what, &[create]);
    let query = show.text("--query", "principalId").text("--output", "tsv");
    script.keep_principal(step, &script.base_name(&it.id), &query);
}

pub(super) fn outside_identity(script: &mut Script, step: StepId, resource_id: &str) {
    script.section(&Section::Identities);
    script.gap();
    let name = resource_id.rsplit('/').next().unwrap_or_default();
    // `az identity show` takes no resource id.
    let query = Az::new("resource show")
        .text("--ids", resource_id)
        .text("--query", "properties.principalId")
        .text("--output", "tsv");
    script.keep_principal(step, &format!("IDENTITY_{}", super::names::upper(name)), &query);
}

pub(super) fn service_principal(script: &mut Script, step: StepId, client_id: &str) {
    script.section(&Section::Identities);
    script.gap();
    script.remark("Roles go to the service principal's object, which has an id of its own.");
    let query =
        Az::new("ad sp show").text("--id", client_id).text("--query", "id").text("--output", "tsv");
    script.keep_principal(step, "SERVICE", &query);
}

pub(super) fn role_assignment(script: &mut Script, it: &RoleAssignment) {
    script.section(&Section::Roles);
    script.use_helper(super::helpers::Helper::Grant);
    let principal = script.value(&it.principal_id);
    let scope = script.value(&it.scope);
    let role = Word::text(it.role.name());
    let mut reason = it.reason.to_string();
    if let Some(first) = reason.get_mut(..1).filter(|_| !it.reason.starts_with("kubenet")) {
        first.make_ascii_uppercase();
    }
    script.remark(&format!("{reason}."));
    // The function hands them on as words of their own.
    let words = vec![role.clone(), scope.clone()];
    script.note(&Az::new("role assignment create").words("--scope", words));
    script.line(&format!("grant {} {} {}", principal.code(), role.code(), scope.code()));
}
