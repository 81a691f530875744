//! Bodies of requests and their answers (chats-api.md 1.3, 1.6, 1.7).
//!
//! Fields that a handler checks itself are optional or have a default here, so that their absence is
//! answered with the field's name instead of a decoder's words.

use std::collections::BTreeMap;

use ropewalk_model::{MessageId, ModelConfigId, OrganizationId, WorkspaceId};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{ChatInputPart, ChatMessage, ChatQueuedMessage};

/// Makes a chat and sends its first message.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CreateChatRequest {
    /// The organization that the chat belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(required = true, value_type = Uuid)]
    pub organization_id: Option<OrganizationId>,
    /// The first message; at least one part.
    #[serde(default)]
    #[schema(required = true)]
    pub content: Vec<ChatInputPart>,
    /// Instructions for this chat alone; at most 10,000 bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub system_prompt: Option<String>,
    /// The workspace to work in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Uuid>)]
    pub workspace_id: Option<WorkspaceId>,
    /// How hard the model shall think, as far as its config allows it: `none`, `minimal`, `low`, `medium`, `high`, `xhigh` or `max`;
    /// `""` = as its config says; absent = as its config says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reasoning_effort: Option<String>,
    /// The model; absent = the deployment's default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Uuid>)]
    pub model_config_id: Option<ModelConfigId>,
    /// The MCP servers it may use.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mcp_server_ids: Option<Vec<Uuid>>,
    /// The client's own marks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub labels: Option<BTreeMap<String, String>>,
    /// Tools that the client runs itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unsafe_dynamic_tools: Option<Vec<DynamicTool>>,
    /// `""` or `plan`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan_mode: Option<String>,
    /// `ui` or `api`; absent = `api`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_type: Option<String>,
}

/// A tool that the client runs itself (chats-api.md 2.13).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct DynamicTool {
    /// Its name.
    pub name: String,
    /// What it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The JSON schema of its arguments.
    #[serde(default)]
    pub input_schema: Value,
}

/// Changes a chat's metadata. Absent or null = unchanged.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct UpdateChatRequest {
    /// What people call it; 1 to 200 characters after trimming.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The client's own marks; replaces all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub labels: Option<BTreeMap<String, String>>,
    /// Puts it away or brings it back, with all chats it spawned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub archived: Option<bool>,
    /// Its place among the pinned ones; 0 unpins.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pin_order: Option<i32>,
    /// The workspace to work in; the nil UUID unbinds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Uuid>)]
    pub workspace_id: Option<WorkspaceId>,
    /// `""` clears, `plan` sets.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan_mode: Option<String>,
    /// What the chat, with the chats that it made, may spend before it stops and asks, in micro-USD; above 0. Only its owner may
    /// set it. Our own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spend_cap_micros: Option<i64>,
}

/// What a message does to a chat that is busy.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum BusyBehavior {
    /// It waits its turn.
    #[default]
    Queue,
    /// It stops what runs.
    Interrupt,
}

/// Sends a message.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CreateChatMessageRequest {
    /// The message; at least one part.
    #[serde(default)]
    #[schema(required = true)]
    pub content: Vec<ChatInputPart>,
    /// How hard the model shall think, as far as its config allows it: `none`, `minimal`, `low`, `medium`, `high`, `xhigh` or `max`;
    /// `""` = as its config says; absent = as before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reasoning_effort: Option<String>,
    /// The chat's model from now on; absent = as before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Uuid>)]
    pub model_config_id: Option<ModelConfigId>,
    /// The MCP servers it may use from now on; absent = as before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mcp_server_ids: Option<Vec<Uuid>>,
    /// `queue` or `interrupt`; absent = `queue`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub busy_behavior: Option<String>,
    /// `""` clears, `plan` sets, absent = as before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan_mode: Option<String>,
}

/// What became of a sent message.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CreateChatMessageResponse {
    /// Whether it waits its turn.
    pub queued: bool,
    /// The stored message, when it does not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<ChatMessage>,
    /// The queued message, when it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub queued_message: Option<ChatQueuedMessage>,
    /// What did not work while the rest did.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub warnings: Vec<String>,
}

impl CreateChatMessageResponse {
    /// The answer for a message that went into the history.
    #[must_use]
    pub const fn stored(message: ChatMessage) -> Self {
        Self { queued: false, message: Some(message), queued_message: None, warnings: Vec::new() }
    }

    /// The answer for a message that waits.
    #[must_use]
    pub const fn queued(message: ChatQueuedMessage) -> Self {
        Self { queued: true, message: None, queued_message: Some(message), warnings: Vec::new() }
    }
}

/// Replaces a user message.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EditChatMessageRequest {
    /// The new message; at least one part.
    #[serde(default)]
    #[schema(required = true)]
    pub content: Vec<ChatInputPart>,
    /// How hard the model shall think, as far as its config allows it: `none`, `minimal`, `low`, `medium`, `high`, `xhigh` or `max`;
    /// `""` = as its config says; absent = as before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reasoning_effort: Option<String>,
    /// The chat's model from now on; absent or null = the one that the message was written for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Uuid>)]
    pub model_config_id: Option<ModelConfigId>,
}

/// The message that stands in the place of an edited one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct EditChatMessageResponse {
    /// The new message, with an id of its own.
    pub message: ChatMessage,
    /// What did not work while the rest did.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub warnings: Vec<String>,
}

/// Changes a message that waits: at least one of the two.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ChangeQueuedChatMessageRequest {
    /// What it says instead; at least one part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content: Option<Vec<ChatInputPart>>,
    /// Where it is to stand in the queue: 0 = the next to run; past the end = the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<u32>,
}

/// A changed message that waits.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ChangeQueuedChatMessageResponse {
    /// The message as it is now.
    pub queued_message: ChatQueuedMessage,
    /// What did not work while the rest did.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub warnings: Vec<String>,
}

/// A title that a model proposes for a chat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ProposeChatTitleResponse {
    /// 2 to 8 words.
    pub title: String,
}

/// What a person has written in a chat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ChatPromptsResponse {
    /// Newest first.
    pub prompts: Vec<ChatPrompt>,
}

/// The text of a user message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ChatPrompt {
    /// The message.
    #[schema(value_type = i64)]
    pub id: MessageId,
    /// Its text parts, one after the other.
    pub text: String,
}

/// The results of the client's own tools.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SubmitToolResultsRequest {
    /// Exactly one for each pending call.
    #[serde(default)]
    #[schema(required = true)]
    pub results: Vec<ClientToolResult>,
}

/// What the client's tool gave for one call.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ClientToolResult {
    /// The call that it answers.
    #[serde(default)]
    #[schema(required = true)]
    pub tool_call_id: String,
    /// Any JSON, null too.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    #[schema(required = true, value_type = Value)]
    pub output: Option<Value>,
    /// Whether the tool failed.
    #[serde(default)]
    pub is_error: bool,
}

/// Tells a null that was given from a field that was not.
fn given<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(deserializer).map(Some)
}

/// A page of a chat's history.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ChatMessagesResponse {
    /// Newest first; oldest first when only `after_id` was given.
    pub messages: Vec<ChatMessage>,
    /// The queue, when no cursor was given.
    pub queued_messages: Vec<ChatQueuedMessage>,
    /// Whether more messages follow in that direction.
    pub has_more: bool,
}
