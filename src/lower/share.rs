//! Numbers or shares of a number, as in `maxSurge`.

/// A number of nodes, or a share of a pool's nodes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Share {
    /// So many.
    Count(u32),
    /// So many of a hundred.
    Percent(u32),
}

impl Share {
    /// Reads `2` or `33%`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let digits = text.strip_suffix('%').unwrap_or(text);
        if !digits.bytes().all(|it| it.is_ascii_digit()) {
            return None;
        }
        let number = digits.parse().ok()?;
        Some(if text.ends_with('%') { Self::Percent(number) } else { Self::Count(number) })
    }

    /// The number of `nodes` it stands for: a share is rounded up, and never more than there are.
    ///
    /// ```
    /// use aksplan::lower::Share;
    /// assert_eq!(Share::Percent(33).of(10), 4);
    /// assert_eq!(Share::Count(3).of(2), 2);
    /// ```
    #[must_use]
    pub fn of(self, nodes: u32) -> u32 {
        let wanted = match self {
            Self::Count(count) => count,
            Self::Percent(percent) => {
                let share = (u64::from(nodes) * u64::from(percent)).div_ceil(100);
                u32::try_from(share).unwrap_or(u32::MAX)
            }
        };
        wanted.min(nodes)
    }
}
