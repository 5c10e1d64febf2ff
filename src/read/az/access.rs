//! Subscription, cloud, features and roles.

use super::Script;
use super::call::{Call, Word};
use super::things::Id;
use crate::model::Cloud;
use crate::read::shell;
use std::ops::Range;

/// A role that a script assigns.
pub(super) struct Role {
    /// By name or id.
    pub name: String,
    /// The resource id of what it is on.
    pub scope: String,
    pub range: Range<usize>,
}

impl Script {
    /// The script works in a subscription from here on.
    pub(super) fn subscription(&mut self, word: &Word) {
        match &self.subscription {
            None => self.subscription = Some((word.text.clone(), word.place())),
            Some((own, _)) if own.eq_ignore_ascii_case(&word.text) => {}
            Some((own, _)) => {
                let why = format!("a plan has one subscription, here `{own}`: split the script");
                self.not_kept(word.place(), format!("subscription `{}`", word.text), why);
            }
        }
    }

    pub(super) fn account(&self, query: Option<&str>) -> Option<String> {
        match query? {
            "id" => Some(self.subscription_text()),
            "tenantId" | "homeTenantId" => Some("${tenantId}".to_string()),
            "name" => Some("${subscriptionName}".to_string()),
            "user.name" => Some("${userName}".to_string()),
            _ => None,
        }
    }

    /// A cloud of Azure's, or one whose requests go to a gateway.
    pub(super) fn cloud(&mut self, call: &mut Call) -> Option<String> {
        let name = call.take_one("--name");
        let gateway = call.take_one("--endpoint-resource-manager");
        for given in std::mem::take(&mut call.given) {
            let argument = given.argument.name();
            if argument != "--profile" && !super::remarks::is_quiet(argument) {
                let what = format!("`{argument}` of `{}`", call.title());
                self.not_kept(
                    given.range,
                    what,
                    "a plan names a cloud of Azure and a gateway alone",
                );
            }
        }
        let key = name.as_ref().map(|it| it.text.to_lowercase()).unwrap_or_default();
        if let Some(gateway) = gateway {
            self.gateways.push((key.clone(), gateway.text.clone(), gateway.place()));
        }
        if call.command.name == "cloud set"
            && let Some(name) = name
        {
            let known = Cloud::ALL.iter().find(|it| it.as_str().eq_ignore_ascii_case(&name.text));
            let is_own = self.gateways.iter().any(|(it, ..)| *it == key);
            let text = known.map_or(name.text.as_str(), |it| it.as_str());
            if known.is_some() || !is_own {
                self.cloud = Some((text.to_string(), name.place()));
            }
        }
        None
    }

    /// `az configure --defaults group=rg location=westeurope`, and `az config set defaults.group=rg`.
    pub(super) fn defaults(&mut self, words: &[shell::Word]) -> bool {
        let names: Vec<&str> = words.iter().take(2).map(|it| it.text.as_str()).collect();
        if !matches!(names.as_slice(), ["configure", ..] | ["config", "set"]) {
            return false;
        }
        for word in words.iter().map(Word::of) {
            let Some((name, text)) = word.text.split_once('=') else { continue };
            let value = word.part(word.text.len() - text.len(), text);
            self.default(name.trim_start_matches("defaults."), value);
        }
        true
    }

    fn default(&mut self, name: &str, value: Word) {
        let value = Some(value).filter(|it| !it.text.is_empty());
        match name {
            "group" => self.default_group = value,
            "location" => self.default_location = value,
            _ => {}
        }
    }

    /// The variables of the environment that az takes defaults from, where a script sets them.
    pub(super) fn find_defaults(&mut self, text: &str) {
        for (variable, name) in
            [("AZURE_DEFAULTS_GROUP=", "group"), ("AZURE_DEFAULTS_LOCATION=", "location")]
        {
            let Some(at) = text.find(variable) else { continue };
            let start = at + variable.len();
            let rest = text.get(start..).unwrap_or_default();
            let value = rest.split([' ', '\t', '\n', '\r', ';']).next().unwrap_or_default();
            let plain = value.trim_matches(['"', '\'']);
            let start = start + value.find(plain).unwrap_or_default();
            if !plain.contains('$') {
                self.default(name, Word::assumed(plain, start..start + plain.len()));
            }
        }
    }

    /// A preview feature, in the plan by its name where it is one of AKS.
    pub(super) fn feature(&mut self, call: &mut Call) -> Option<String> {
        let name = call.take_one("--name")?;
        let namespace = call.take_one("--namespace").map(|it| it.text).unwrap_or_default();
        let is_of_aks =
            namespace.is_empty() || namespace.eq_ignore_ascii_case("Microsoft.ContainerService");
        let text = if is_of_aks { name.text.clone() } else { format!("{namespace}/{}", name.text) };
        if !self.features.iter().any(|(it, _)| it.eq_ignore_ascii_case(&text)) {
            self.features.push((text, name.place()));
        }
        None
    }

    /// A provider is registered again with each feature of it, and needs no word otherwise.
    pub(super) fn provider(&mut self, call: &mut Call) -> Option<String> {
        let namespace = call.take_one("--namespace")?;
        let is_of_feature = self.features.iter().any(|(it, _)| match it.rsplit_once('/') {
            Some((own, _)) => own.eq_ignore_ascii_case(&namespace.text),
            None => namespace.text.eq_ignore_ascii_case("Microsoft.ContainerService"),
        });
        if !is_of_feature {
            let what = format!("registration of provider `{}`", namespace.text);
            let why = "az registers a provider with the first resource of it";
            self.not_kept(namespace.place(), what, why);
        }
        None
    }

    pub(super) fn extension(&mut self, call: &mut Call) -> Option<String> {
        let name = call.take_one("--name").or_else(|| call.take_one("--source"))?;
        let what = format!("extension `{}`", name.text);
        self.not_kept(name.place(), what, "a plan is made by az itself, without extensions");
        None
    }

    /// Roles are compared with those that the plan's own steps assign when all is read.
    pub(super) fn role_assignment(&mut self, call: &mut Call) -> Option<String> {
        let role = call.take_one("--role").unwrap_or_default();
        let group = call.take_one("--resource-group");
        let scope = call.take_one("--scope").map(|it| it.text).or_else(|| {
            let group = Id::new(super::Kind::Group, &group?.text, &[]);
            Some(group.text(&self.subscription_text()))
        });
        let scope = scope.unwrap_or_default();
        let range = call.range.clone();
        // In a function, or a loop, one command assigns one role in several places.
        let is_new = !self.roles.iter().any(|it| it.name == role.text && it.scope == scope);
        if is_new {
            self.roles.push(Role { name: role.text, scope, range });
        }
        None
    }

    pub(super) fn service_principal(
        &mut self,
        call: &mut Call,
        query: Option<&str>,
    ) -> Option<String> {
        let why = "a plan names a service principal by its application id, and holds no secrets";
        self.not_kept(call.range.clone(), "the service principal that is made", why);
        let name = call.take_one("--name").map(|it| it.text);
        let name = name.filter(|it| !it.contains(['$', '{', '}'])).unwrap_or_default();
        let start = if name.is_empty() { "servicePrincipal" } else { name.as_str() };
        let plain = |it: &&str| it.chars().all(|it| it.is_ascii_alphanumeric());
        Some(format!("${{{start}.{}}}", query.filter(plain)?))
    }
}
