//! JSON of Azure Resource Manager: templates, and what `az … show` and `list`, REST and Resource
//! Graph answer.
//!
//! A text becomes resources first ([`template`] for templates), and these the parts of a plan.
//! What Azure printed is there already, and so it is `existing` in the plan.

mod access;
mod build;
mod cluster;
mod expression;
mod functions;
mod live;
mod network;
mod node;
mod properties;
mod scope;
mod template;

use super::{NotAPlan, Text};
use build::Build;
use node::Node;
use scope::Shared;
use template::Resources;

/// Reads a text.
pub(super) fn read(text: &str) -> Result<Text<'_>, NotAPlan> {
    let root = node::read(text)?;
    let shared = Shared::new();
    let mut resources = Resources::default();
    let is_template = root.get("resources").is_some_and(|it| it.is_list() || it.is_object())
        && !live::is_one(&root);
    if is_template {
        template::expand(&root, &shared, &mut resources);
    } else if let Some(found) = live::resources(&root) {
        resources.found = found;
    } else {
        return Err(nothing(&root));
    }
    let mut build = Build::new(text);
    if is_template {
        build.keep_unsaid(&root);
    }
    build.resources(&resources.found);
    build.notes(resources.notes, &shared);
    Ok(build.finish())
}

fn nothing(root: &Node) -> NotAPlan {
    let schema = root.text_at("$schema").unwrap_or_default().to_lowercase();
    let (message, help) = if schema.contains("deploymentparameters") {
        (
            "this is a file of parameters, without the template that they are for",
            "read the template; put the values into its parameters as `defaultValue`",
        )
    } else {
        (
            "this JSON is no template and no resource of Azure",
            "give a template, or what `az aks show`, `az aks list` or `az network vnet list` prints",
        )
    };
    let (message, help) = (message.to_string(), help.to_string());
    NotAPlan { message, help, line: 1, column: 1, ..NotAPlan::default() }
}
