//! Patterns of shells: `*`, `?` and `[…]`.

/// Whether a pattern means only itself.
pub(super) fn is_plain(pattern: &str) -> bool {
    !pattern.contains(['*', '?', '[', '\\'])
}

/// Whether a whole text fits a pattern. Sets in brackets are left to the caller: they fit nothing.
pub(super) fn fits(pattern: &str, text: &str) -> bool {
    let (pattern, text): (Vec<char>, Vec<char>) =
        (pattern.chars().collect(), text.chars().collect());
    let (mut at, mut place) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    while place < text.len() {
        let wanted = pattern.get(at);
        if wanted == Some(&'*') {
            star = Some((at, place));
            at += 1;
        } else if wanted == Some(&'?') || (wanted.is_some() && wanted == text.get(place)) {
            at += 1;
            place += 1;
        } else if let Some((begin, from)) = star {
            star = Some((begin, from + 1));
            at = begin + 1;
            place = from + 1;
        } else {
            return false;
        }
    }
    pattern.iter().skip(at).all(|it| *it == '*')
}

/// A text without what fits the pattern at its start or end; nothing where that would take long.
pub(super) fn trimmed<'t>(
    text: &'t str,
    pattern: &str,
    from_end: bool,
    is_longest: bool,
) -> Option<&'t str> {
    const LONGEST: usize = 500;
    if is_plain(pattern) {
        let rest = if from_end { text.strip_suffix(pattern) } else { text.strip_prefix(pattern) };
        return Some(rest.unwrap_or(text));
    }
    if text.len() > LONGEST || pattern.len() > LONGEST || pattern.contains(['[', '\\']) {
        return None;
    }
    let mut places: Vec<usize> = text.char_indices().map(|it| it.0).chain([text.len()]).collect();
    // The shortest part first: from the start it ends early, from the end it begins late.
    if from_end != is_longest {
        places.reverse();
    }
    let found = places.into_iter().find_map(|at| {
        let (before, after) = text.split_at_checked(at)?;
        let (part, rest) = if from_end { (after, before) } else { (before, after) };
        fits(pattern, part).then_some(rest)
    });
    Some(found.unwrap_or(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_fit_as_in_bash() {
        for (pattern, text, expected) in [
            ("", "", true),
            ("*", "", true),
            ("a*c", "abbc", true),
            ("a*c", "abb", false),
            ("*Not*Found*", "ResourceNotFound: x", true),
            ("?", "é", true),
            ("a?", "a", false),
        ] {
            assert_eq!(fits(pattern, text), expected, "{pattern} {text}");
        }
    }

    #[test]
    fn ends_are_trimmed_as_in_bash() {
        let path = "/a/bb/c.tar.gz";
        for (pattern, from_end, is_longest, expected) in [
            ("*/", false, true, "c.tar.gz"),
            ("*/", false, false, "a/bb/c.tar.gz"),
            ("/*", true, false, "/a/bb"),
            (".*", true, true, "/a/bb/c"),
            (".gz", true, false, "/a/bb/c.tar"),
            ("x", true, false, path),
        ] {
            assert_eq!(trimmed(path, pattern, from_end, is_longest), Some(expected), "{pattern}");
        }
        assert_eq!(trimmed("abc", "[ab]*", false, false), None);
    }
}
