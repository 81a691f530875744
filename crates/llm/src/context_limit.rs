//! The context limit that a provider reports with an answer (chat-engine.md 1.5).

use serde_json::Value;

const NAMES: [&str; 8] = [
    "contextlimit",
    "contextwindow",
    "contextlength",
    "maxcontext",
    "maxcontexttokens",
    "maxinputtokens",
    "maxinputtoken",
    "inputtokenlimit",
];

/// The largest context limit, in tokens, that stands anywhere in the metadata of a finished answer.
#[must_use]
pub fn reported_context_limit(metadata: &Value) -> Option<i64> {
    match metadata {
        Value::Object(fields) => {
            let own = fields.iter().filter(|(key, _)| is_limit(key)).filter_map(|(_, value)| positive(value));
            own.chain(fields.values().filter_map(reported_context_limit)).max()
        }
        Value::Array(elements) => elements.iter().filter_map(reported_context_limit).max(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
    }
}

/// Whether a key names a context limit.
fn is_limit(key: &str) -> bool {
    let key: String =
        key.chars().filter(char::is_ascii_alphanumeric).map(|it| it.to_ascii_lowercase()).collect();
    let has = |part: &str| key.contains(part);
    NAMES.contains(&key.as_str())
        || (has("context") && (has("limit") || has("window") || has("length") || key.starts_with("max")))
}

/// A positive whole number: a number, a float without fraction, or a text of digits.
fn positive(value: &Value) -> Option<i64> {
    let number = match value {
        Value::Number(number) => number.as_i64().or_else(|| number.as_f64().and_then(whole))?,
        Value::String(text) => text.trim().parse().ok()?,
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => return None,
    };
    (number > 0).then_some(number)
}

#[expect(clippy::cast_possible_truncation, reason = "the range is checked before")]
fn whole(number: f64) -> Option<i64> {
    const LARGEST: f64 = 9_007_199_254_740_992.0;
    (number.fract() == 0.0 && number.abs() <= LARGEST).then_some(number as i64)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::reported_context_limit;

    #[test]
    fn the_largest_limit_wins() {
        let metadata = json!({
            "openai": {"usage": {"prompt_tokens": 900_000}, "Max-Input_Tokens": "128000"},
            "limits": [{"context_window": 200_000.0}, {"contextLength": -5}, {"max_model_context": 1000.5}],
            "output_limit": 999_999,
        });
        assert_eq!(reported_context_limit(&metadata), Some(200_000));
        assert_eq!(reported_context_limit(&json!({"context": {"limit": 5}})), None);
    }
}
