use crate::azure_facts::limits::ADMIN_NAME_LENGTH;
use crate::rules::carried::setting;
use crate::rules::{Context, Report, rule};
use crate::text::quoted;

rule! {
    /// The administrator of Linux nodes has a name that AKS refuses.
    ///
    /// A name starts with a letter and has up to 32 letters, digits, `-` and `_`.
    ///
    /// # Why
    ///
    /// The name is that of a Linux account on every node; the service refuses one that Linux would
    /// not take. It can't be changed afterwards.
    ///
    /// ```json,fails
    /// { "clusters": [{ "azArguments": ["--admin-username", "1st admin"] }] }
    /// ```
    /// ```json,fails
    /// { "clusters": [{ "azArguments": ["--admin-username", "administrator-of-the-shop-in-westeurope"] }] }
    /// ```
    /// ```json,passes
    /// { "clusters": [{ "azArguments": ["--admin-username", "azureuser"] }] }
    /// ```
    "admin-user-name", Error, Cluster, AKS_NAMES,
    aliases: []
}

fn check(cx: &Context, report: &mut Report) {
    for cluster in &cx.net.clusters {
        let name = setting(cluster, "--admin-username", "linuxProfile/adminUsername");
        let Some(name) = name.filter(|it| !fits(&it.text)) else { continue };
        report
            .at(name.path, format!("Linux nodes can't have administrator {}", quoted(&name.text)))
            .help(format!(
                "use a letter, then letters, digits, `-` and `_`, at most {} in all, such as `azureuser`",
                ADMIN_NAME_LENGTH.value
            ));
    }
}

fn fits(name: &str) -> bool {
    let allowed = |it: char| it.is_ascii_alphanumeric() || it == '-' || it == '_';
    name.starts_with(|it: char| it.is_ascii_alphabetic())
        && name.chars().all(allowed)
        && name.len() <= ADMIN_NAME_LENGTH.value
}
