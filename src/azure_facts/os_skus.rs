//! Editions of the nodes' operating systems.

use super::{Fact, sources};
use crate::model::{OsSku, OsType};

/// An edition with the first and the last minor version of Kubernetes that it comes with.
type Row = (OsSku, Option<u32>, Option<u32>);

/// Editions that come with some Kubernetes versions only.
pub const KUBERNETES_VERSIONS: Fact<&[Row]> = Fact::new(
    &[
        (OsSku::Ubuntu2204, Some(25), Some(36)),
        (OsSku::Ubuntu2404, Some(32), Some(38)),
        (OsSku::AzureContainerLinux, Some(34), None),
        (OsSku::Windows2022, None, Some(36)),
        (OsSku::Windows2025, Some(32), None),
    ],
    &sources::OS_VERSIONS,
);

/// First and last minor version of Kubernetes that an edition comes with, where there is a limit.
#[must_use]
pub fn kubernetes_versions(sku: OsSku) -> (Option<u32>, Option<u32>) {
    let mut rows = KUBERNETES_VERSIONS.value.iter();
    rows.find(|(it, ..)| *it == sku).map_or((None, None), |(_, first, last)| (*first, *last))
}

/// The operating system that an edition is of.
#[must_use]
pub const fn system(sku: OsSku) -> OsType {
    match sku {
        OsSku::Windows2019 | OsSku::Windows2022 | OsSku::Windows2025 | OsSku::WindowsAnnual => {
            OsType::Windows
        }
        OsSku::Ubuntu
        | OsSku::Ubuntu2204
        | OsSku::Ubuntu2404
        | OsSku::AzureLinux
        | OsSku::AzureLinux3
        | OsSku::AzureContainerLinux
        | OsSku::CblMariner
        | OsSku::Mariner
        | OsSku::Flatcar => OsType::Linux,
    }
}
