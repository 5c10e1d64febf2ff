//! Terraform with the azurerm provider: configurations, and what `terraform show -json` prints.
//!
//! Expressions are worked out as far as they are known ([`evaluate`]); resources of either source
//! are one shape ([`body`]); tables say what each argument is to a plan ([`arguments`]); the
//! placement puts resources where a plan has them ([`mapping`]).

mod access;
mod arguments;
mod body;
mod cluster;
mod convert;
mod evaluate;
mod functions;
mod hcl;
mod ids;
mod mapping;
mod network;
mod state;
#[cfg(test)]
mod tests;
mod types;

use super::{NotAPlan, Text};
use body::Body;
use mapping::Mapping;

/// Reads a text of Terraform's.
pub(super) fn read(text: &str) -> Result<Text<'_>, NotAPlan> {
    if text.trim_start().starts_with('{') { state::read(text) } else { hcl::read(text) }
}

/// What the provider says of the plan.
fn provider(to: &mut Mapping, provider: &Body) {
    if let Some((subscription, range)) = provider.text("subscription_id") {
        to.draft.set("/subscription", subscription, range);
    }
    if let Some((environment, range)) = provider.text("environment") {
        let cloud = match environment.to_lowercase().as_str() {
            "public" => return,
            "usgovernment" => "AzureUSGovernment".to_string(),
            "china" => "AzureChinaCloud".to_string(),
            _ => environment,
        };
        to.draft.set("/connection/cloud", cloud, range);
    }
}
