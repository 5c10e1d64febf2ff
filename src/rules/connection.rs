//! How Azure Resource Manager is reached.

mod gateway_needs_fetch;
mod gateway_url;
mod gateway_url_unfit;
mod key_in_gateway_url;
mod subscription_key_header;

use super::Rule;

pub(super) static RULES: &[&Rule] = &[
    &gateway_needs_fetch::RULE,
    &gateway_url_unfit::RULE,
    &key_in_gateway_url::RULE,
    &subscription_key_header::RULE,
];
