//! What a cluster's nodes must reach for the cluster to work, where a firewall stands in the way.

use super::{Fact, sources};
use crate::model::Cloud;

/// A destination that must be let out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Destination {
    /// Name or addresses; `{location}` stands for the region.
    pub to: &'static str,
    /// Protocol and ports.
    pub ports: &'static str,
    /// What for.
    pub what: &'static str,
    /// A private cluster does without.
    pub public_only: bool,
}

const fn https(to: &'static str, what: &'static str) -> Destination {
    Destination { to, ports: "HTTPS 443", what, public_only: false }
}

const IMAGES: &str = "images of the cluster's own components";
const PACKAGES: &str = "packages of the nodes' operating system";

/// Destinations in each cloud.
pub const REQUIRED: Fact<&[(Cloud, &[Destination])]> = Fact::new(
    &[
        (
            Cloud::AzureCloud,
            &[
                api_server("*.hcp.{location}.azmk8s.io"),
                https("mcr.microsoft.com", IMAGES),
                https("*.data.mcr.microsoft.com", IMAGES),
                https("mcr-0001.mcr-msedge.net", IMAGES),
                https("management.azure.com", "the Azure API"),
                https("login.microsoftonline.com", "Microsoft Entra ID"),
                https("packages.microsoft.com", PACKAGES),
                https("acs-mirror.azureedge.net", "binaries such as Azure CNI"),
            ],
        ),
        (
            Cloud::AzureUsGovernment,
            &[
                api_server("*.hcp.{location}.cx.aks.containerservice.azure.us"),
                https("mcr.microsoft.com", IMAGES),
                https("*.data.mcr.microsoft.com", IMAGES),
                https("management.usgovcloudapi.net", "the Azure API"),
                https("login.microsoftonline.us", "Microsoft Entra ID"),
                https("packages.microsoft.com", PACKAGES),
                https("acs-mirror.azureedge.net", "binaries such as Azure CNI"),
            ],
        ),
        (
            Cloud::AzureChinaCloud,
            &[
                api_server("*.hcp.{location}.cx.prod.service.azk8s.cn"),
                api_server("*.tun.{location}.cx.prod.service.azk8s.cn"),
                https("mcr.microsoft.com", IMAGES),
                https("*.data.mcr.microsoft.com", IMAGES),
                https("management.chinacloudapi.cn", "the Azure API"),
                https("login.chinacloudapi.cn", "Microsoft Entra ID"),
                https("packages.microsoft.com", PACKAGES),
                https("*.azk8s.cn", "binaries such as Azure CNI"),
            ],
        ),
    ],
    &sources::OUTBOUND_RULES,
);

const fn api_server(to: &'static str) -> Destination {
    Destination { public_only: true, ..https(to, "the API server, with ALPN left as it is") }
}

/// What must be reached in a cloud.
#[must_use]
pub fn required(cloud: Cloud) -> &'static [Destination] {
    REQUIRED.value.iter().find(|(it, _)| *it == cloud).map_or(&[], |(_, all)| *all)
}
