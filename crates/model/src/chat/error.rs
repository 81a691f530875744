//! The error of a chat, as it is stored, shown and streamed (chats-api.md 2.8, chat-engine.md 3).

use serde::{Deserialize, Serialize};

use crate::Timestamp;

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
    /// The provider's own words, at most 500 characters.
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
