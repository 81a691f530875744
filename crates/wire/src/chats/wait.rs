//! What a chat waits for (architecture.md 3.9): our own endpoint `GET /chats/{chat}/wait`.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What a chat waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ChatWaitingFor {
    /// It is idle: the next word is the user's.
    UserMessage,
    /// A worker with a free place.
    WorkerSlot,
    /// The worker that has it: it begins, or it is another replica's, which knows more.
    Worker,
    /// Another worker: the replica of the one that had it has died.
    Takeover,
    /// The model's next words.
    Model,
    /// The next try, after an error of the provider.
    Retry,
    /// Tools that run.
    Tools,
    /// A build of its workspace.
    WorkspaceBuild,
    /// The agent of its workspace: its connection, or the end of its start scripts.
    Agent,
    /// A chat that it made.
    Subagent,
    /// Other chats of its owner, whose model calls may use up what is left of a usage limit.
    Spending,
    /// The client's results of its own tools.
    ClientTools,
    /// The partial answer to be stored after an interruption.
    Interruption,
}

/// Whose turn it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ChatWhoseTurn {
    /// The person's.
    User,
    /// The client program's.
    Client,
    /// The server's.
    Server,
    /// The model provider's.
    Provider,
    /// The workspace's.
    Workspace,
}

/// What a chat waits for, since when, until when, and whose turn it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ChatWait {
    /// What it waits for.
    pub waiting_for: ChatWaitingFor,
    /// Whose turn it is.
    pub whose_turn: ChatWhoseTurn,
    /// The same in one sentence, for people, with the model, the tools or the error named.
    pub explanation: String,
    /// What can be done about it, in one sentence for people.
    pub what_to_do: String,
    /// Since when.
    pub since: DateTime<Utc>,
    /// Until when at most, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<DateTime<Utc>>,
    /// The names of the tools that run, in the order in which they began.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tools: Vec<String>,
    /// Only while it waits for the next try.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tries: Option<ChatWaitTries>,
}

/// How often a step is tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ChatWaitTries {
    /// Which try comes next, from 2.
    pub next: i64,
    /// How many there are at most.
    pub most: i64,
}
