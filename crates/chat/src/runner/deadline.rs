//! The deadline wait: a chat that waits for its client's tool results goes on without them when they do not come.

use ropewalk_store::chats::ChatUpdate;

use super::task::{Task, TaskEnd};
use crate::engine::WaitReason;

pub(super) async fn wait(task: &Task) -> Result<ChatUpdate, TaskEnd> {
    let context = &task.context;
    let chat = context.store.chat(task.seen.chat_id).await?.ok_or(TaskEnd::Deleted)?;
    let now = task.now();
    if let Some(deadline) = chat.requires_action_deadline_at {
        let _note = context.activities.note(chat.id, WaitReason::Client, now, Some(deadline));
        tokio::time::sleep((deadline - now).to_std().unwrap_or_default()).await;
    }
    let committed = context.store.cancel_requires_action(&task.fence(), task.now()).await?;
    Ok(ChatUpdate::from(&committed.chat))
}
