//! Whole numbers in `$((…))`.

/// What a name stands for, and how it is changed.
pub(super) trait Names {
    /// Its number, if it is known to be one.
    fn number(&mut self, name: &str) -> Option<i64>;
    /// Gives it a number, or none that is known.
    fn set(&mut self, name: &str, number: Option<i64>);
}

/// The value of an expression; nothing where it is not known.
pub(super) fn evaluate(text: &str, names: &mut dyn Names) -> Option<i64> {
    const LONGEST: usize = 1000;
    if text.len() > LONGEST {
        return None;
    }
    let mut value = Some(0);
    for part in text.split(',') {
        let mut reader = Reader { rest: part, depth: 0, names: &mut *names };
        value = reader.expression(0);
        if !reader.rest.trim().is_empty() {
            return None;
        }
    }
    value
}

struct Reader<'t, 'n> {
    rest: &'t str,
    depth: usize,
    names: &'n mut dyn Names,
}

/// Operators of two sides by how strongly they bind, longer ones before those they begin with.
const OPERATORS: [(&str, u8); 15] = [
    ("**", 7),
    ("&&", 2),
    ("||", 1),
    ("==", 3),
    ("!=", 3),
    ("<=", 4),
    (">=", 4),
    ("<<", 9),
    (">>", 9),
    ("<", 4),
    (">", 4),
    ("+", 5),
    ("-", 5),
    ("*", 6),
    ("/", 6),
];

impl<'t> Reader<'t, '_> {
    fn expression(&mut self, strength: u8) -> Option<i64> {
        const DEEPEST: usize = 20;
        self.depth += 1;
        if self.depth > DEEPEST {
            return None;
        }
        let mut left = self.operand()?;
        loop {
            self.rest = self.rest.trim_start();
            let found = OPERATORS.iter().find(|it| self.rest.starts_with(it.0));
            let rest = self.rest;
            let (sign, binds) = match found {
                Some(found) => *found,
                None if rest.starts_with('%') => ("%", 6),
                None => break,
            };
            if binds <= strength {
                break;
            }
            self.rest = rest.get(sign.len()..)?;
            let right = self.expression(binds)?;
            left = match sign {
                "**" => left.checked_pow(u32::try_from(right).ok()?)?,
                "*" => left.checked_mul(right)?,
                "/" => left.checked_div(right)?,
                "%" => left.checked_rem(right)?,
                "+" => left.checked_add(right)?,
                "-" => left.checked_sub(right)?,
                "<" => i64::from(left < right),
                ">" => i64::from(left > right),
                "<=" => i64::from(left <= right),
                ">=" => i64::from(left >= right),
                "==" => i64::from(left == right),
                "!=" => i64::from(left != right),
                "&&" => i64::from(left != 0 && right != 0),
                "||" => i64::from(left != 0 || right != 0),
                _ => return None,
            };
        }
        self.depth -= 1;
        Some(left)
    }

    fn operand(&mut self) -> Option<i64> {
        self.rest = self.rest.trim_start();
        for (sign, step) in [("++", 1), ("--", -1)] {
            if let Some(rest) = self.rest.strip_prefix(sign) {
                self.rest = rest.trim_start();
                let name = self.name()?;
                let number = self.names.number(name).and_then(|it| it.checked_add(step));
                self.names.set(name, number);
                return number;
            }
        }
        if let Some(rest) = self.rest.strip_prefix('(') {
            self.rest = rest;
            let value = self.expression(0)?;
            self.rest = self.rest.trim_start().strip_prefix(')')?;
            return Some(value);
        }
        for sign in ['-', '+', '!'] {
            if let Some(rest) = self.rest.strip_prefix(sign) {
                self.rest = rest;
                let value = self.expression(8)?;
                return match sign {
                    '-' => value.checked_neg(),
                    '!' => Some(i64::from(value == 0)),
                    _ => Some(value),
                };
            }
        }
        let digits = self.rest.bytes().take_while(u8::is_ascii_digit).count();
        if digits > 0 {
            let (number, rest) = self.rest.split_at_checked(digits)?;
            self.rest = rest;
            return number.parse().ok();
        }
        let name = self.name()?;
        let rest = self.rest.trim_start();
        for (sign, step) in [("++", 1), ("--", -1)] {
            if let Some(rest) = rest.strip_prefix(sign) {
                self.rest = rest;
                let number = self.names.number(name);
                self.names.set(name, number.and_then(|it| it.checked_add(step)));
                return number;
            }
        }
        let changes = ["+=", "-=", "*=", "="];
        if let Some(sign) = changes.into_iter().find(|it| rest.starts_with(it))
            && !rest.starts_with("==")
        {
            self.rest = rest.get(sign.len()..)?;
            let right = self.expression(0);
            let old = self.names.number(name);
            let number = match sign {
                "=" => right,
                "+=" => old.zip(right).and_then(|(a, b)| a.checked_add(b)),
                "-=" => old.zip(right).and_then(|(a, b)| a.checked_sub(b)),
                _ => old.zip(right).and_then(|(a, b)| a.checked_mul(b)),
            };
            self.names.set(name, number);
            return number;
        }
        self.names.number(name)
    }

    fn name(&mut self) -> Option<&'t str> {
        let rest = self.rest.strip_prefix('$').unwrap_or(self.rest);
        let length =
            rest.bytes().take_while(|it| it.is_ascii_alphanumeric() || *it == b'_').count();
        let (name, rest) = rest.split_at_checked(length)?;
        self.rest = rest;
        super::syntax::is_name(name).then_some(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashMap;

    impl Names for HashMap<String, i64> {
        fn number(&mut self, name: &str) -> Option<i64> {
            self.get(name).copied()
        }

        fn set(&mut self, name: &str, number: Option<i64>) {
            match number {
                Some(number) => drop(self.insert(name.to_string(), number)),
                None => drop(self.remove(name)),
            }
        }
    }

    #[test]
    fn numbers_are_counted_as_in_bash() {
        for (text, expected) in [
            ("1 + 2 * 3", Some(7)),
            ("(1 + 2) * 3", Some(9)),
            ("10 - 2 - 3", Some(5)),
            ("-7 / 2", Some(-3)),
            ("2 ** 10 % 100", Some(24)),
            ("a + $a", Some(10)),
            ("a += 2, a", Some(7)),
            ("a++ + a", Some(11)),
            ("a == 5 && 1 <= 0", Some(0)),
            ("b + 1", None),
            ("1 / 0", None),
            ("9223372036854775807 + 1", None),
            ("1 +", None),
            ("1 2", None),
            ("", None),
        ] {
            let mut names = HashMap::from([("a".to_string(), 5)]);
            assert_eq!(evaluate(text, &mut names), expected, "{text}");
        }
        assert_eq!(evaluate(&"(".repeat(900), &mut HashMap::new()), None);
        assert_eq!(evaluate(&"-".repeat(901), &mut HashMap::new()), None);
    }
}
