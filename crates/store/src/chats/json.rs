//! The edge between our JSON and JSONB: NUL characters (chat-engine.md PR-12).
//!
//! PostgreSQL's text and JSONB cannot hold U+0000, and command output or files can. A NUL is stored as U+E000 U+E001
//! and a literal U+E000 as U+E000 U+E000, in every string and every key; reading undoes it. U+E000 followed by anything
//! else cannot have been written by us and is left alone.

use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

use crate::StoreError;

const ESCAPE: char = '\u{E000}';
const NUL: char = '\u{E001}';

/// `text` without NUL characters, reversibly.
pub(super) fn encode_text(text: &str) -> String {
    if !text.contains(['\0', ESCAPE]) {
        return text.to_owned();
    }
    let mut encoded = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        match character {
            '\0' => encoded.extend([ESCAPE, NUL]),
            ESCAPE => encoded.extend([ESCAPE, ESCAPE]),
            other => encoded.push(other),
        }
    }
    encoded
}

/// Undoes [`encode_text`].
pub(crate) fn decode_text(text: &str) -> String {
    if !text.contains(ESCAPE) {
        return text.to_owned();
    }
    let mut decoded = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        if character == ESCAPE {
            match characters.peek() {
                Some(&NUL) => {
                    characters.next();
                    decoded.push('\0');
                    continue;
                }
                Some(&ESCAPE) => {
                    characters.next();
                }
                Some(_) | None => {}
            }
        }
        decoded.push(character);
    }
    decoded
}

fn map_strings(value: Value, map: fn(&str) -> String) -> Value {
    match value {
        Value::String(text) => Value::String(map(&text)),
        Value::Array(items) => Value::Array(items.into_iter().map(|item| map_strings(item, map)).collect()),
        Value::Object(fields) => {
            Value::Object(fields.into_iter().map(|(key, item)| (map(&key), map_strings(item, map))).collect())
        }
        other @ (Value::Null | Value::Bool(_) | Value::Number(_)) => other,
    }
}

/// `value` as JSONB can hold it.
pub(crate) fn to_jsonb<T: Serialize + ?Sized>(what: &'static str, value: &T) -> Result<Value, StoreError> {
    let value =
        serde_json::to_value(value).map_err(|source| StoreError::corrupt(what, "the new value", source))?;
    Ok(map_strings(value, encode_text))
}

/// Reads what [`to_jsonb`] wrote into column `what` of row `key`.
pub(crate) fn from_jsonb<T: DeserializeOwned>(
    what: &'static str,
    key: &dyn std::fmt::Display,
    value: Value,
) -> Result<T, StoreError> {
    serde_json::from_value(decode_jsonb(value)).map_err(|source| StoreError::corrupt(what, key, source))
}

/// What [`to_jsonb`] was given, whatever form it has.
pub(super) fn decode_jsonb(value: Value) -> Value {
    map_strings(value, decode_text)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::{decode_text, encode_text, from_jsonb, to_jsonb};

    #[test]
    fn nul_is_encoded_in_strings_and_keys() {
        let value = json!({ "a\0b": ["\0", "\u{E000}", { "k": "x\u{E000}\0" }] });
        let stored = to_jsonb("test", &value).expect("encodes");
        assert!(!stored.to_string().contains("\\u0000"), "{stored}");
        assert_eq!(from_jsonb::<Value>("test", &"row", stored).expect("decodes"), value);
    }

    #[test]
    fn text_that_was_not_encoded_is_left_alone() {
        assert_eq!(decode_text("a\u{E000}b\u{E000}"), "a\u{E000}b\u{E000}");
    }

    proptest! {
        #[test]
        fn every_text_comes_back(text in prop::collection::vec(
            prop_oneof![Just('\0'), Just('\u{E000}'), Just('\u{E001}'), any::<char>()], 0..20)) {
            let text: String = text.into_iter().collect();
            let encoded = encode_text(&text);
            prop_assert!(!encoded.contains('\0'));
            prop_assert_eq!(decode_text(&encoded), text);
        }
    }
}
