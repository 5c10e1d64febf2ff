//! What a plain scalar stands for, by the core schema of YAML 1.2.

use serde_json::Value;

/// Properties of the plan that are numbers with decimals. Anywhere else what looks like one is a
/// version that lost its quotes, and `1.30` is not `1.3`.
const DECIMALS: &[&str] = &["spotMaxPrice"];

/// The value of a plain scalar that stands at the property `name`.
pub(super) fn value(text: &str, name: &str) -> Value {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Bool(true),
        "false" | "False" | "FALSE" => Value::Bool(false),
        _ => number(text, name).unwrap_or_else(|| Value::String(text.to_string())),
    }
}

fn number(text: &str, name: &str) -> Option<Value> {
    if let Some(digits) = text.strip_prefix("0x") {
        return whole(digits, 16);
    }
    if let Some(digits) = text.strip_prefix("0o") {
        return whole(digits, 8);
    }
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    if !unsigned.is_empty() && unsigned.bytes().all(|it| it.is_ascii_digit()) {
        return text.parse::<i64>().ok().map(Value::from);
    }
    let is_decimal = unsigned.bytes().all(|it| it.is_ascii_digit() || b".eE+-".contains(&it));
    let is_wanted = DECIMALS.contains(&name) && is_decimal;
    text.parse::<f64>().ok().filter(|it| is_wanted && it.is_finite()).map(Value::from)
}

fn whole(digits: &str, radix: u32) -> Option<Value> {
    // Rust takes a sign here, YAML does not.
    let is_plain = digits.bytes().all(|it| it.is_ascii_alphanumeric());
    i64::from_str_radix(digits, radix).ok().filter(|_| is_plain).map(Value::from)
}
