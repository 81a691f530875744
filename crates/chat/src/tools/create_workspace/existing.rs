//! What becomes of the workspace that the chat has already (chat-engine.md 4.4, 3).

use ropewalk_model::BuildId;
use ropewalk_model::agent::ConnectionStatus;
use ropewalk_platform::agents::LatestAgent;
use ropewalk_wire::builds::WorkspaceStatus;
use ropewalk_wire::workspaces::Workspace;
use serde_json::json;

use super::super::connection::choose_agent;
use super::super::workspace_builds::{
    Phase, Problem, bind, full_name, look, phase, present_binding, wait_and_add, wait_for_build,
};
use super::super::{ToolCallContext, ToolOutcome};
use super::NAME;

/// What to do with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Decision {
    /// A build is on its way: wait for it.
    Wait,
    /// It is stopped: it has to be started.
    Stopped,
    /// It works, or is about to.
    Keep,
    /// It does not work: make another.
    Replace,
}

fn decide(status: WorkspaceStatus, agent: Option<ConnectionStatus>) -> Decision {
    match phase(status) {
        Phase::Building => Decision::Wait,
        Phase::Stopped => Decision::Stopped,
        Phase::Running => match agent {
            Some(ConnectionStatus::Connected | ConnectionStatus::Connecting) => Decision::Keep,
            Some(ConnectionStatus::Disconnected | ConnectionStatus::Timeout) | None => Decision::Replace,
        },
        Phase::Broken => Decision::Replace,
    }
}

/// The outcome, when the chat's workspace is kept; `None` when another one is to be made.
pub(super) async fn use_existing(call: &ToolCallContext) -> Result<Option<ToolOutcome>, Problem> {
    let Some(workspace_id) = present_binding(call).await? else { return Ok(None) };
    let Some((workspace, agents)) = look(call, workspace_id).await? else { return Ok(None) };
    match decision(call, &workspace, &agents) {
        Decision::Wait => {}
        settled @ (Decision::Stopped | Decision::Keep | Decision::Replace) => {
            return settle(call, &workspace, settled, None).await;
        }
    }
    let build_id = workspace.latest_build.id;
    bind(call, workspace_id, build_id, None, NAME).await?;
    if let Some(failure) = wait_for_build(call, build_id, NAME).await? {
        return Ok(Some(failure));
    }
    let Some((workspace, agents)) = look(call, workspace_id).await? else { return Ok(None) };
    let decided = match decision(call, &workspace, &agents) {
        // the build has just ended well; its agent connects in a moment
        Decision::Replace if workspace.latest_build.status == WorkspaceStatus::Running => Decision::Keep,
        decided @ (Decision::Wait | Decision::Stopped | Decision::Keep | Decision::Replace) => decided,
    };
    settle(call, &workspace, decided, Some(build_id)).await
}

fn decision(call: &ToolCallContext, workspace: &Workspace, agents: &[LatestAgent]) -> Decision {
    let agent = choose_agent(agents, call.chat.agent_id).map(|agent| agent.status);
    decide(workspace.latest_build.status, agent)
}

async fn settle(
    call: &ToolCallContext,
    workspace: &Workspace,
    decided: Decision,
    waited_for: Option<BuildId>,
) -> Result<Option<ToolOutcome>, Problem> {
    let mut result = match decided {
        Decision::Replace => return Ok(None),
        Decision::Stopped => json!({
            "created": false,
            "workspace_name": full_name(workspace),
            "status": "stopped",
            "message": "This chat has a workspace, which is stopped. Call start_workspace, then go on; do not make another \
                one.",
        }),
        Decision::Wait => json!({
            "created": false,
            "workspace_name": full_name(workspace),
            "status": workspace.latest_build.status,
            "message": "This chat has a workspace, and somebody has just asked for another build of it. Wait a moment, \
                then try again.",
        }),
        Decision::Keep => json!({
            "created": false,
            "workspace_name": full_name(workspace),
            "status": "already_exists",
            "message": "This chat has a working workspace. Use it.",
        }),
    };
    if let Some(build_id) = waited_for {
        result["build_id"] = json!(build_id);
    }
    if decided == Decision::Keep {
        wait_and_add(call, workspace.id, workspace.latest_build.id, &mut result, NAME).await?;
    }
    Ok(Some(ToolOutcome::ok(result)))
}

#[cfg(test)]
mod tests {
    use ropewalk_model::agent::ConnectionStatus::{Connected, Connecting, Disconnected, Timeout};
    use ropewalk_wire::builds::WorkspaceStatus as Status;

    use super::{Decision, decide};

    #[test]
    fn the_table_of_4_4() {
        for (status, agent, expected) in [
            (Status::Pending, None, Decision::Wait),
            (Status::Starting, None, Decision::Wait),
            (Status::Stopping, None, Decision::Wait),
            (Status::Canceling, None, Decision::Wait),
            (Status::Deleting, None, Decision::Wait),
            (Status::Stopped, None, Decision::Stopped),
            (Status::Running, Some(Connected), Decision::Keep),
            (Status::Running, Some(Connecting), Decision::Keep),
            (Status::Running, Some(Disconnected), Decision::Replace),
            (Status::Running, Some(Timeout), Decision::Replace),
            (Status::Running, None, Decision::Replace),
            (Status::Failed, None, Decision::Replace),
            (Status::Canceled, None, Decision::Replace),
            (Status::Deleted, None, Decision::Replace),
        ] {
            assert_eq!(decide(status, agent), expected, "{status:?} {agent:?}");
        }
    }
}
