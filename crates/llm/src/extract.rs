//! What an error tells in passing: status, provider, the provider's words, how long to wait
//! (chat-engine.md 3.3).

use std::time::Duration;

use chrono::{DateTime, Utc};
use http::{HeaderMap, header};
use ropewalk_model::Timestamp;
use serde_json::Value;

/// The longest wait that is believed; a header may hold any number.
const LONGEST_WAIT: Duration = Duration::from_secs(24 * 60 * 60);
const STANDALONE_STATUSES: [u16; 9] = [401, 403, 408, 429, 500, 502, 503, 504, 529];

/// Words of a text that tell the provider, in the order in which they are tried.
const PROVIDER_WORDS: [(&str, &[&str]); 8] = [
    ("openai-compat", &["openai-compat", "openai compat"]),
    ("azure", &["azure"]),
    ("openrouter", &["openrouter"]),
    ("bedrock", &["bedrock"]),
    ("vercel", &["vercel"]),
    ("anthropic", &["anthropic", "claude"]),
    ("google", &["google", "gemini", "vertex"]),
    ("openai", &["openai"]),
];

/// The name of the provider that a text speaks of.
#[must_use]
pub fn provider_in_text(text: &str) -> Option<&'static str> {
    let text = text.to_lowercase();
    let is_named = |words: &[&str]| words.iter().any(|it| text.contains(it));
    PROVIDER_WORDS.iter().find(|(_, words)| is_named(words)).map(|(name, _)| *name)
}

/// The HTTP status in a text: three digits after `status`, `status code` or `http`, else a well-known status
/// that stands alone and is no port.
#[must_use]
pub fn status_in_text(text: &str) -> Option<u16> {
    let text = text.to_lowercase();
    ["status code", "status", "http"]
        .iter()
        .find_map(|word| text.match_indices(word).find_map(|(at, _)| status_after(&text[at + word.len()..])))
        .or_else(|| standalone_status(&text))
}

/// A status at the start of a text, after separators and perhaps a version (`/1.1 503`).
fn status_after(text: &str) -> Option<u16> {
    let text = text
        .strip_prefix('/')
        .map_or(text, |it| it.trim_start_matches(|it: char| it.is_ascii_digit() || it == '.'));
    let digits = text.trim_start_matches([' ', ':', '=', '"', '\'']);
    let end = digits.find(|it: char| !it.is_ascii_digit()).unwrap_or(digits.len());
    if end == 3 { digits[..3].parse().ok().filter(|it| (100..600).contains(it)) } else { None }
}

fn standalone_status(text: &str) -> Option<u16> {
    let is_word = |it: char| it.is_alphanumeric() || it == '_' || it == '.';
    STANDALONE_STATUSES.into_iter().find(|status| {
        text.match_indices(&status.to_string()).any(|(at, digits)| {
            let before = text[..at].chars().next_back();
            let mut after = text[at + digits.len()..].chars();
            let ends = match (after.next(), after.next()) {
                (Some('.'), next) => !next.is_some_and(char::is_alphanumeric),
                (next, _) => !next.is_some_and(is_word),
            };
            ends && !before.is_some_and(|it| is_word(it) || it == ':')
        })
    })
}

/// What the body of an error says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct BodyFacts {
    /// The provider's words.
    pub(crate) message: Option<String>,
    /// Its code, or else the type of the error.
    pub(crate) code: Option<String>,
    /// All of its text, for matching.
    pub(crate) text: String,
    /// The HTTP status that stands in the body: a numeric `code` of Google and of gateways.
    pub(crate) status_code: Option<u16>,
    /// How long it asks to wait, where it says so itself: Google's `RetryInfo`.
    pub(crate) retry_after: Option<Duration>,
}

/// Reads the body of an error: OpenAI's, Anthropic's and Google's `error` object, the shapes that compatible servers use
/// instead, or plain text. A web page has no words for people.
pub(crate) fn body_facts(body: &str) -> BodyFacts {
    let body = body.trim();
    if let Ok(json) = serde_json::from_str::<Value>(body) {
        return json_facts(&json);
    }
    let is_page = body.starts_with('<');
    let message = (!is_page && !body.is_empty()).then(|| body.to_owned());
    BodyFacts { message, text: body.to_owned(), ..BodyFacts::default() }
}

/// The facts of an error in JSON.
pub(crate) fn json_facts(json: &Value) -> BodyFacts {
    let holder = if json["error"].is_object() { &json["error"] } else { json };
    let text = |value: &Value| match value {
        Value::String(text) => Some(text.trim().to_owned()).filter(|it| !it.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    };
    let first = |fields: &[&str]| fields.iter().find_map(|it| text(&holder[*it]));
    let message = first(&["message", "error", "detail", "error_description"]);
    let texts = ["message", "error", "detail", "code", "type", "status", "param"];
    let all: Vec<String> = texts.iter().filter_map(|it| text(&holder[*it])).collect();
    BodyFacts {
        message,
        code: first(&["code", "type"]),
        status_code: holder["code"]
            .as_u64()
            .and_then(|it| u16::try_from(it).ok())
            .filter(|it| (400..600).contains(it)),
        text: all.join("\n"),
        retry_after: retry_info(holder),
    }
}

/// Google says how long to wait in a detail: `{"@type": ".../google.rpc.RetryInfo", "retryDelay": "37s"}`.
fn retry_info(error: &Value) -> Option<Duration> {
    let details = error["details"].as_array()?;
    details.iter().find_map(|it| seconds(it["retryDelay"].as_str()?.strip_suffix('s')?, 1.0))
}

/// How long the provider asks to wait: `retry-after-ms`, else `retry-after` as seconds or as a date. A date
/// counts from the answer's own `date`, so that the clocks need not agree; without it, from our `now`.
pub(crate) fn retry_after(headers: &HeaderMap, now: Timestamp) -> Option<Duration> {
    let text = |name: &str| headers.get(name).and_then(|it| it.to_str().ok()).map(str::trim);
    let in_millis = text("retry-after-ms").and_then(|it| seconds(it, 1000.0));
    in_millis.or_else(|| {
        let wait = text(header::RETRY_AFTER.as_str())?;
        seconds(wait, 1.0).or_else(|| until(wait, text(header::DATE.as_str()).and_then(date).unwrap_or(now)))
    })
}

fn seconds(number: &str, per_second: f64) -> Option<Duration> {
    let seconds = number.parse::<f64>().ok().filter(|it| it.is_finite())? / per_second;
    Some(Duration::try_from_secs_f64(seconds.max(0.0)).unwrap_or(LONGEST_WAIT).min(LONGEST_WAIT))
}

fn date(text: &str) -> Option<Timestamp> {
    DateTime::parse_from_rfc2822(text).ok().map(|it| it.with_timezone(&Utc))
}

fn until(then: &str, now: Timestamp) -> Option<Duration> {
    let wait = date(then)? - now;
    Some(wait.to_std().unwrap_or(Duration::ZERO).min(LONGEST_WAIT))
}

#[cfg(test)]
#[path = "extract_tests.rs"]
mod tests;
