//! What is known about Azure: limits, defaults, ranges, dates. Each fact stands here once, with the
//! document it is from and that document's date.

pub mod api_versions;
pub mod arm_properties;
pub mod az_arguments;
pub mod clouds;
pub mod defaults;
pub mod egress;
pub mod lifecycle;
pub mod limits;
pub mod names;
pub mod os_skus;
pub mod passing_errors;
pub mod providers;
pub mod ranges;
pub mod regions;
pub mod sources;
pub mod versions;
pub mod vm_sizes;

/// A published document.
#[derive(Debug, PartialEq, Eq)]
pub struct Source {
    /// What it is called.
    pub title: &'static str,
    /// Where it is.
    pub url: &'static str,
    /// Its own date, `YYYY-MM-DD`.
    pub date: &'static str,
}

/// A value with the document that states it.
#[derive(Clone, Copy, Debug)]
pub struct Fact<T: 'static> {
    /// The value.
    pub value: T,
    /// Where it is from.
    pub source: &'static Source,
}

impl<T> Fact<T> {
    pub(crate) const fn new(value: T, source: &'static Source) -> Self {
        Self { value, source }
    }
}
