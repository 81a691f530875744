//! A chat's error and its retry phase (chats-api.md 2.8, 2.9).

use chrono::{DateTime, Utc};
use ropewalk_model::chat as model;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What went wrong, in kinds that a client can act on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ChatErrorKind {
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
    /// Nothing better is known. Also what a kind of a newer server is read as: clients must tolerate those.
    #[serde(other)]
    Generic,
}

impl From<model::ErrorKind> for ChatErrorKind {
    fn from(kind: model::ErrorKind) -> Self {
        match kind {
            model::ErrorKind::Generic => Self::Generic,
            model::ErrorKind::Overloaded => Self::Overloaded,
            model::ErrorKind::RateLimit => Self::RateLimit,
            model::ErrorKind::Timeout => Self::Timeout,
            model::ErrorKind::StreamSilenceTimeout => Self::StreamSilenceTimeout,
            model::ErrorKind::Auth => Self::Auth,
            model::ErrorKind::Config => Self::Config,
            model::ErrorKind::UsageLimit => Self::UsageLimit,
            model::ErrorKind::MissingKey => Self::MissingKey,
            model::ErrorKind::ProviderDisabled => Self::ProviderDisabled,
            model::ErrorKind::ContentFilter => Self::ContentFilter,
        }
    }
}

/// A chat's error: `Chat.last_error`, and the payload of the stream's `error` event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ChatError {
    /// For people.
    pub message: String,
    /// The provider's own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// What kind of error it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<ChatErrorKind>,
    /// The configured provider's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider: Option<String>,
    /// Whether sending again may help.
    pub retryable: bool,
    /// The provider's HTTP status.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status_code: Option<u16>,
}

impl From<model::ChatError> for ChatError {
    fn from(error: model::ChatError) -> Self {
        Self {
            message: error.message,
            detail: error.detail,
            kind: Some(error.kind.into()),
            provider: error.provider,
            retryable: error.retryable,
            status_code: error.status_code,
        }
    }
}

/// The back-off that a chat is in: the payload of the stream's `retry` event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ChatRetry {
    /// Which try comes next, from 1.
    pub attempt: i64,
    /// How long the wait is, in milliseconds.
    pub delay_ms: i64,
    /// What went wrong with the last try.
    pub error: String,
    /// Its kind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<ChatErrorKind>,
    /// The configured provider's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider: Option<String>,
    /// The provider's HTTP status.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status_code: Option<u16>,
    /// When the next try begins.
    pub retrying_at: DateTime<Utc>,
}

impl From<model::RetryState> for ChatRetry {
    fn from(state: model::RetryState) -> Self {
        Self {
            attempt: state.attempt,
            delay_ms: state.delay_ms,
            error: state.error,
            kind: Some(state.kind.into()),
            provider: state.provider,
            status_code: state.status_code,
            retrying_at: state.retrying_at,
        }
    }
}
