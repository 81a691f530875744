//! Waits until the agent of a workspace can be worked with, and tells how it went (chat-engine.md 4.4, agent fields).

use std::time::Duration;

use ropewalk_model::{BuildId, WorkspaceId};
use ropewalk_platform::agents::{AgentReadiness, ConnectError, ReadyError};
use serde_json::{Value, json};

use super::super::ToolCallContext;
use super::super::connection::choose_agent;
use super::{Problem, bind};
use crate::engine::WaitReason;

/// How long the agent may take to connect.
const CONNECT_LIMIT: Duration = Duration::from_secs(2 * 60);
/// How long its start scripts may take after that.
const SCRIPTS_LIMIT: Duration = Duration::from_secs(10 * 60);

/// Waits, binds the agent to the chat, and adds to `result` what is not as it should be; nothing when all is well.
pub(in crate::tools) async fn wait_and_add(
    call: &ToolCallContext,
    workspace_id: WorkspaceId,
    build_id: BuildId,
    result: &mut Value,
    tool: &str,
) -> Result<(), Problem> {
    let ToolCallContext { deps, owner, .. } = call;
    let agents = match deps.platform.latest_agents(owner, workspace_id).await {
        Ok(agents) => agents,
        Err(error) => {
            result["agent_status"] = json!("selection_error");
            result["agent_error"] = json!(error.to_string());
            return Ok(());
        }
    };
    let Some(agent) = choose_agent(&agents, call.chat.agent_id) else {
        result["agent_status"] = json!("no_agent");
        return Ok(());
    };
    bind(call, workspace_id, build_id, Some(agent.id), tool).await?;
    let _note = call.waits.note(WaitReason::Agent, deps.clock.now(), CONNECT_LIMIT);
    if let Err(error) = deps.platform.connect_agent(owner, agent.id, CONNECT_LIMIT).await {
        result["agent_status"] = json!("not_ready");
        result["agent_error"] = json!(in_words(&error));
        return Ok(());
    }
    let _note = call.waits.note(WaitReason::Agent, deps.clock.now(), SCRIPTS_LIMIT);
    let scripts = match deps.platform.wait_for_agent_ready(owner, agent.id, SCRIPTS_LIMIT, &call.cancel).await
    {
        Ok(AgentReadiness::Ready) => return Ok(()),
        Ok(AgentReadiness::StartError) => {
            result["lifecycle_state"] = json!("start_error");
            "startup_scripts_failed"
        }
        Ok(AgentReadiness::StartTimeout) => {
            result["lifecycle_state"] = json!("start_timeout");
            "startup_scripts_failed"
        }
        Err(ReadyError::TimedOut { .. }) => "startup_scripts_timeout",
        Err(
            ReadyError::Ending | ReadyError::NeverConnected | ReadyError::Canceled | ReadyError::UseCase(_),
        ) => "startup_scripts_unknown",
    };
    result["startup_scripts"] = json!(scripts);
    Ok(())
}

/// A connection error with what to do.
fn in_words(error: &ConnectError) -> String {
    format!(
        "{error}. The first call of a tool dials again; if that fails too, tell the user, who finds the log on the \
         workspace's page."
    )
}
