//! What is answered, in the shape that JSON has it.

use super::owner::EstateKind;
use ipnet::IpNet;
use serde::{Serialize, Serializer};

/// A range, and who has it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct EstateRange {
    /// The range.
    #[cfg_attr(feature = "wasm", tsify(type = "string"))]
    pub cidr: IpNet,
    /// What it is.
    pub kind: EstateKind,
    /// Who has it; absent: not said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The virtual network of a subnet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub virtual_network: Option<String>,
    /// Its resource group.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource_group: Option<String>,
    /// Its subscription.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subscription: Option<String>,
    /// Its resource id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
}

/// Ranges of an estate that share addresses.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct EstateOverlaps {
    /// How many groups there are.
    pub total: u64,
    /// How many ranges are in one of them.
    pub prefixes: u64,
    /// How many pairs of ranges overlap.
    pub pairs: u64,
    /// The groups by address, as many as were asked for.
    pub groups: Vec<EstateGroup>,
}

/// Ranges that share addresses: the first holds all others.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct EstateGroup {
    /// The largest range, which holds all others.
    #[cfg_attr(feature = "wasm", tsify(type = "string"))]
    pub cidr: IpNet,
    /// How many ranges are in it.
    pub size: u64,
    /// Who has them, by address and larger ones first: the name, with resource group and network
    /// where they are known, or the range where there is no name. As many as were asked for.
    pub members: Vec<String>,
    /// The ranges of these members.
    pub ranges: Vec<EstateRange>,
}

/// Free space within a range.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct EstateSpace {
    /// Free blocks by address: of the size that was asked for, or else as few as possible.
    #[cfg_attr(feature = "wasm", tsify(type = "string[]"))]
    pub blocks: Blocks,
    /// How many blocks there are; 2^53 - 1 stands for that many or more.
    pub total: u64,
    /// The largest free block; the first of equals.
    #[cfg_attr(feature = "wasm", tsify(type = "string | null"))]
    pub largest: Option<IpNet>,
    /// Addresses that are free, in blocks of any size; 2^53 - 1 stands for that many or more.
    pub free: u64,
    /// Addresses of the range; 2^53 - 1 stands for that many or more.
    pub addresses: u64,
}

/// What a range would collide with.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct EstateCollisions {
    /// How many ranges it would overlap.
    pub total: u64,
    /// Those that it lies in, then those in it by address; as many as were asked for.
    pub ranges: Vec<EstateRange>,
}

/// Blocks as they are written, a line each: there may be a hundred thousand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Blocks(pub String);

impl Blocks {
    /// One after the other.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.lines()
    }
}

impl Serialize for Blocks {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

/// A number that JavaScript can hold.
pub(super) fn safe(number: u128) -> u64 {
    const GREATEST: u64 = (1 << 53) - 1;
    u64::try_from(number).unwrap_or(GREATEST).min(GREATEST)
}
