//! Where the plan of a turn that plans is written (chat-engine.md 5.2 block 8): asked of the workspace once, then known to the runner.

use ropewalk_model::chat::Chat;
use ropewalk_telemetry::ErrorChain;
use ropewalk_tunnel::CallContext;

use super::workspace_agent::{Error, connected, within};
use crate::runner::{History, Task};
use crate::tools::{HOME_LIMIT, ToolMode, plan_path};

/// The path; `None` outside such turns, without a workspace, and when its agent cannot be asked: then the tools say it when they are used.
pub(super) async fn told(task: &Task, history: &mut History) -> Option<String> {
    let chat = &history.chat;
    let workspace = match (ToolMode::of(chat), chat.workspace_id) {
        (ToolMode::RootPlan, Some(workspace)) => workspace,
        (ToolMode::RootPlan, None)
        | (
            ToolMode::Root | ToolMode::PlanChild | ToolMode::Explore | ToolMode::General | ToolMode::Computer,
            _,
        ) => return None,
    };
    if let Some((_, path)) = history.plan_path.as_ref().filter(|(of, _)| *of == workspace) {
        return Some(path.clone());
    }
    match within(task, chat, HOME_LIMIT, ask(task, chat)).await {
        Ok(path) => {
            history.plan_path = path.clone().map(|path| (workspace, path));
            path
        }
        Err(error) => {
            tracing::info!(
                chat.id = %task.seen.chat_id, "The workspace of a chat did not say where its plan is written: {}",
                ErrorChain(&*error)
            );
            None
        }
    }
}

async fn ask(task: &Task, chat: &Chat) -> Result<Option<String>, Error> {
    let Some((_, conn)) = connected(task, chat, HOME_LIMIT).await? else { return Ok(None) };
    Ok(Some(plan_path(&conn, &CallContext::of_chat(chat.id), chat.id).await?))
}
