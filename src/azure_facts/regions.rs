//! Azure regions and their zones.

use super::{Fact, sources};

/// Regions of the public cloud with three availability zones.
pub const WITH_ZONES: Fact<&[&str]> = Fact::new(
    &[
        "australiaeast",
        "austriaeast",
        "belgiumcentral",
        "brazilsouth",
        "canadacentral",
        "centralindia",
        "centralus",
        "chilecentral",
        "eastasia",
        "eastus",
        "eastus2",
        "francecentral",
        "germanywestcentral",
        "indonesiacentral",
        "israelcentral",
        "italynorth",
        "japaneast",
        "japanwest",
        "koreacentral",
        "malaysiawest",
        "mexicocentral",
        "newzealandnorth",
        "northeurope",
        "norwayeast",
        "polandcentral",
        "qatarcentral",
        "southafricanorth",
        "southcentralus",
        "southeastasia",
        "spaincentral",
        "swedencentral",
        "switzerlandnorth",
        "uaenorth",
        "uksouth",
        "westeurope",
        "westus2",
        "westus3",
        "usgovvirginia",
        "chinanorth3",
    ],
    &sources::REGIONS,
);

/// Regions without availability zones.
pub const WITHOUT_ZONES: Fact<&[&str]> = Fact::new(
    &[
        "australiacentral",
        "australiacentral2",
        "australiasoutheast",
        "brazilsoutheast",
        "canadaeast",
        "francesouth",
        "germanynorth",
        "koreasouth",
        "northcentralus",
        "norwaywest",
        "southafricawest",
        "southindia",
        "switzerlandwest",
        "uaecentral",
        "ukwest",
        "westcentralus",
        "westindia",
        "westus",
        "usgovarizona",
        "usgovtexas",
        "chinaeast",
        "chinaeast2",
        "chinanorth",
        "chinanorth2",
    ],
    &sources::REGIONS,
);

/// Regions without VNet integration of the API server.
pub const WITHOUT_VNET_INTEGRATION: Fact<&[&str]> =
    Fact::new(&["qatarcentral"], &sources::VNET_INTEGRATION);

/// A region's name as ARM compares it: `West Europe` is `westeurope`.
#[must_use]
pub fn normalize(location: &str) -> String {
    location.chars().filter(|it| !it.is_whitespace()).flat_map(char::to_lowercase).collect()
}

/// The zones of a region; `None` for a region that is not in the tables.
///
/// ```
/// use aksplan::azure_facts::regions::zones;
/// assert_eq!(zones("West Europe"), Some(&["1", "2", "3"][..]));
/// assert_eq!(zones("westus"), Some(&[][..]));
/// assert_eq!(zones("atlantis"), None);
/// ```
#[must_use]
pub fn zones(location: &str) -> Option<&'static [&'static str]> {
    let name = normalize(location);
    if WITH_ZONES.value.contains(&name.as_str()) {
        Some(&["1", "2", "3"])
    } else if WITHOUT_ZONES.value.contains(&name.as_str()) {
        Some(&[])
    } else {
        None
    }
}
