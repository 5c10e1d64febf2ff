//! Kubernetes versions.

use std::fmt;

/// A Kubernetes version: `1.36`, or `1.36.2`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version {
    /// The first number, always 1 so far.
    pub major: u32,
    /// The second number.
    pub minor: u32,
    /// The third number, where it is given.
    pub patch: Option<u32>,
}

impl Version {
    /// Reads `1.36`, `1.36.2` or `v1.36.2`.
    ///
    /// ```
    /// use aksplan::version::Version;
    /// assert_eq!(Version::parse("v1.36.2").unwrap().to_string(), "1.36.2");
    /// assert!(Version::parse("1.36.") .is_none());
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let text = text.strip_prefix(['v', 'V']).unwrap_or(text);
        let mut parts = text.split('.').map(|part| {
            Some(part).filter(|it| it.bytes().all(|byte| byte.is_ascii_digit()))?.parse().ok()
        });
        let (major, minor) = (parts.next()??, parts.next()??);
        let patch = match parts.next() {
            Some(patch) => Some(patch?),
            None => None,
        };
        parts.next().is_none().then_some(Self { major, minor, patch })
    }

    /// Whether this is `major.minor` or later, whatever the patch.
    #[must_use]
    pub fn at_least(self, major: u32, minor: u32) -> bool {
        (self.major, self.minor) >= (major, minor)
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.major, self.minor)?;
        self.patch.map_or(Ok(()), |patch| write!(f, ".{patch}"))
    }
}
