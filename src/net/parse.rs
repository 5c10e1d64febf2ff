//! Text to ranges and addresses, with the reason where it is none.

use ipnet::IpNet;
use std::fmt;
use std::net::IpAddr;

/// Why a text is no range.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CidrError {
    /// Nothing but blanks.
    Empty,
    /// An address without a prefix length; holds the range of that one address.
    NoPrefix(IpNet),
    /// The address before the slash is none.
    Address(AddressError),
    /// The text after the slash is no number, or one above the family's 32 or 128.
    Prefix {
        /// What stands after the slash.
        text: String,
        /// Greatest length of the family.
        max: u8,
    },
    /// Bits of the address are set behind the prefix; holds the range it lies in.
    HostBits(IpNet),
}

/// Why a text is no address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AddressError {
    /// A part of a dotted quad is above 255.
    Octet(String),
    /// Not four parts.
    Parts(usize),
    /// Nothing like an address.
    Form,
}

impl fmt::Display for AddressError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Octet(octet) => write!(f, "`{octet}` is no number from 0 to 255"),
            Self::Parts(count) => write!(f, "it has {count} of the four parts of an IPv4 address"),
            Self::Form => f.write_str("it is neither an IPv4 nor an IPv6 address"),
        }
    }
}

impl fmt::Display for CidrError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("it is empty"),
            Self::NoPrefix(_) => f.write_str("it has no prefix length"),
            Self::Address(error) => error.fmt(f),
            Self::Prefix { text, max } => {
                write!(f, "its prefix length `{text}` is no number from 0 to {max}")
            }
            Self::HostBits(net) => write!(f, "it is not the first address of {net}"),
        }
    }
}

/// Reads an address, strictly: four decimal parts without leading zeros, or IPv6.
///
/// # Errors
/// The reason why the text is no address.
pub fn parse_address(text: &str) -> Result<IpAddr, AddressError> {
    let text = text.trim();
    if let Ok(address) = text.parse() {
        return Ok(address);
    }
    if text.contains(':') || !text.contains('.') {
        return Err(AddressError::Form);
    }
    let parts: Vec<&str> = text.split('.').collect();
    if parts.iter().any(|part| part.chars().any(char::is_alphabetic)) {
        return Err(AddressError::Form);
    }
    match parts.iter().find(|part| part.parse::<u8>().is_err() || has_leading_zero(part)) {
        Some(octet) if parts.len() == 4 => Err(AddressError::Octet((*octet).to_string())),
        _ => Err(AddressError::Parts(parts.len())),
    }
}

fn has_leading_zero(part: &str) -> bool {
    part.len() > 1 && part.starts_with('0')
}

/// Reads a range such as `10.0.0.0/16`, strictly.
///
/// # Errors
/// The reason why the text is no range, with the range that was probably meant.
///
/// ```
/// use aksplan::net::{CidrError, parse_cidr};
/// assert!(parse_cidr("10.0.0.0/16").is_ok());
/// assert_eq!(
///     parse_cidr("10.254.0.0/14"),
///     Err(CidrError::HostBits("10.252.0.0/14".parse().unwrap()))
/// );
/// ```
pub fn parse_cidr(text: &str) -> Result<IpNet, CidrError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(CidrError::Empty);
    }
    let (address, prefix) = match text.split_once('/') {
        Some((address, prefix)) => (address, Some(prefix)),
        None => (text, None),
    };
    let address = parse_address(address).map_err(CidrError::Address)?;
    let Some(prefix) = prefix else {
        return Err(CidrError::NoPrefix(IpNet::from(address)));
    };
    let max = if address.is_ipv4() { 32 } else { 128 };
    let length = Some(prefix)
        .filter(|it| it.bytes().all(|byte| byte.is_ascii_digit()) && !has_leading_zero(it))
        .and_then(|it| it.parse().ok())
        .and_then(|length| IpNet::new(address, length).ok());
    match length {
        None => Err(CidrError::Prefix { text: prefix.to_string(), max }),
        Some(net) if net.trunc() == net => Ok(net),
        Some(net) => Err(CidrError::HostBits(net.trunc())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_peers_accept_is_refused() {
        let reason = |text: &str| parse_cidr(text).unwrap_err().to_string();
        assert_eq!(reason("300.1.2.0/24"), "`300` is no number from 0 to 255");
        assert_eq!(reason("10.0.0.0/33"), "its prefix length `33` is no number from 0 to 32");
        assert_eq!(reason("10.0.0/8"), "it has 3 of the four parts of an IPv4 address");
        assert_eq!(reason("10.0.0.0"), "it has no prefix length");
        assert_eq!(reason("10.0.0.010/24"), "`010` is no number from 0 to 255");
        assert_eq!(reason("2001:db8::/129"), "its prefix length `129` is no number from 0 to 128");
        assert_eq!(reason("nodes"), "it is neither an IPv4 nor an IPv6 address");
        assert_eq!(reason("10.0.0.0/+8"), "its prefix length `+8` is no number from 0 to 32");
    }

    #[test]
    fn blanks_around_a_range_do_not_matter() {
        assert_eq!(parse_cidr(" 10.0.0.0/16\n"), Ok("10.0.0.0/16".parse().unwrap()));
    }
}
