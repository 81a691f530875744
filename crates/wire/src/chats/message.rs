//! Messages of the history and of the queue (chats-api.md 2.4, 2.7).

use chrono::{DateTime, Utc};
use ropewalk_model::chat as model;
use ropewalk_model::{ChatId, MessageId, ModelConfigId, QueuedMessageId, UserId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::ChatMessagePart;

/// Who speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ChatMessageRole {
    /// Instructions.
    System,
    /// A person.
    User,
    /// The model.
    Assistant,
    /// A tool's result.
    Tool,
}

impl From<model::Role> for ChatMessageRole {
    fn from(role: model::Role) -> Self {
        match role {
            model::Role::System => Self::System,
            model::Role::User => Self::User,
            model::Role::Assistant => Self::Assistant,
            model::Role::Tool => Self::Tool,
        }
    }
}

/// The tokens of the call that made a message. A count of zero is absent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ChatMessageUsage {
    /// Input that did not touch the provider's cache.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub input_tokens: Option<i64>,
    /// Output, reasoning included.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub output_tokens: Option<i64>,
    /// As reported, or the sum.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total_tokens: Option<i64>,
    /// The part of the output that was reasoning.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reasoning_tokens: Option<i64>,
    /// Input written to the cache.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cache_creation_tokens: Option<i64>,
    /// Input read from the cache.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cache_read_tokens: Option<i64>,
    /// The model's context window.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub context_limit: Option<i64>,
}

impl ChatMessageUsage {
    fn of(body: &model::NewMessage) -> Option<Self> {
        let counted = |tokens: i64| (tokens != 0).then_some(tokens);
        let usage = body.usage.unwrap_or_default();
        let wire = Self {
            input_tokens: counted(usage.input_tokens),
            output_tokens: counted(usage.output_tokens),
            total_tokens: counted(usage.total_tokens),
            reasoning_tokens: counted(usage.reasoning_tokens),
            cache_creation_tokens: counted(usage.cache_creation_tokens),
            cache_read_tokens: counted(usage.cache_read_tokens),
            context_limit: body.context_limit,
        };
        (wire != Self::default()).then_some(wire)
    }
}

/// A message of a chat's history.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ChatMessage {
    /// Its place in the history.
    #[schema(value_type = i64)]
    pub id: MessageId,
    /// Its chat.
    #[schema(value_type = Uuid)]
    pub chat_id: ChatId,
    /// The person who wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Uuid>)]
    pub created_by: Option<UserId>,
    /// The model that wrote it, or that it was written for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Uuid>)]
    pub model_config_id: Option<ModelConfigId>,
    /// When it was stored.
    pub created_at: DateTime<Utc>,
    /// Who speaks.
    pub role: ChatMessageRole,
    /// What it says.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub content: Vec<ChatMessagePart>,
    /// The tokens of the call that made it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub usage: Option<ChatMessageUsage>,
}

impl From<&model::Message> for ChatMessage {
    fn from(message: &model::Message) -> Self {
        Self {
            id: message.id,
            chat_id: message.chat_id,
            created_by: message.body.created_by,
            model_config_id: message.body.model_config_id,
            created_at: message.created_at,
            role: message.body.role.into(),
            content: message.body.parts.iter().map(ChatMessagePart::from).collect(),
            usage: ChatMessageUsage::of(&message.body),
        }
    }
}

/// A user message that waits its turn.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ChatQueuedMessage {
    /// Its id.
    #[schema(value_type = i64)]
    pub id: QueuedMessageId,
    /// Its chat.
    #[schema(value_type = Uuid)]
    pub chat_id: ChatId,
    /// The model it is meant for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Uuid>)]
    pub model_config_id: Option<ModelConfigId>,
    /// How hard that model shall think; empty = as its config says; absent = as before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reasoning_effort: Option<String>,
    /// What it says.
    pub content: Vec<ChatMessagePart>,
    /// When it was queued.
    pub created_at: DateTime<Utc>,
}

impl From<&model::QueuedMessage> for ChatQueuedMessage {
    fn from(message: &model::QueuedMessage) -> Self {
        Self {
            id: message.id,
            chat_id: message.chat_id,
            model_config_id: message.model_config_id,
            reasoning_effort: message.reasoning_effort.map(|it| it.as_str().to_owned()),
            content: message.parts.iter().map(ChatMessagePart::from).collect(),
            created_at: message.created_at,
        }
    }
}
