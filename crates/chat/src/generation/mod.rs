//! The generation task: one action of a running chat, from its persisted history to a commit (chat-engine.md 1).
//!
//! One action per pass (GL-6): after the commit the runner observes the new history and starts the next pass. Nothing
//! about the next step is carried in memory.

mod cost;
mod decide;
mod judge;
mod model;
mod step;
mod tool_batch;
mod tries;

use std::collections::BTreeSet;

use ropewalk_model::MessageId;
use ropewalk_model::chat::{Chat, Message, StepFence};
use ropewalk_store::chats::{ChatUpdate, SnapshotMessages};

use crate::runner::{Task, TaskEnd};
use decide::{Action, decide};

/// Decides what the chat does next, and does it.
pub(crate) async fn generate(task: &Task) -> Result<ChatUpdate, TaskEnd> {
    let (chat, history) = load(task).await?;
    let fence = StepFence { fence: task.fence(), generation_attempt: chat.versions.generation_attempt };
    // No chat of this slice declares dynamic tools.
    match decide(&chat, &history, &BTreeSet::new()) {
        Action::FinishTurn(reason) => {
            tracing::debug!(chat.id = %chat.id, ?reason, "The turn of chat {} is over", chat.id);
            let committed = task.context.store.finish_chat_turn(&fence, task.now()).await?;
            Ok(ChatUpdate::from(&committed.chat))
        }
        Action::EnterRequiresAction => {
            let committed = task.context.store.enter_requires_action(&fence, task.now()).await?;
            Ok(ChatUpdate::from(&committed.chat))
        }
        Action::ExecuteTools(calls) => tool_batch::execute(task, &chat, fence, calls).await,
        Action::Generate => step::generate(task, &chat, &history, fence).await,
    }
}

/// Reads the chat and its history as of one moment, and checks that it is the history that the task was started for.
async fn load(task: &Task) -> Result<(Chat, Vec<Message>), TaskEnd> {
    let which = SnapshotMessages::After(MessageId(0));
    let snapshot =
        task.context.store.chat_snapshot(task.seen.chat_id, which).await?.ok_or(TaskEnd::Deleted)?;
    if snapshot.chat.satisfies(&task.fence()) {
        Ok((snapshot.chat, snapshot.messages))
    } else {
        Err(TaskEnd::Stale)
    }
}
