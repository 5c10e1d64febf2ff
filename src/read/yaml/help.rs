//! What to do where a text is no YAML.

/// What to do about an error of the parser between `before` and `rest`.
pub(super) fn help(why: &str, before: &str, rest: &str) -> &'static str {
    let has = |words: &[&str]| words.iter().any(|it| why.contains(it));
    let indentation = before.rsplit('\n').next().unwrap_or_default();
    let is_indentation = indentation.chars().all(char::is_whitespace);
    if has(&["tab"]) || is_indentation && (rest.starts_with('\t') || indentation.contains('\t')) {
        "indent with spaces: YAML takes no tabs there"
    } else if has(&["unknown anchor"]) {
        "there is no anchor of that name before this alias: write `&name` where the value stands first"
    } else if has(&["quoted scalar, found unexpected"]) {
        "the text ends inside quotes: close them"
    } else if has(&["trailing content after double-quoted", "escape"]) {
        "after a text in double quotes nothing may follow; in them write `\\\\` for a backslash, or take single quotes"
    } else if has(&["flow", "',' or", "illegal placement of ':'"]) {
        "put a comma between the items, close every `[` and `{` that is open, and put a text that has `:` in it into quotes"
    } else if has(&["mapping values are not allowed"]) {
        "put a text that has `: ` in it into quotes; if it is a property, put it on a line of its own, \
         in the column of its neighbours"
    } else if has(&["simple key"]) {
        "a property is its name, a colon and a space, as `location: westeurope`"
    } else if has(&[
        "unexpected character",
        "node content",
        "plain scalar",
        "alphabetic or numeric",
    ]) {
        "put a text that begins with a sign such as `@`, `%`, `*`, `&` or a backtick into quotes"
    } else if has(&["expected key", "block collection", "sequence entries", "indentation"]) {
        "properties of one object begin in the same column, and so do the `-` of one list"
    } else if has(&["document", "directive"]) {
        "a file holds one plan, without `%` lines and without what comes after `...`"
    } else {
        "mend the text here; when in doubt put texts in quotes and indent by two spaces"
    }
}
