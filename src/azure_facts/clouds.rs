//! Where Azure Resource Manager and Microsoft Graph are reached in each cloud, and who signs people in.

use crate::model::Cloud;

/// The endpoints of a cloud.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Endpoints {
    /// The cloud.
    pub cloud: Cloud,
    /// Azure Resource Manager, without a slash at its end. It is what tokens are made for, too.
    pub resource_manager: &'static str,
    /// Microsoft Entra ID, which gives the tokens, without a slash at its end.
    pub authority: &'static str,
    /// Microsoft Graph, likewise.
    pub graph: &'static str,
    /// Where that is from.
    pub source: &'static str,
}

const AZ: &str = "azure/cli/core/cloud.py of azure-cli 2.91.0, 2026-09-29";

/// Every cloud.
pub const CLOUDS: &[Endpoints] = &[
    Endpoints {
        cloud: Cloud::AzureCloud,
        resource_manager: "https://management.azure.com",
        authority: "https://login.microsoftonline.com",
        graph: "https://graph.microsoft.com",
        source: AZ,
    },
    Endpoints {
        cloud: Cloud::AzureUsGovernment,
        resource_manager: "https://management.usgovcloudapi.net",
        authority: "https://login.microsoftonline.us",
        graph: "https://graph.microsoft.us",
        source: AZ,
    },
    Endpoints {
        cloud: Cloud::AzureChinaCloud,
        resource_manager: "https://management.chinacloudapi.cn",
        // az says login.chinacloudapi.cn, the older name of the same, which Microsoft's libraries for
        // signing in (@azure/msal-common 16) replace by this one.
        authority: "https://login.partner.microsoftonline.cn",
        graph: "https://microsoftgraph.chinacloudapi.cn",
        source: AZ,
    },
];

/// The address of Azure Resource Manager in a cloud.
#[must_use]
pub fn resource_manager(cloud: Cloud) -> &'static str {
    let found = CLOUDS.iter().find(|it| it.cloud == cloud);
    found.map_or("https://management.azure.com", |it| it.resource_manager)
}

/// Who gives the tokens of a cloud.
#[must_use]
pub fn authority(cloud: Cloud) -> &'static str {
    let found = CLOUDS.iter().find(|it| it.cloud == cloud);
    found.map_or("https://login.microsoftonline.com", |it| it.authority)
}

/// The address of Microsoft Graph in a cloud.
#[must_use]
pub fn graph(cloud: Cloud) -> &'static str {
    let found = CLOUDS.iter().find(|it| it.cloud == cloud);
    found.map_or("https://graph.microsoft.com", |it| it.graph)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cloud_has_an_address_of_its_own() {
        for cloud in Cloud::ALL {
            let found: Vec<_> = CLOUDS.iter().filter(|it| it.cloud == *cloud).collect();
            assert_eq!(found.len(), 1, "{cloud}");
            assert_eq!(resource_manager(*cloud), found[0].resource_manager);
            assert_eq!(authority(*cloud), found[0].authority);
            assert!(found[0].resource_manager.starts_with("https://management."), "{cloud}");
            assert!(found[0].authority.starts_with("https://login."), "{cloud}");
            assert_eq!(graph(*cloud), found[0].graph);
            assert!(found[0].graph.starts_with("https://") && found[0].graph.contains("graph."));
        }
    }
}
