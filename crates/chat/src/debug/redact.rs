//! Takes secrets out of what is recorded (chat-engine.md SV-44d).
//!
//! Names decide, not values: a header or key that can hold a secret is replaced whatever stands in it. "token" as a part of a name is no
//! sign, because usage counters have it.

use serde_json::{Map, Value};

/// What stands in the place of a secret.
pub(super) const REDACTED: &str = "[REDACTED]";

/// Headers that are secret by their very name.
const HEADERS: [&str; 6] =
    ["authorization", "x-api-key", "api-key", "proxy-authorization", "cookie", "set-cookie"];
/// Parts of the names of headers that hold secrets.
const HEADER_PARTS: [&str; 6] = ["api-key", "apikey", "api_key", "token", "secret", "bearer"];
/// Parts of the names of JSON keys that hold secrets.
const KEY_PARTS: [&str; 4] = ["secret", "password", "authorization", "credential"];
/// The names of JSON keys that hold secrets.
const KEYS: [&str; 10] = [
    "token",
    "access_token",
    "refresh_token",
    "id_token",
    "session_token",
    "api_key",
    "apikey",
    "api-key",
    "x-api-key",
    "private_key",
];

/// A header's value as it may be recorded.
pub(super) fn header<'a>(name: &str, value: &'a str) -> &'a str {
    let name = name.to_lowercase();
    let is_rate_limit = name.contains("ratelimit") || name.contains("rate-limit");
    let is_secret = HEADERS.contains(&name.as_str())
        || (!is_rate_limit && HEADER_PARTS.iter().any(|part| name.contains(part)));
    if is_secret { REDACTED } else { value }
}

/// JSON as it may be recorded.
pub(super) fn json(value: Value) -> Value {
    match value {
        Value::Object(fields) => {
            let redacted = fields.into_iter().map(|(key, value)| {
                let value = if is_secret(&key) { Value::from(REDACTED) } else { json(value) };
                (key, value)
            });
            Value::Object(redacted.collect::<Map<_, _>>())
        }
        Value::Array(items) => Value::Array(items.into_iter().map(json).collect()),
        plain @ (Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_)) => plain,
    }
}

fn is_secret(key: &str) -> bool {
    let key = key.to_lowercase();
    KEYS.contains(&key.as_str()) || KEY_PARTS.iter().any(|part| key.contains(part))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{REDACTED, header, json as redacted};

    #[test]
    fn headers_that_hold_secrets_are_replaced() {
        for name in
            ["Authorization", "x-api-key", "X-Goog-Api-Key", "Cookie", "x-amz-security-token", "my-secret"]
        {
            assert_eq!(header(name, "s3cr3t"), REDACTED, "{name}");
        }
        for name in [
            "content-type",
            "anthropic-ratelimit-tokens-remaining",
            "x-ratelimit-limit-tokens",
            "x-coder-chat-id",
        ] {
            assert_eq!(header(name, "value"), "value", "{name}");
        }
    }

    #[test]
    fn keys_that_hold_secrets_are_replaced_wherever_they_stand() {
        let given = json!({
            "api_key": "k", "Password": {"x": 1}, "db_password_hash": "h", "client_secret": "s", "token": "t",
            "input_tokens": 5, "max_tokens": 100, "messages": [{"content": "my password is x", "credentials": ["a"]}],
        });
        assert_eq!(
            redacted(given),
            json!({
                "api_key": REDACTED, "Password": REDACTED, "db_password_hash": REDACTED, "client_secret": REDACTED,
                "token": REDACTED, "input_tokens": 5, "max_tokens": 100,
                "messages": [{"content": "my password is x", "credentials": REDACTED}],
            })
        );
    }
}
