//! Where the plan of a turn that plans is written (chat-engine.md 5.2 block 8): asked of the workspace once, then known to the runner.

use ropewalk_model::agent::ConnectionStatus;
use ropewalk_telemetry::ErrorChain;
use ropewalk_tunnel::CallContext;

use super::model;
use crate::engine::{WaitReason, after};
use crate::runner::{History, Task};
use crate::tools::{HOME_LIMIT, ToolMode, choose_agent, plan_path};

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
    let now = task.now();
    let note = task.context.activities.note(chat.id, WaitReason::Agent, now, after(now, HOME_LIMIT));
    let asked = tokio::time::timeout(HOME_LIMIT, ask(task, history)).await;
    drop(note);
    match asked.unwrap_or_else(|_elapsed| Err("it did not answer in time".into())) {
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

type Error = Box<dyn std::error::Error + Send + Sync>;

async fn ask(task: &Task, history: &History) -> Result<Option<String>, Error> {
    let chat = &history.chat;
    let Some(workspace) = chat.workspace_id else { return Ok(None) };
    let platform = &task.context.tool_deps.platform;
    let owner = model::owner(&task.context, chat).await?;
    let agents = platform.latest_agents(&owner, workspace).await?;
    let Some(agent) = choose_agent(&agents, chat.agent_id) else { return Ok(None) };
    if agent.status != ConnectionStatus::Connected {
        return Ok(None);
    }
    let conn = platform.connect_agent(&owner, agent.id, HOME_LIMIT).await?;
    let context = CallContext { chat_id: Some(chat.id), ancestors: Vec::new() };
    Ok(Some(plan_path(&conn, &context, chat.id).await?))
}
