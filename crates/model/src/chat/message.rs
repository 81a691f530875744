//! The messages of a chat's history and queue.

use super::{EffortChoice, Part};
use crate::{ChatId, MessageId, ModelConfigId, QueuedMessageId, Timestamp, UserId};

/// Who speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// The deployment's or chat's instructions.
    System,
    /// A person.
    User,
    /// The model.
    Assistant,
    /// A tool's result.
    Tool,
}

/// Who sees a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Visibility {
    /// Only people.
    User,
    /// Only the model.
    Model,
    /// Both.
    Both,
}

impl Role {
    /// The wire and SQL name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::User => "user",
            Self::Assistant => "assistant",
            Self::Tool => "tool",
        }
    }

    /// Reads the wire and SQL name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::System, Self::User, Self::Assistant, Self::Tool].into_iter().find(|it| it.as_str() == text)
    }
}

impl Visibility {
    /// The SQL name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Model => "model",
            Self::Both => "both",
        }
    }

    /// Reads the SQL name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::User, Self::Model, Self::Both].into_iter().find(|it| it.as_str() == text)
    }

    /// Whether people see it.
    #[must_use]
    pub const fn is_for_user(self) -> bool {
        matches!(self, Self::User | Self::Both)
    }

    /// Whether the model sees it.
    #[must_use]
    pub const fn is_for_model(self) -> bool {
        matches!(self, Self::Model | Self::Both)
    }
}

/// The tokens of one model call. Zero usage is stored as null columns (chat-engine.md GL-43).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// Input that was neither read from nor written to the provider's cache.
    pub input_tokens: i64,
    /// Output, reasoning included.
    pub output_tokens: i64,
    /// As reported, or the sum.
    pub total_tokens: i64,
    /// The part of the output that was reasoning, where reported.
    pub reasoning_tokens: i64,
    /// Input written to the cache.
    pub cache_creation_tokens: i64,
    /// Input read from the cache.
    pub cache_read_tokens: i64,
}

impl Usage {
    /// How much of the context window the call filled (chat-engine.md 2.7).
    #[must_use]
    pub const fn context_tokens(&self) -> i64 {
        let input = self.input_tokens + self.cache_read_tokens + self.cache_creation_tokens;
        if input == 0 { self.total_tokens } else { input }
    }
}

/// A message that is not stored yet.
#[derive(Clone, Debug, PartialEq)]
pub struct NewMessage {
    /// Who speaks.
    pub role: Role,
    /// Who sees it.
    pub visibility: Visibility,
    /// What it says.
    pub parts: Vec<Part>,
    /// The person who wrote it.
    pub created_by: Option<UserId>,
    /// The model that wrote it, or that it was written for.
    pub model_config_id: Option<ModelConfigId>,
    /// The tokens of the call that made it.
    pub usage: Option<Usage>,
    /// The model's context window, in tokens.
    pub context_limit: Option<i64>,
    /// What the call cost, in micro-dollars; `None` = unknown price.
    pub cost_micros: Option<i64>,
    /// How long the model streamed, in milliseconds.
    pub runtime_ms: Option<i64>,
    /// The provider's id of the response.
    pub provider_response_id: Option<String>,
}

impl NewMessage {
    /// A message with nothing but role, visibility and parts.
    #[must_use]
    pub const fn new(role: Role, visibility: Visibility, parts: Vec<Part>) -> Self {
        Self {
            role,
            visibility,
            parts,
            created_by: None,
            model_config_id: None,
            usage: None,
            context_limit: None,
            cost_micros: None,
            runtime_ms: None,
            provider_response_id: None,
        }
    }
}

/// A stored message.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    /// Its place in the history.
    pub id: MessageId,
    /// Its chat.
    pub chat_id: ChatId,
    /// The snapshot version that last changed it.
    pub revision: i64,
    /// Whether an edit took it away.
    pub deleted: bool,
    /// Whether a compaction took it out of the model's sight.
    pub compressed: bool,
    /// When it was stored.
    pub created_at: Timestamp,
    /// Everything else.
    pub body: NewMessage,
}

/// A user message that waits its turn.
#[derive(Clone, Debug, PartialEq)]
pub struct QueuedMessage {
    /// Its id.
    pub id: QueuedMessageId,
    /// Its chat.
    pub chat_id: ChatId,
    /// What it says.
    pub parts: Vec<Part>,
    /// The model it is meant for.
    pub model_config_id: Option<ModelConfigId>,
    /// How hard that model shall think; `None` = as before.
    pub reasoning_effort: Option<EffortChoice>,
    /// Who wrote it.
    pub created_by: UserId,
    /// When it was queued.
    pub created_at: Timestamp,
}
