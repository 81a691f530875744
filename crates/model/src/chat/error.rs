//! The error of a chat, as it is stored, shown and streamed (chats-api.md 2.8, chat-engine.md 3).

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::Timestamp;

/// The most characters of a detail (chat-engine.md 3.3).
pub const MAX_DETAIL_CHARS: usize = 500;

/// `text` as a detail: trimmed, at most [`MAX_DETAIL_CHARS`] characters; the last one tells that something is missing.
#[must_use]
pub fn clip_detail(text: &str) -> String {
    let text = text.trim();
    if text.chars().count() <= MAX_DETAIL_CHARS {
        return text.to_owned();
    }
    let mut clipped: String = text.chars().take(MAX_DETAIL_CHARS - 1).collect();
    clipped.push('…');
    clipped
}

/// What went wrong, in kinds that a client can act on. Stored and sent in `snake_case`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ErrorKind {
    /// Nothing better is known.
    Generic,
    /// The provider is overloaded.
    Overloaded,
    /// The provider throttles.
    RateLimit,
    /// Unavailable for the moment, timed out, or a stream that ended before its terminal event.
    Timeout,
    /// The provider sent nothing for too long.
    StreamSilenceTimeout,
    /// The credentials were refused.
    Auth,
    /// The model or provider settings were refused.
    Config,
    /// A quota or budget is used up.
    UsageLimit,
    /// The key that the chat started with is gone.
    MissingKey,
    /// An administrator disabled the provider.
    ProviderDisabled,
    /// The provider blocked the answer under its content policy.
    ContentFilter,
}

impl ErrorKind {
    /// The wire name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Generic => "generic",
            Self::Overloaded => "overloaded",
            Self::RateLimit => "rate_limit",
            Self::Timeout => "timeout",
            Self::StreamSilenceTimeout => "stream_silence_timeout",
            Self::Auth => "auth",
            Self::Config => "config",
            Self::UsageLimit => "usage_limit",
            Self::MissingKey => "missing_key",
            Self::ProviderDisabled => "provider_disabled",
            Self::ContentFilter => "content_filter",
        }
    }
}

/// A chat's error: `chats.last_error` and the payload of the stream's `error` event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChatError {
    /// For people; never holds a status code.
    pub message: String,
    /// The provider's own words, at most [`MAX_DETAIL_CHARS`] characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// What kind of error it is.
    pub kind: ErrorKind,
    /// The configured provider's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider: Option<String>,
    /// Whether sending again may help.
    pub retryable: bool,
    /// The provider's HTTP status.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status_code: Option<u16>,
}

impl ChatError {
    /// An error of which nothing is known but what it says.
    #[must_use]
    pub fn generic(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            detail: None,
            kind: ErrorKind::Generic,
            provider: None,
            retryable: false,
            status_code: None,
        }
    }

    /// The error with its detail as long as a detail may be.
    #[must_use]
    pub fn clipped(mut self) -> Self {
        self.detail = self.detail.as_deref().map(clip_detail);
        self
    }

    /// A stored error. One in another form (an early server stored a text, a later one may know other kinds) keeps what can
    /// be read of it under the kind `generic`: an error that cannot be read must not hide its chat (chat-engine.md 3.4).
    #[must_use]
    pub fn from_stored(stored: Value) -> Self {
        let text = |field: &str| stored.get(field).and_then(Value::as_str).map(str::to_owned);
        let message = stored.as_str().map(str::to_owned).or_else(|| text("message"));
        let known = Self {
            detail: text("detail"),
            provider: text("provider"),
            ..Self::generic(message.unwrap_or_else(|| "The error of this chat cannot be read.".to_owned()))
        };
        serde_json::from_value(stored).unwrap_or(known)
    }
}

/// The back-off that a chat is in: `chats.retry_state` and the payload of the stream's `retry` event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RetryState {
    /// Which try comes next, from 1.
    pub attempt: i64,
    /// How long the wait is, in milliseconds.
    pub delay_ms: i64,
    /// What went wrong with the last try; facts only.
    pub error: String,
    /// Its kind.
    pub kind: ErrorKind,
    /// The configured provider's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider: Option<String>,
    /// The provider's HTTP status.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status_code: Option<u16>,
    /// When the next try begins.
    pub retrying_at: Timestamp,
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{ChatError, ErrorKind, MAX_DETAIL_CHARS, clip_detail};

    #[test]
    fn details_are_clipped_by_characters() {
        assert_eq!(clip_detail(&"é".repeat(MAX_DETAIL_CHARS)).chars().count(), MAX_DETAIL_CHARS);
        let error = ChatError { detail: Some("é".repeat(MAX_DETAIL_CHARS + 1)), ..ChatError::generic("x") };
        let clipped = error.clipped().detail.expect("a detail");
        assert_eq!(clipped.chars().count(), MAX_DETAIL_CHARS);
        assert!(clipped.ends_with("é…"));
    }

    #[test]
    fn an_error_in_another_form_is_generic_and_keeps_its_words() {
        assert_eq!(ChatError::from_stored(json!("boom")), ChatError::generic("boom"));
        let later =
            json!({"message": "m", "kind": "of_later", "detail": "d", "provider": "p", "retryable": true});
        let read = ChatError::from_stored(later);
        assert_eq!((read.kind, read.retryable), (ErrorKind::Generic, false));
        assert_eq!((read.message.as_str(), read.detail.as_deref()), ("m", Some("d")));
        assert_eq!(read.provider.as_deref(), Some("p"));
        assert!(ChatError::from_stored(json!(7)).message.contains("cannot be read"));
        let whole = ChatError { kind: ErrorKind::Auth, ..ChatError::generic("m") };
        let stored = serde_json::to_value(&whole).expect("JSON");
        assert_eq!(ChatError::from_stored(stored), whole);
    }
}
