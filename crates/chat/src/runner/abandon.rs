//! The abandon task: lets go of a chat that needs no worker any more.

use ropewalk_store::chats::ChatUpdate;

use super::task::{Task, TaskEnd};

pub(super) async fn abandon(task: &Task) -> Result<ChatUpdate, TaskEnd> {
    let committed = task.context.store.abandon_chat(&task.fence(), task.now()).await?;
    Ok(ChatUpdate::from(&committed.chat))
}
