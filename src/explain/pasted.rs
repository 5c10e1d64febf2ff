//! What there is to know about the form of errors that people paste.

/// Codes that stand for many mistakes: what else an error says tells which.
pub(super) const GENERIC: &[&str] =
    &["InvalidParameter", "InvalidRequestContent", "InvalidResourceReference", "UnmarshalError"];

/// Codes around the one that says what is wrong, in lower case.
pub(super) const WRAPPERS: &[&str] = &[
    "badrequest",
    "badrequesterror",
    "deploymentfailed",
    "invalidargumentvalueerror",
    "invalidtemplate",
    "invalidtemplatedeployment",
    "multipleerrorsoccurred",
    "resourcedeploymentfailure",
];

/// Shorter names could stand in other words by chance.
const LONG_NAME: usize = 14;

/// A text on one line: without the frames that Terraform draws, without the backslashes of JSON in
/// JSON, with single blanks.
pub(super) fn unwrapped(text: &str) -> String {
    let plain = text.replace("\\r", " ").replace("\\n", " ").replace(['\\', '│', '╷', '╵'], "");
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text without blanks, in which names are found even where a line breaks in them.
pub(super) struct Squeezed(String);

pub(super) fn squeezed(lower: &str) -> Squeezed {
    Squeezed(lower.split_whitespace().collect())
}

impl Squeezed {
    /// Whether a name, in lower case, is in the text.
    pub(super) fn has(&self, name: &str) -> bool {
        let name: String = name.split_whitespace().collect();
        name.len() >= LONG_NAME && self.0.contains(&name)
    }
}

/// The error codes in a text that say what is wrong: words such as `QuotaExceeded` where codes stand,
/// after `code` or in parentheses.
pub(super) fn codes(text: &str) -> impl Iterator<Item = &str> {
    let word = |it: &str| it.chars().next().is_some_and(char::is_alphanumeric);
    let mut before = "";
    text.split_inclusive(|it: char| !it.is_alphanumeric())
        .filter_map(move |piece| {
            let token = piece.trim_end_matches(|it: char| !it.is_alphanumeric());
            let is_closed = piece.ends_with(')');
            if !word(token) {
                return None;
            }
            let after_code = std::mem::replace(&mut before, token).to_ascii_lowercase();
            let is_place = is_closed || after_code == "code" || after_code == "subcode";
            is_place.then_some(token)
        })
        .filter(|it| is_code(it) && !GENERIC.contains(it))
        .filter(|it| !WRAPPERS.contains(&it.to_ascii_lowercase().as_str()))
}

/// Whether a word is written as error codes are: several words without blanks.
fn is_code(word: &str) -> bool {
    let starts = word.chars().filter(char::is_ascii_uppercase).count();
    let is_plain = word.chars().all(|it| it.is_ascii_alphanumeric());
    is_plain
        && starts >= 2
        && word.starts_with(|it: char| it.is_ascii_uppercase())
        && word.len() >= 8
}
