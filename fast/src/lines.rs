//! Prefixes in letters, a line each.

use std::net::Ipv6Addr;

/// Prefixes, a line each.
#[derive(Default)]
pub struct Lines {
    text: Vec<u8>,
    count: usize,
}

impl Lines {
    pub(crate) fn count(&self) -> usize {
        self.count
    }

    /// A prefix behind the others; an address of 32 bits where `longest` is 32.
    pub(crate) fn push(&mut self, first: u128, prefix: u32, longest: u32) {
        self.count += 1;
        match u32::try_from(first).ok().filter(|_| longest == 32) {
            Some(first) => self.push4(first, prefix),
            None => self.push6(first.into(), prefix),
        }
    }

    fn push4(&mut self, first: u32, prefix: u32) {
        let [a, b, c, d] = first.to_be_bytes();
        for (octet, behind) in [(a, b'.'), (b, b'.'), (c, b'.'), (d, b'/')] {
            self.number(octet, behind);
        }
        self.number(u8::try_from(prefix).unwrap_or(u8::MAX), b'\n');
    }

    fn push6(&mut self, first: Ipv6Addr, prefix: u32) {
        self.text.extend_from_slice(format!("{first}/{prefix}\n").as_bytes());
    }

    /// A number and what stands behind it. Always four bytes, of which the last ones are taken back:
    /// four are one instruction, as many as it takes are a loop.
    fn number(&mut self, number: u8, behind: u8) {
        let Some((mut letters, digits)) = NUMBERS.get(usize::from(number)).copied() else { return };
        if let Some(it) = letters.get_mut(digits) {
            *it = behind;
        }
        let end = self.text.len() + digits + 1;
        self.text.extend_from_slice(&letters);
        self.text.truncate(end);
    }

    /// The lines, with nothing behind the last one.
    #[must_use]
    pub fn into_text(mut self) -> String {
        self.text.pop();
        // They are digits, letters, and what stands between them.
        String::from_utf8(self.text).unwrap_or_default()
    }
}

/// All octets in digits, and how many each has.
static NUMBERS: [([u8; 4], usize); 256] = numbers();

#[expect(
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "worked out when it is compiled: what is out of range does not compile"
)]
const fn numbers() -> [([u8; 4], usize); 256] {
    let mut numbers = [([0; 4], 0); 256];
    let mut number = 0;
    while number < 256 {
        let (letters, digits) = &mut numbers[number];
        let mut unit = if number >= 100 {
            100
        } else if number >= 10 {
            10
        } else {
            1
        };
        while unit > 0 {
            letters[*digits] = b'0' + (number / unit % 10) as u8;
            *digits += 1;
            unit /= 10;
        }
        number += 1;
    }
    numbers
}
