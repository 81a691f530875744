//! Asking the agent of a chat's workspace something before a step: it may take a moment, which is a wait that can be read, and the step goes on
//! without an answer.

use std::time::Duration;

use ropewalk_model::agent::ConnectionStatus;
use ropewalk_model::chat::Chat;
use ropewalk_platform::agents::LatestAgent;
use ropewalk_tunnel::AgentConn;

use super::model;
use crate::engine::{WaitReason, after};
use crate::runner::Task;
use crate::tools::choose_agent;

/// Why there is no answer.
pub(super) type Error = Box<dyn std::error::Error + Send + Sync>;

/// What `asked` gives within `limit`; meanwhile the chat waits for its agent.
pub(super) async fn within<T>(
    task: &Task,
    chat: &Chat,
    limit: Duration,
    asked: impl Future<Output = Result<T, Error>>,
) -> Result<T, Error> {
    let now = task.now();
    let _note = task.context.activities.note(chat.id, WaitReason::Agent, now, after(now, limit));
    tokio::time::timeout(limit, asked)
        .await
        .unwrap_or_else(|_elapsed| Err("it did not answer in time".into()))
}

/// The agent that the chat works with, as its owner may reach it, when it is connected.
pub(super) async fn connected(
    task: &Task,
    chat: &Chat,
    limit: Duration,
) -> Result<Option<(LatestAgent, AgentConn)>, Error> {
    let Some(workspace) = chat.workspace_id else { return Ok(None) };
    let platform = &task.context.tool_deps.platform;
    let owner = model::owner(&task.context, chat).await?;
    let agents = platform.latest_agents(&owner, workspace).await?;
    let Some(agent) = choose_agent(&agents, chat.agent_id) else { return Ok(None) };
    if agent.status != ConnectionStatus::Connected {
        return Ok(None);
    }
    let conn = platform.connect_agent(&owner, agent.id, limit).await?;
    Ok(Some((agent.clone(), conn)))
}
