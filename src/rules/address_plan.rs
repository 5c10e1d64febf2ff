//! Ranges: that they can be read, lie apart, and have room.

mod service_cidr_overlaps_subnet;

use super::Rule;

pub(super) static RULES: &[&Rule] = &[&service_cidr_overlaps_subnet::RULE];
