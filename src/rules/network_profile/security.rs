//! Security rules as packets see them.

use crate::model::{Access, Direction, SecurityRule};
use ipnet::IpNet;

/// Whether a rule is for packets from anywhere.
pub(super) fn from_anywhere(rule: &SecurityRule) -> bool {
    is_anything(rule.source_address_prefix.as_ref())
}

/// Whether a rule is for every packet to anywhere, whatever the port and protocol.
pub(super) fn to_anything(rule: &SecurityRule) -> bool {
    is_anything(rule.destination_address_prefix.as_ref())
        && is_anything(rule.destination_port_range.as_ref())
        && matches!(rule.protocol, None | Some(crate::model::Protocol::Any))
}

/// Whether a prefix or range is all of them; absent: it is.
fn is_anything(text: Option<&String>) -> bool {
    let all = ["*", "any", "internet", "0.0.0.0/0", "::/0", "0-65535"];
    text.is_none_or(|text| all.iter().any(|it| text.trim().eq_ignore_ascii_case(it)))
}

/// Whether a rule's source is a service tag, or holds a range.
pub(super) fn is_from(rule: &SecurityRule, tag: &str, range: Option<&IpNet>) -> bool {
    let Some(source) = rule.source_address_prefix.as_ref().filter(|_| !from_anywhere(rule)) else {
        return true;
    };
    let source = source.trim();
    source.eq_ignore_ascii_case(tag)
        || range.is_some_and(|it| source.parse::<IpNet>().is_ok_and(|source| source.contains(it)))
}

/// The inbound rules of a list, in the order they are looked at.
pub(super) fn inbound(rules: &[SecurityRule]) -> Vec<(usize, &SecurityRule)> {
    let is_inbound = |it: &SecurityRule| it.direction.is_none_or(|it| it == Direction::Inbound);
    let mut all: Vec<_> = rules.iter().enumerate().filter(|(_, it)| is_inbound(it)).collect();
    all.sort_by_key(|(_, it)| it.priority);
    all
}

/// Whether a rule lets packets through.
pub(super) fn allows(rule: &SecurityRule) -> bool {
    rule.access.is_none_or(|it| it == Access::Allow)
}
