//! A chat, as lists, single reads and watch events show it (chats-api.md 2.2, 2.3).

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use ropewalk_model::chat as model;
use ropewalk_model::{AgentId, BuildId, ChatId, ModelConfigId, OrganizationId, UserId, WorkspaceId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{ChatError, ChatFileMetadata};

/// What a chat is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ChatStatus {
    /// Idle: finished, or interrupted.
    Waiting,
    /// A worker is on it, or will be at once.
    Running,
    /// The run is being stopped.
    Interrupting,
    /// Waits for the client's tool results.
    RequiresAction,
    /// The last run failed; see `last_error`.
    Error,
}

impl From<model::Status> for ChatStatus {
    fn from(status: model::Status) -> Self {
        match status {
            model::Status::Waiting => Self::Waiting,
            model::Status::Running => Self::Running,
            model::Status::Interrupting => Self::Interrupting,
            model::Status::RequiresAction => Self::RequiresAction,
            model::Status::Error => Self::Error,
        }
    }
}

impl From<ChatStatus> for model::Status {
    fn from(status: ChatStatus) -> Self {
        match status {
            ChatStatus::Waiting => Self::Waiting,
            ChatStatus::Running => Self::Running,
            ChatStatus::Interrupting => Self::Interrupting,
            ChatStatus::RequiresAction => Self::RequiresAction,
            ChatStatus::Error => Self::Error,
        }
    }
}

/// Which kind of client made the chat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ChatClientType {
    /// The web page.
    Ui,
    /// Anything else.
    Api,
}

impl From<model::ClientType> for ChatClientType {
    fn from(client_type: model::ClientType) -> Self {
        match client_type {
            model::ClientType::Ui => Self::Ui,
            model::ClientType::Api => Self::Api,
        }
    }
}

impl From<ChatClientType> for model::ClientType {
    fn from(client_type: ChatClientType) -> Self {
        match client_type {
            ChatClientType::Ui => Self::Ui,
            ChatClientType::Api => Self::Api,
        }
    }
}

/// The plan mode of a chat; the key is absent while the chat acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ChatPlanMode {
    /// The chat plans and does not act.
    Plan,
}

/// A chat.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Chat {
    /// The chat.
    #[schema(value_type = Uuid)]
    pub id: ChatId,
    /// Its organization.
    #[schema(value_type = Uuid)]
    pub organization_id: OrganizationId,
    /// Whose chat it is.
    #[schema(value_type = Uuid)]
    pub owner_id: UserId,
    /// The owner's user name, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner_username: Option<String>,
    /// The workspace it works in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Uuid>)]
    pub workspace_id: Option<WorkspaceId>,
    /// The workspace build it waits for or last saw: its logs can be followed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Uuid>)]
    pub build_id: Option<BuildId>,
    /// The agent it talks to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Uuid>)]
    pub agent_id: Option<AgentId>,
    /// The chat that spawned it; absent for a root.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Uuid>)]
    pub parent_chat_id: Option<ChatId>,
    /// The root of its family; absent for a root.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Uuid>)]
    pub root_chat_id: Option<ChatId>,
    /// The model of its next step.
    #[schema(value_type = Uuid)]
    pub last_model_config_id: ModelConfigId,
    /// How hard that model shall think, as far as its config allows it; absent = as the config says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_reasoning_effort: Option<String>,
    /// What people call it.
    pub title: String,
    /// What it is doing.
    pub status: ChatStatus,
    /// `explore` or `computer_use`: what a chat that a chat made is limited to; absent = nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mode: Option<String>,
    /// Present while it plans, from its next turn on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan_mode: Option<ChatPlanMode>,
    /// Why the last run failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_error: Option<ChatError>,
    /// One sentence about the last turn, or null.
    #[schema(required = true)]
    pub last_turn_summary: Option<String>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When a person or a turn last changed it.
    pub updated_at: DateTime<Utc>,
    /// Whether it is put away.
    pub archived: bool,
    /// Its place among the pinned ones; 0 = not pinned.
    pub pin_order: i32,
    /// The MCP servers it may use.
    pub mcp_server_ids: Vec<Uuid>,
    /// The client's own marks.
    pub labels: BTreeMap<String, String>,
    /// The files that its messages name; only in the answer to a creation and to a single read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub files: Vec<ChatFileMetadata>,
    /// What it and the chats that it made have spent, and may spend; only in the answer to a single read. Our own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spend: Option<ChatSpend>,
    /// Whether an assistant message stands after its owner's read cursor.
    pub has_unread: bool,
    /// What did not work while the rest did; only in the answer to a creation.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub warnings: Vec<String>,
    /// Who made it.
    pub client_type: ChatClientType,
    /// The chats it spawned, newest first; one level.
    #[schema(no_recursion)]
    pub children: Vec<Chat>,
}

/// What a chat and the chats that it made have spent, and may spend, in micro-USD.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ChatSpend {
    /// What they have spent; calls of models without a price count nothing.
    pub spent_micros: i64,
    /// What they may spend before they stop and ask; null = any amount.
    #[schema(required = true)]
    pub cap_micros: Option<i64>,
}

/// What a chat shows besides its row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ChatExtras {
    /// The owner's user name, where it is known.
    pub owner_username: Option<String>,
    /// Whether an assistant message stands after the owner's read cursor.
    pub has_unread: bool,
    /// The chats it spawned, newest first.
    pub children: Vec<Chat>,
    /// The files that its messages name.
    pub files: Vec<ChatFileMetadata>,
    /// What did not work while the rest did.
    pub warnings: Vec<String>,
}

impl Chat {
    /// The wire shape of a chat row.
    #[must_use]
    pub fn from_model(chat: &model::Chat, extras: ChatExtras) -> Self {
        let is_root = chat.root_chat_id == chat.id;
        Self {
            id: chat.id,
            organization_id: chat.organization_id,
            owner_id: chat.owner_id,
            owner_username: extras.owner_username,
            workspace_id: chat.workspace_id,
            build_id: chat.build_id,
            agent_id: chat.agent_id,
            parent_chat_id: chat.parent_chat_id,
            root_chat_id: (!is_root).then_some(chat.root_chat_id),
            last_model_config_id: chat.last_model_config_id,
            last_reasoning_effort: chat.last_reasoning_effort.map(|it| it.as_str().to_owned()),
            title: chat.title.clone(),
            status: chat.status.into(),
            mode: chat.mode.map(|it| it.as_str().to_owned()),
            plan_mode: chat.plan_mode.then_some(ChatPlanMode::Plan),
            last_error: chat.last_error.clone().map(ChatError::from),
            last_turn_summary: chat.last_turn_summary.clone(),
            created_at: chat.created_at,
            updated_at: chat.updated_at,
            archived: chat.archived,
            pin_order: chat.pin_order,
            mcp_server_ids: Vec::new(),
            labels: chat.labels.clone(),
            files: extras.files,
            spend: None,
            has_unread: extras.has_unread,
            warnings: extras.warnings,
            client_type: chat.client_type.into(),
            children: extras.children,
        }
    }
}
