//! Debug records of chats, and who has them (chats-api.md 1.13, 2.19).

use chrono::{DateTime, Utc};
use ropewalk_model::{ChatId, DebugRunId, DebugStepId, MessageId, ModelConfigId};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

/// How far a run or step is; the last three are ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ChatDebugStatus {
    /// It goes on.
    InProgress,
    /// It ended well.
    Completed,
    /// It failed.
    Error,
    /// It was stopped, or whoever did it is gone.
    Interrupted,
}

/// A recorded turn, as lists show it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ChatDebugRunSummary {
    /// The run.
    #[schema(value_type = Uuid)]
    pub id: DebugRunId,
    /// Its chat.
    #[schema(value_type = Uuid)]
    pub chat_id: ChatId,
    /// `chat_turn`, `title_generation`, `quickgen` or `compaction`.
    pub kind: String,
    /// How far it is.
    pub status: ChatDebugStatus,
    /// The provider of the model.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider: Option<String>,
    /// The provider's name of the model.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model: Option<String>,
    /// More about it.
    #[schema(value_type = Object)]
    pub summary: Value,
    /// When it began.
    pub started_at: DateTime<Utc>,
    /// When it was last touched.
    pub updated_at: DateTime<Utc>,
    /// When it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finished_at: Option<DateTime<Utc>>,
}

/// A recorded turn with its steps.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ChatDebugRun {
    /// What lists show.
    #[serde(flatten)]
    pub run: ChatDebugRunSummary,
    /// The root of its chat, for a chat that another made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Uuid>)]
    pub root_chat_id: Option<ChatId>,
    /// The chat that made its chat.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Uuid>)]
    pub parent_chat_id: Option<ChatId>,
    /// The model.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Uuid>)]
    pub model_config_id: Option<ModelConfigId>,
    /// The user message that it answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<i64>)]
    pub trigger_message_id: Option<MessageId>,
    /// The last message when it began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<i64>)]
    pub history_tip_message_id: Option<MessageId>,
    /// Its steps, in their order.
    pub steps: Vec<ChatDebugStep>,
}

/// A recorded step.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ChatDebugStep {
    /// The step.
    #[schema(value_type = Uuid)]
    pub id: DebugStepId,
    /// Its run.
    #[schema(value_type = Uuid)]
    pub run_id: DebugRunId,
    /// Its chat.
    #[schema(value_type = Uuid)]
    pub chat_id: ChatId,
    /// From 1.
    pub step_number: i32,
    /// `stream` or `generate`.
    pub operation: String,
    /// How far it is.
    pub status: ChatDebugStatus,
    /// The last message that was sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<i64>)]
    pub history_tip_message_id: Option<MessageId>,
    /// The message that holds the answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<i64>)]
    pub assistant_message_id: Option<MessageId>,
    /// What was asked, in one shape for all providers, without secrets and without the bytes of files.
    #[schema(value_type = Object)]
    pub normalized_request: Value,
    /// What was answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub normalized_response: Option<Value>,
    /// What it used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub usage: Option<Value>,
    /// Each try.
    #[schema(value_type = Vec<Object>)]
    pub attempts: Value,
    /// What went wrong last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub error: Option<Value>,
    /// More about it.
    #[schema(value_type = Object)]
    pub metadata: Value,
    /// When it began.
    pub started_at: DateTime<Utc>,
    /// When it was last touched.
    pub updated_at: DateTime<Utc>,
    /// When it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finished_at: Option<DateTime<Utc>>,
}

/// Whether people may have their chats recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ChatDebugLogging {
    /// Whether people may choose.
    pub allow_users: bool,
    /// Whether the deployment records every chat, whatever people choose.
    pub forced_by_deployment: bool,
}

/// Sets whether people may have their chats recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct UpdateChatDebugLoggingRequest {
    /// Whether people may choose.
    pub allow_users: bool,
}

/// Whether the caller's chats are recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct UserChatDebugLogging {
    /// Whether they are.
    pub debug_logging_enabled: bool,
    /// Whether the caller may choose.
    pub user_toggle_allowed: bool,
    /// Whether the deployment records every chat, whatever people choose.
    pub forced_by_deployment: bool,
}

/// Sets whether the caller's chats are recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct UpdateUserChatDebugLoggingRequest {
    /// Whether they are.
    pub debug_logging_enabled: bool,
}

/// After how many days records are removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ChatDebugRetentionDays {
    /// 0 to 3650; 0 = never.
    pub debug_retention_days: i32,
}
