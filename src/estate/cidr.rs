//! Texts to prefixes, fast where they are as they should be.

use crate::net::{CidrError, parse_cidr};
use crate::text::quoted;
use aksplan_fast::plain;
use ipnet::IpNet;

/// A prefix as it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Read {
    V4(u32, u8),
    V6(u128, u8),
}

impl Read {
    /// Whether another prefix lies in it.
    pub fn contains(&self, other: &Self) -> bool {
        match (*self, *other) {
            (Self::V4(a, length), Self::V4(b, longer)) => {
                length <= longer
                    && u32::MAX.checked_shl(32 - u32::from(length)).unwrap_or(0) & b == a
            }
            (Self::V6(a, length), Self::V6(b, longer)) => {
                let mask = u128::MAX.checked_shl(128 - u32::from(length)).unwrap_or(0);
                length <= longer && mask & b == a
            }
            _ => false,
        }
    }
}

/// What is wrong with a prefix, and what it was taken as.
pub(super) struct Slip {
    pub message: String,
    pub help: String,
    pub taken: Option<Read>,
}

/// Reads a prefix. Host bits and missing lengths are told, and do not hide what they are in.
#[inline]
pub(super) fn read(text: &[u8]) -> Result<Read, Slip> {
    match plain(text) {
        Some((first, prefix, end)) if end == text.len() => Ok(Read::V4(first, prefix)),
        _ => read_other(text),
    }
}

#[cold]
fn read_other(bytes: &[u8]) -> Result<Read, Slip> {
    let text = String::from_utf8_lossy(bytes);
    let text = text.trim();
    let slip = |error: &CidrError, help: String, taken| Slip {
        message: format!("{} is no range: {error}", quoted(text)),
        help,
        taken,
    };
    match parse_cidr(text) {
        Ok(net) => Ok(of(net)),
        Err(error @ (CidrError::HostBits(net) | CidrError::NoPrefix(net))) => {
            Err(slip(&error, format!("write `{net}`; it was read as that"), Some(of(net))))
        }
        Err(error) => Err(slip(&error, "write a range such as `10.0.0.0/16`".to_string(), None)),
    }
}

fn of(net: IpNet) -> Read {
    match net {
        IpNet::V4(net) => Read::V4(net.network().into(), net.prefix_len()),
        IpNet::V6(net) => Read::V6(net.network().into(), net.prefix_len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn net(text: &str) -> Option<IpNet> {
        let (Ok(read) | Err(Slip { taken: Some(read), .. })) = read(text.as_bytes()) else {
            return None;
        };
        Some(
            match read {
                Read::V4(first, prefix) => {
                    IpNet::new(std::net::Ipv4Addr::from(first).into(), prefix)
                }
                Read::V6(first, prefix) => {
                    IpNet::new(std::net::Ipv6Addr::from(first).into(), prefix)
                }
            }
            .unwrap(),
        )
    }

    #[test]
    fn the_fast_way_reads_as_the_strict_one_does() {
        let octets = ["0", "1", "9", "10", "99", "100", "192", "255", "256", "01", "", "x", "1000"];
        for a in octets {
            for b in octets {
                for prefix in ["0", "8", "16", "32", "33", "08", "", "100", "1x"] {
                    let text = format!("{a}.{b}.0.0/{prefix}");
                    let is_plain = plain(text.as_bytes()).is_some_and(|it| it.2 == text.len());
                    assert_eq!(is_plain, parse_cidr(&text).is_ok(), "{text}");
                    if let Ok(strict) = parse_cidr(&text) {
                        assert_eq!(net(&text), Some(strict));
                    }
                }
            }
        }
        assert_eq!(plain(b"10.0.0.0/8 hub"), Some((10 << 24, 8, 10)));
        assert_eq!(plain(b""), None);
    }

    #[test]
    fn slips_are_read_as_what_they_mean() {
        assert_eq!(net("10.1.2.3/16"), Some("10.1.0.0/16".parse().unwrap()));
        assert_eq!(net("10.1.2.3"), Some("10.1.2.3/32".parse().unwrap()));
        assert_eq!(net(" fd00::/8 "), Some("fd00::/8".parse().unwrap()));
        assert_eq!(net("10.0.0.0/33"), None);
        assert_eq!(net("hub"), None);
    }
}
