//! The chat row, its version counters and the fence that keeps stale tasks from writing
//! (chat-state-machine.md 1 and 4).

use std::collections::BTreeMap;

use super::{ChatError, ChatMode, ReasoningEffort, RetryState, Status};
use crate::{
    AgentId, BuildId, ChatId, MessageId, ModelConfigId, OrganizationId, RunnerId, Timestamp, UserId,
    WorkerId, WorkspaceId,
};

/// The counters that tell what changed. Database triggers keep them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Versions {
    /// Raised by every transaction on the chat.
    pub snapshot: i64,
    /// The snapshot of the last change of a message.
    pub history: i64,
    /// The snapshot of the last change of the queue.
    pub queue: i64,
    /// The snapshot of the last change of the retry state.
    pub retry_state: i64,
    /// Tries at the present step; 0 after each change of the history.
    pub generation_attempt: i64,
}

/// One try at one LLM step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Episode {
    /// The chat.
    pub chat_id: ChatId,
    /// The history that the try starts from.
    pub history_version: i64,
    /// Which try, from 1.
    pub generation_attempt: i64,
}

/// What a runner's task was started for. Checked under the row lock at each write: when any of it no
/// longer holds, the task is stale and writes nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Fence {
    /// The chat.
    pub chat_id: ChatId,
    /// The runner that holds it.
    pub runner_id: RunnerId,
    /// The status the task acts on.
    pub status: Status,
    /// The history the task has read.
    pub history_version: i64,
}

/// The fence of a generation task: its commits are good only for the try that it began (chat-engine.md GL-4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct StepFence {
    /// The runner, status and history.
    pub fence: Fence,
    /// The chat's `generation_attempt` as the task knows it.
    pub generation_attempt: i64,
}

impl Chat {
    /// The fence of a task that `runner_id` starts on the chat as it is now.
    #[must_use]
    pub const fn fence(&self, runner_id: RunnerId) -> Fence {
        Fence { chat_id: self.id, runner_id, status: self.status, history_version: self.versions.history }
    }

    /// Whether what the task was started for still holds.
    #[must_use]
    pub fn satisfies(&self, fence: &Fence) -> bool {
        self.id == fence.chat_id
            && self.runner_id == Some(fence.runner_id)
            && self.status == fence.status
            && self.versions.history == fence.history_version
    }

    /// As [`Chat::satisfies`], and the try is the task's.
    #[must_use]
    pub fn satisfies_step(&self, fence: &StepFence) -> bool {
        self.satisfies(&fence.fence) && self.versions.generation_attempt == fence.generation_attempt
    }
}

/// Which kind of client made the chat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ClientType {
    /// The web page.
    Ui,
    /// Anything else.
    Api,
}

impl ClientType {
    /// The wire and SQL name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ui => "ui",
            Self::Api => "api",
        }
    }

    /// Reads the wire and SQL name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Ui, Self::Api].into_iter().find(|it| it.as_str() == text)
    }
}

/// A chat row: execution state and metadata.
#[derive(Clone, Debug, PartialEq)]
pub struct Chat {
    /// The chat.
    pub id: ChatId,
    /// Its organization.
    pub organization_id: OrganizationId,
    /// Whose chat it is.
    pub owner_id: UserId,
    /// The chat that spawned it.
    pub parent_chat_id: Option<ChatId>,
    /// The root of its family; its own id for a root.
    pub root_chat_id: ChatId,
    /// What people call it.
    pub title: String,
    /// The workspace it works in.
    pub workspace_id: Option<WorkspaceId>,
    /// The build it waits for or last saw.
    pub build_id: Option<BuildId>,
    /// The agent it talks to.
    pub agent_id: Option<AgentId>,
    /// The model of its next step.
    pub last_model_config_id: ModelConfigId,
    /// How hard the model shall think, as far as its config allows it; `None` = as the config says.
    pub last_reasoning_effort: Option<ReasoningEffort>,
    /// What it is limited to; `None` = nothing.
    pub mode: Option<ChatMode>,
    /// Whether its next turn plans instead of acting.
    pub plan_mode: bool,
    /// Whether its present turn does: what `plan_mode` was when the turn began.
    pub turn_plan_mode: bool,
    /// Who made it.
    pub client_type: ClientType,
    /// Whether its client runs tools itself (chats-api.md 2.13).
    pub has_dynamic_tools: bool,
    /// The client's own marks.
    pub labels: BTreeMap<String, String>,
    /// Its place among the pinned ones; 0 = not pinned.
    pub pin_order: i32,
    /// One sentence about the last turn.
    pub last_turn_summary: Option<String>,
    /// Up to where its owner has read.
    pub last_read_message_id: Option<MessageId>,
    /// The status column.
    pub status: Status,
    /// Whether it is put away.
    pub archived: bool,
    /// The worker that holds it.
    pub worker_id: Option<WorkerId>,
    /// That worker's hold on it.
    pub runner_id: Option<RunnerId>,
    /// Why the last run failed.
    pub last_error: Option<ChatError>,
    /// The back-off it is in.
    pub retry_state: Option<RetryState>,
    /// Until when it waits for the client's tool results.
    pub requires_action_deadline_at: Option<Timestamp>,
    /// When somebody asked for a compaction.
    pub compaction_requested_at: Option<Timestamp>,
    /// The counters.
    pub versions: Versions,
    /// When it was made.
    pub created_at: Timestamp,
    /// When a person or a turn last changed it.
    pub updated_at: Timestamp,
}
