//! Lines that are as most lines are.

use crate::key::{Key4, key4};
use std::ops::Range;

/// The IPv4 prefix that a text begins with, as Azure writes it, and where it ends. Reading that
/// tells reasons takes three times as long.
#[inline]
#[must_use]
pub fn plain(text: &[u8]) -> Option<(u32, u8, usize)> {
    let mut address = 0_u32;
    let mut at = 0;
    for ending in *b".../" {
        let (octet, digits) = number(text, at)?;
        if octet > 255 || text.get(at + digits) != Some(&ending) {
            return None;
        }
        address = address << 8 | octet;
        at += digits + 1;
    }
    let (prefix, digits) = number(text, at)?;
    let host_bits = u32::MAX.checked_shr(prefix).unwrap_or(0);
    let is_range = prefix <= 32 && address & host_bits == 0;
    Some((address, u8::try_from(prefix).ok()?, at + digits)).filter(|_| is_range)
}

/// A number of up to three digits without leading zeros, and how many digits it has.
#[inline]
fn number(text: &[u8], at: usize) -> Option<(u32, usize)> {
    let digit = |at: usize| {
        let digit = text.get(at)?.wrapping_sub(b'0');
        (digit < 10).then_some(u32::from(digit))
    };
    let first = digit(at)?;
    let Some(second) = digit(at + 1) else { return Some((first, 1)) };
    if first == 0 {
        return None;
    }
    Some(match digit(at + 2) {
        Some(third) => (first * 100 + second * 10 + third, 3),
        None => (first * 10 + second, 2),
    })
}

/// Reads the lines that are nothing but IPv4 prefixes, and gives them that owner; answers where the
/// first other line begins, and how many lines are before it.
pub fn plain_lines(bytes: &[u8], owner: u32, keys: &mut Vec<Key4>, most: usize) -> (usize, u32) {
    let mut at = 0;
    let mut lines = 0;
    while let Some((first, prefix, end)) = bytes.get(at..).and_then(plain) {
        if bytes.get(at + end) != Some(&b'\n') || keys.len() >= most {
            break;
        }
        keys.push(key4(first, prefix, owner));
        lines += 1;
        at += end + 1;
    }
    (at, lines)
}

/// A line of CSV: an IPv4 prefix, and where its name is.
pub struct Row {
    /// The first address.
    pub first: u32,
    /// The length.
    pub prefix: u8,
    /// Where the name is.
    pub name: Range<usize>,
}

/// Reads the lines of CSV that are an IPv4 prefix and a name, neither in quotation marks nor between
/// blanks; answers where the first other line begins. One row a line.
pub fn plain_rows(bytes: &[u8], delimiter: u8, rows: &mut Vec<Row>) -> usize {
    let mut at = 0;
    while let Some((first, prefix, end)) = bytes.get(at..).and_then(plain) {
        let begin = at + end + 1;
        if bytes.get(begin - 1) != Some(&delimiter) {
            break;
        }
        let rest = bytes.get(begin..).unwrap_or_default();
        let other = |it: u8| it == b'\n' || it == b'"' || it == b'\r' || it == delimiter;
        let Some(length) = rest.iter().position(|it| other(*it)) else { break };
        let name = begin..begin + length;
        let is_plain = bytes.get(name.clone()).is_some_and(|it| it.trim_ascii() == it);
        if rest.get(length) != Some(&b'\n') || !is_plain {
            break;
        }
        rows.push(Row { first, prefix, name });
        at = begin + length + 1;
    }
    at
}
