//! What a virtual machine size's name says, and nothing more.

use super::sources::{QUOTAS, SYSTEM_POOLS, VM_NAMES};
use super::{Fact, Source};

/// Fewest vCPUs of a node.
pub const LEAST_VCPUS: Fact<u32> = Fact::new(2, &QUOTAS);

/// vCPUs that the guide to system pools asks for; the page on quotas asks for two.
pub const SYSTEM_VCPUS: Fact<u32> = Fact::new(4, &SYSTEM_POOLS);

/// How names are made up.
pub static SOURCE: &Source = &VM_NAMES;

/// A virtual machine size, as far as its name tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VmSize {
    /// Family, as `D` or `NC`.
    pub family: String,
    /// vCPUs, where the name tells.
    pub vcpus: Option<u32>,
    /// Letters after the number, in lower case.
    pub features: String,
    /// Version, where the name has one.
    pub version: Option<u32>,
}

impl VmSize {
    /// Reads `Standard_D4s_v5`.
    ///
    /// ```
    /// use aksplan::azure_facts::vm_sizes::VmSize;
    /// let vcpus = |text| VmSize::parse(text).unwrap().vcpus;
    /// assert_eq!(vcpus("Standard_D4s_v5"), Some(4));
    /// assert_eq!(vcpus("Standard_DS3_v2"), Some(4)); // before names told vCPUs
    /// assert_eq!(vcpus("Standard_E8-2ds_v5"), Some(2));
    /// assert_eq!(vcpus("Standard_NC24ads_A100_v4"), Some(24));
    /// assert_eq!(VmSize::parse("large"), None);
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (tier, rest) = text.trim().split_once('_')?;
        if !tier.eq_ignore_ascii_case("standard") {
            return None;
        }
        let mut parts = rest.split('_');
        let head = parts.next()?;
        let version = parts.find_map(|it| it.strip_prefix(['v', 'V'])?.parse().ok());

        let (family, rest) = split_while(head, |it| it.is_ascii_alphabetic());
        let (number, rest) = split_while(rest, |it| it.is_ascii_digit());
        let constrained =
            rest.strip_prefix('-').map(|it| split_while(it, |it| it.is_ascii_digit()));
        let features = constrained.map_or(rest, |(_, features)| features);
        let number: u32 = number.parse().ok()?;
        if family.is_empty() || !features.chars().all(|it| it.is_ascii_alphabetic()) {
            return None;
        }
        let (family, features) = (family.to_ascii_uppercase(), features.to_ascii_lowercase());
        let vcpus = match constrained {
            Some((vcpus, _)) => vcpus.parse().ok(),
            None => vcpus(&family, number, version),
        };
        Some(Self { family, vcpus, features, version })
    }

    /// Whether its processors are shared and throttled.
    #[must_use]
    pub fn is_burstable(&self) -> bool {
        self.family == "B"
    }

    /// Whether it has a local temporary disk, where the name tells: from the fourth version on the
    /// letter `d` says so, save for the AMD sizes of the fourth.
    #[must_use]
    pub fn has_temporary_disk(&self) -> Option<bool> {
        let says_d = self.features.contains('d');
        match (self.family.as_str(), self.version) {
            ("D" | "E", Some(4)) if self.features.contains('a') => None,
            ("D" | "E", Some(4..)) | ("B", Some(2..)) => Some(says_d),
            _ => None,
        }
    }
}

fn split_while(text: &str, holds: impl Fn(char) -> bool) -> (&str, &str) {
    let end = text.find(|it| !holds(it)).unwrap_or(text.len());
    text.split_at(end)
}

/// vCPUs by the number in the name. Sizes older than the naming convention count differently.
fn vcpus(family: &str, number: u32, version: Option<u32>) -> Option<u32> {
    match (family, version) {
        ("D" | "DS", None | Some(1 | 2)) => match number {
            1 => Some(1),
            2 | 11 => Some(2),
            3 | 12 => Some(4),
            4 | 13 => Some(8),
            5 | 14 => Some(16),
            15 => Some(20),
            _ => None,
        },
        ("A" | "G" | "GS", None) => None,
        _ => Some(number),
    }
}
