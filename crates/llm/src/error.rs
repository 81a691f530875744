//! What can go wrong with a model call, already classified (chat-engine.md 3).

use std::time::Duration;

use ropewalk_model::chat::ErrorKind;

/// A failed model call. `Display` is the sentence for people; it never holds a status code.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct LlmError {
    /// The kind, by the classification order of chat-engine.md 3.2.
    pub kind: ErrorKind,
    /// For people, in our own words; names the provider.
    pub message: String,
    /// The provider's own words, at most 500 characters.
    pub detail: Option<String>,
    /// Whether another try may help.
    pub retryable: bool,
    /// The configured provider's name, e.g. `openai-compat`.
    pub provider: String,
    /// The provider's HTTP status.
    pub status_code: Option<u16>,
    /// How long the provider asks to wait.
    pub retry_after: Option<Duration>,
    /// What is to be done about it beyond what its kind says.
    pub fault: Option<Fault>,
}

/// A fault that whoever asks the model treats in a way of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A frame of the stream could not be read; such frames are counted.
    MalformedFrame,
    /// The provider has forgotten the answer that the request went on from: the next try sends the whole history (PR-43).
    ChainBroken,
}
