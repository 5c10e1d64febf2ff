//! Texts that could not be read, and what must be there and is not.

mod address_prefix_missing;
mod address_syntax;
mod agent_pools_missing;
mod ambiguous_reference;
mod carried_argument;
mod cidr_host_bits;
mod cidr_is_resource_id;
mod cidr_syntax;
mod duplicate_name;
mod invalid_type;
mod invalid_value;
mod location_missing;
mod lone_argument;
mod name_missing;
pub(super) mod not_a_plan;
mod not_kept;
mod not_understood;
mod refused_value;
mod removed_argument;
mod renamed_argument;
mod resource_group_missing;
mod secret_in_plan;
mod share_syntax;
pub(super) mod suppression_refused;
pub(super) mod suppression_unused;
mod unknown_argument;
mod unknown_reference;
mod unknown_suppression;
pub(super) mod unresolved_value;
mod version_syntax;

use super::Rule;

pub(super) static RULES: &[&Rule] = &[
    &not_a_plan::RULE,
    &invalid_type::RULE,
    &invalid_value::RULE,
    &unknown_argument::RULE,
    &unresolved_value::RULE,
    &not_understood::RULE,
    &lone_argument::RULE,
    &refused_value::RULE,
    &removed_argument::RULE,
    &renamed_argument::RULE,
    &carried_argument::RULE,
    &not_kept::RULE,
    &secret_in_plan::RULE,
    &cidr_syntax::RULE,
    &cidr_host_bits::RULE,
    &cidr_is_resource_id::RULE,
    &address_syntax::RULE,
    &share_syntax::RULE,
    &version_syntax::RULE,
    &unknown_reference::RULE,
    &ambiguous_reference::RULE,
    &name_missing::RULE,
    &duplicate_name::RULE,
    &location_missing::RULE,
    &resource_group_missing::RULE,
    &address_prefix_missing::RULE,
    &agent_pools_missing::RULE,
    &unknown_suppression::RULE,
    &suppression_refused::RULE,
    &suppression_unused::RULE,
];

/// The name of the property at a place, or of the list that an item is in.
fn property(path: &str) -> &str {
    let is_number = |it: &&str| it.bytes().all(|byte| byte.is_ascii_digit());
    path.rsplit('/').find(|it| !it.is_empty() && !is_number(it)).unwrap_or_default()
}
