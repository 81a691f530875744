//! The generation task: one action of a running chat, from its persisted history to a commit (chat-engine.md 1).
//!
//! One action per pass (GL-6): after the commit the runner observes the new history and starts the next pass. Nothing
//! about the next step is carried in memory.

mod cost;
mod decide;
mod dynamic;
mod judge;
mod model;
mod step;
mod tool_batch;
mod tries;

use ropewalk_model::MessageId;
use ropewalk_model::chat::{Chat, ChatError, ErrorKind, Message, StepFence};
use ropewalk_store::StoreError;
use ropewalk_store::chats::{ChatUpdate, SnapshotMessages};
use ropewalk_telemetry::ErrorChain;

use crate::runner::{Task, TaskEnd};
use decide::{Action, decide};
use dynamic::{DynamicTools, dynamic_tools};

/// Decides what the chat does next, and does it.
pub(crate) async fn generate(task: &Task) -> Result<ChatUpdate, TaskEnd> {
    let (chat, history, dynamic) = match load(task).await {
        Ok(loaded) => loaded,
        // A history that this version cannot read does not become readable by waiting.
        Err(LoadError::Unreadable(error)) => {
            tracing::error!(chat.id = %task.seen.chat_id, "The history of a chat cannot be read: {}", ErrorChain(&error));
            let fence = StepFence { fence: task.fence(), generation_attempt: task.seen.generation_attempt };
            return tries::fail(task, fence, unreadable(&error)).await;
        }
        Err(LoadError::End(end)) => return Err(end),
    };
    let fence = StepFence { fence: task.fence(), generation_attempt: chat.versions.generation_attempt };
    match decide(&chat, &history, &dynamic.names) {
        Action::FinishTurn(reason) => {
            tracing::debug!(chat.id = %chat.id, ?reason, "The turn of chat {} is over", chat.id);
            let committed = task.context.store.finish_chat_turn(&fence, task.now()).await?;
            Ok(ChatUpdate::from(&committed.chat))
        }
        Action::WaitForClient => {
            let committed = task.context.store.enter_requires_action(&fence, task.now()).await?;
            Ok(ChatUpdate::from(&committed.chat))
        }
        Action::ExecuteTools(calls) => tool_batch::execute(task, &chat, fence, calls).await,
        Action::Generate => step::generate(task, &chat, &history, dynamic.definitions, fence).await,
    }
}

/// Why there is no history to decide on.
enum LoadError {
    /// What is stored cannot be read.
    Unreadable(StoreError),
    /// Anything else.
    End(TaskEnd),
}

/// Reads the chat and its history as of one moment, and checks that it is the history that the task was started for.
async fn load(task: &Task) -> Result<(Chat, Vec<Message>, DynamicTools), LoadError> {
    let which = SnapshotMessages::After(MessageId(0));
    let snapshot = match task.context.store.chat_snapshot(task.seen.chat_id, which).await {
        Ok(snapshot) => snapshot.ok_or(LoadError::End(TaskEnd::Deleted))?,
        Err(error @ StoreError::Corrupt { .. }) => return Err(LoadError::Unreadable(error)),
        Err(error) => return Err(LoadError::End(error.into())),
    };
    if !snapshot.chat.satisfies(&task.fence()) {
        return Err(LoadError::End(TaskEnd::Stale));
    }
    match dynamic_tools(&task.context, &snapshot.chat).await {
        Ok(dynamic) => Ok((snapshot.chat, snapshot.messages, dynamic)),
        Err(error @ StoreError::Corrupt { .. }) => Err(LoadError::Unreadable(error)),
        Err(error) => Err(LoadError::End(error.into())),
    }
}

fn unreadable(error: &StoreError) -> ChatError {
    ChatError {
        message: "The history of this chat cannot be read, so it cannot go on.".to_owned(),
        detail: Some(error.to_string()),
        kind: ErrorKind::Generic,
        provider: None,
        retryable: false,
        status_code: None,
    }
}
