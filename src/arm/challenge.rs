//! What a refused token lacked: claims in `WWW-Authenticate`, as conditional access and continuous
//! access evaluation ask for them.

use base64::Engine;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

/// With padding or without.
const LENIENT: GeneralPurposeConfig = GeneralPurposeConfig::new()
    .with_decode_padding_mode(DecodePaddingMode::Indifferent)
    .with_decode_allow_trailing_bits(true);

/// The claims that a challenge asks for, as JSON.
pub(super) fn claims(header: &str) -> Option<String> {
    let value = parameter(header, "claims")?;
    if value.trim_start().starts_with('{') {
        return Some(value);
    }
    let value: String = value
        .chars()
        .map(|it| match it {
            '-' => '+',
            '_' => '/',
            it => it,
        })
        .collect();
    let decoded = GeneralPurpose::new(&alphabet::STANDARD, LENIENT).decode(value.trim()).ok()?;
    let text = String::from_utf8(decoded).ok()?;
    text.trim_start().starts_with('{').then_some(text)
}

/// A parameter of a challenge: `name="value"`, a backslash before what is meant literally, or a bare
/// word.
fn parameter(header: &str, name: &str) -> Option<String> {
    let mut rest = header;
    while let Some((before, after)) = rest.split_once('=') {
        let key = before.rsplit([',', ' ']).next().unwrap_or_default();
        let (value, next) = if let Some(quoted) = after.trim_start().strip_prefix('"') {
            unquoted(quoted)
        } else {
            let (value, next) = after.split_once(',').unwrap_or((after, ""));
            (value.trim().to_string(), next)
        };
        if key.eq_ignore_ascii_case(name) {
            return Some(value);
        }
        rest = next;
    }
    None
}

/// What stands before the closing quote, and the rest after it.
fn unquoted(text: &str) -> (String, &str) {
    let mut value = String::new();
    let mut chars = text.char_indices();
    while let Some((at, it)) = chars.next() {
        match it {
            '"' => return (value, text.get(at + 1..).unwrap_or_default()),
            '\\' => value.extend(chars.next().map(|(_, it)| it)),
            it => value.push(it),
        }
    }
    (value, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    const CLAIMS: &str = r#"{"access_token":{"nbf":{"essential":true,"value":"1604106651"}}}"#;

    #[test]
    fn claims_are_found_in_every_way_they_are_written() {
        let encoded = "eyJhY2Nlc3NfdG9rZW4iOnsibmJmIjp7ImVzc2VudGlhbCI6dHJ1ZSwidmFsdWUiOiIxNjA0MTA2NjUxIn19fQ";
        let literal = CLAIMS.replace('"', "\\\"");
        for header in [
            format!(
                "Bearer realm=\"\", authorization_uri=\"https://login.microsoftonline.com/common\", \
                 error=\"insufficient_claims\", claims=\"{encoded}\""
            ),
            format!("Bearer claims=\"{encoded}==\", error=\"insufficient_claims\""),
            format!("Bearer error=insufficient_claims, Claims={encoded}"),
            format!("Bearer realm=\"a \\\"claims=x\\\" b\",claims=\"{literal}\""),
        ] {
            assert_eq!(claims(&header).as_deref(), Some(CLAIMS), "{header}");
        }
        assert_eq!(claims("Bearer claims=\"eyJhIjoiPz8_In0\"").as_deref(), Some(r#"{"a":"???"}"#));
    }

    #[test]
    fn other_challenges_ask_for_none() {
        for header in [
            "",
            "Bearer",
            "Bearer authorization_uri=\"https://login.windows.net/x\", error=\"invalid_token\"",
            "Bearer claims=\"\"",
            "Bearer claims=\"%%%\"",
            "Bearer claims=\"AAAA",
            "Bearer error=\"no claims=\\\"x\\\" here\"",
            "Bearer xclaims=\"e30\"",
        ] {
            assert_eq!(claims(header), None, "{header}");
        }
    }
}
