//! What providers want back: signatures, sealed reasoning, item ids. It travels as `provider_metadata` under
//! the key of the protocol that made it, so that another protocol never sees it.

use serde_json::{Value, json};

/// The key of the Messages API.
pub(crate) const ANTHROPIC: &str = "anthropic";
/// The key of OpenAI's own protocols.
pub(crate) const OPENAI: &str = "openai";
/// The key of compatible servers.
pub(crate) const OPENAI_COMPAT: &str = "openai_compat";
/// The key of the Gemini API.
pub(crate) const GOOGLE: &str = "google";
/// The key of OpenRouter.
pub(crate) const OPENROUTER: &str = "openrouter";
/// The key of Vercel's gateway.
pub(crate) const VERCEL: &str = "vercel";

/// Whether a block of reasoning must be kept for the provider even if its text is blank: it carries a signature
/// or a sealed text (chat-engine.md 5.4).
#[must_use]
pub fn must_be_replayed(provider_metadata: Option<&Value>) -> bool {
    let has = |key, field| text(provider_metadata, key, field).is_some();
    let has_details = |key| list(provider_metadata, key, "reasoning_details").is_some();
    has(ANTHROPIC, "signature")
        || has(ANTHROPIC, "redacted_data")
        || has(OPENAI, "encrypted_content")
        || has(GOOGLE, "thought_signature")
        || has_details(OPENROUTER)
        || has_details(VERCEL)
}

/// A non-empty text in the metadata.
pub(crate) fn text<'a>(metadata: Option<&'a Value>, key: &str, field: &str) -> Option<&'a str> {
    metadata?.get(key)?.get(field)?.as_str().filter(|it| !it.is_empty())
}

/// A non-empty list in the metadata.
pub(crate) fn list<'a>(metadata: Option<&'a Value>, key: &str, field: &str) -> Option<&'a Vec<Value>> {
    metadata?.get(key)?.get(field)?.as_array().filter(|it| !it.is_empty())
}

/// Metadata under the key of a protocol; `None` if there is nothing in it.
pub(crate) fn under(key: &str, fields: Vec<(&str, Value)>) -> Option<Value> {
    let fields: serde_json::Map<String, Value> = fields
        .into_iter()
        .filter(|(_, value)| !value.is_null())
        .map(|(name, value)| (name.to_owned(), value))
        .collect();
    (!fields.is_empty()).then(|| json!({key: fields}))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::must_be_replayed;

    #[test]
    fn sealed_reasoning_is_kept() {
        for kept in [
            json!({"anthropic": {"signature": "s"}}),
            json!({"anthropic": {"redacted_data": "d"}}),
            json!({"openai": {"item_id": "rs_1", "encrypted_content": "e"}}),
            json!({"google": {"thought_signature": "t"}}),
            json!({"openrouter": {"reasoning_details": [{"type": "reasoning.encrypted", "data": "d"}]}}),
        ] {
            assert!(must_be_replayed(Some(&kept)), "{kept}");
        }
        for dropped in [
            json!({"anthropic": {"signature": ""}}),
            json!({"openai": {"item_id": "rs_1"}}),
            json!({"vercel": {"reasoning_details": []}}),
        ] {
            assert!(!must_be_replayed(Some(&dropped)), "{dropped}");
        }
        assert!(!must_be_replayed(None));
    }
}
