//! What is told after a commit (chat-state-machine.md 5). Hints: they may be dropped, doubled or reordered, and every
//! receiver keeps a watermark.

use ropewalk_model::chat::{Chat, Status};
use ropewalk_model::{ChatId, RunnerId, UserId, WorkerId};
use ropewalk_telemetry::ErrorChain;
use serde::{Deserialize, Serialize};

use super::row::ReadChat;
use crate::Store;

/// Tells every worker that a runnable chat has no live owner.
pub const OWNERSHIP_CHANNEL: &str = "chat:ownership";

/// The channel of one chat's [`ChatUpdate`]s.
#[must_use]
pub fn update_channel(chat: ChatId) -> String {
    format!("chat:update:{chat}")
}

/// The channel of one owner's [`WatchHint`]s.
#[must_use]
pub fn watch_channel(owner: UserId) -> String {
    format!("chat:watch:{owner}")
}

/// The committed versions, status and owner of a chat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChatUpdate {
    /// The chat.
    pub chat_id: ChatId,
    /// Its snapshot version: the watermark.
    pub snapshot_version: i64,
    /// The snapshot of the last change of a message.
    pub history_version: i64,
    /// The snapshot of the last change of the queue.
    pub queue_version: i64,
    /// The snapshot of the last change of the retry state.
    pub retry_state_version: i64,
    /// Tries at the present step.
    pub generation_attempt: i64,
    /// Its status.
    #[serde(with = "status_word")]
    pub status: Status,
    /// Who holds it.
    pub worker_id: Option<WorkerId>,
    /// That worker's hold on it.
    pub runner_id: Option<RunnerId>,
    /// Whether it is put away.
    pub archived: bool,
}

impl From<&Chat> for ChatUpdate {
    fn from(chat: &Chat) -> Self {
        Self {
            chat_id: chat.id,
            snapshot_version: chat.versions.snapshot,
            history_version: chat.versions.history,
            queue_version: chat.versions.queue,
            retry_state_version: chat.versions.retry_state,
            generation_attempt: chat.versions.generation_attempt,
            status: chat.status,
            worker_id: chat.worker_id,
            runner_id: chat.runner_id,
            archived: chat.archived,
        }
    }
}

/// A runnable chat has no live owner, or its row was locked for a moment when the acquirer may have passed by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnershipHint {
    /// The chat.
    pub chat_id: ChatId,
    /// Its snapshot version.
    pub snapshot_version: i64,
}

/// Something about one of the owner's chats changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WatchHint {
    /// The chat.
    pub chat_id: ChatId,
    /// What.
    pub kind: WatchKind,
}

/// What a [`WatchHint`] tells of (chats-api.md 2.10).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WatchKind {
    /// Created, or brought back from the archive.
    Created,
    /// Put away.
    Deleted,
    /// The status changed.
    StatusChange,
    /// The title changed.
    TitleChange,
    /// What is told of the last turn changed.
    SummaryChange,
    /// The client must answer dynamic tool calls.
    ActionRequired,
}

impl WatchKind {
    /// As it is told.
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Deleted => "deleted",
            Self::StatusChange => "status_change",
            Self::TitleChange => "title_change",
            Self::SummaryChange => "summary_change",
            Self::ActionRequired => "action_required",
        }
    }
}

mod status_word {
    use ropewalk_model::chat::Status;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde asks for")]
    pub(super) fn serialize<S: Serializer>(status: &Status, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(status.as_str())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Status, D::Error> {
        let word = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        Status::parse(&word).ok_or_else(|| D::Error::custom(format!("unknown chat status {word:?}")))
    }
}

impl Store {
    /// Waits until this process tells that a chat waits for a worker: sooner than PostgreSQL tells it. A hint like any other.
    pub async fn ownership_told_here(&self) {
        self.local_wake().told_now().await;
    }

    /// Whether a notification of [`OWNERSHIP_CHANNEL`] is the echo of what [`Store::ownership_told_here`] gave already.
    #[must_use]
    pub fn is_ownership_echo(&self, payload: &str) -> bool {
        self.local_wake().is_echo(payload)
    }
}

/// The messages of one or more commits, sent together.
#[derive(Default)]
pub(super) struct Outbox(Vec<(String, String)>);

impl Outbox {
    fn push(&mut self, channel: String, payload: &impl Serialize) {
        match serde_json::to_string(payload) {
            Ok(payload) => self.0.push((channel, payload)),
            Err(error) => {
                tracing::error!(%channel, "A notification could not be written: {}", ErrorChain(&error))
            }
        }
    }

    /// What a transition that led to `after` tells.
    pub(super) fn transition(&mut self, after: &ReadChat) {
        self.push(update_channel(after.chat.id), &ChatUpdate::from(&after.chat));
        self.wake(after);
    }

    /// Wakes the acquirers when the chat waits for one.
    pub(super) fn wake(&mut self, after: &ReadChat) {
        let chat = &after.chat;
        if chat.status.needs_worker() && !chat.archived && !after.has_live_owner {
            let hint = OwnershipHint { chat_id: chat.id, snapshot_version: chat.versions.snapshot };
            self.push(OWNERSHIP_CHANNEL.to_owned(), &hint);
        }
    }

    /// Tells the owner's list.
    pub(super) fn watch(&mut self, chat: &Chat, kind: WatchKind) {
        self.push(watch_channel(chat.owner_id), &WatchHint { chat_id: chat.id, kind });
    }

    /// Sends everything. Never fails: the nets under lost notifications are the acquirer's ticker, the runner's
    /// re-reads and the stream's poller.
    pub(super) async fn send(self, store: &Store) {
        for (channel, payload) in &self.0 {
            if channel == OWNERSHIP_CHANNEL {
                store.local_wake().tell(payload);
            }
        }
        if let Err(error) = store.pubsub().publish_all(&self.0).await {
            tracing::warn!(count = self.0.len(), "Chat notifications were not sent: {}", ErrorChain(&error));
        }
    }
}

#[cfg(test)]
mod tests {
    use ropewalk_model::ChatId;
    use ropewalk_model::chat::Status;
    use serde_json::json;

    use super::ChatUpdate;

    #[test]
    fn an_update_comes_back_as_it_was_sent() {
        let update = ChatUpdate {
            chat_id: ChatId::NIL,
            snapshot_version: 7,
            history_version: 6,
            queue_version: 5,
            retry_state_version: 4,
            generation_attempt: 3,
            status: Status::RequiresAction,
            worker_id: None,
            runner_id: None,
            archived: false,
        };
        let sent = serde_json::to_value(&update).expect("serializes");
        assert_eq!(sent["status"], json!("requires_action"));
        assert_eq!(serde_json::from_value::<ChatUpdate>(sent).expect("reads"), update);
    }
}
