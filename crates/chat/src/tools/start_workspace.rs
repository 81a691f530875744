//! `start_workspace`: starts the workspace of the chat and waits until it can be worked in (chat-engine.md 4.5).
//!
//! What must stay true: a call starts it at most once; run again after a crash it finds the build that it asked for.

use async_trait::async_trait;
use ropewalk_llm::ToolDefinition;
use ropewalk_model::BuildId;
use ropewalk_wire::builds::{WorkspaceStatus, WorkspaceTransition};
use ropewalk_wire::workspaces::Workspace;
use serde_json::json;

use super::schema::definition;
use super::session::until_cancelled;
use super::workspace_builds::{
    Phase, Problem, ROUNDS, ask_for_build, bind, build_result, chats_workspace, crowded_out, own_build,
    phase, wait_and_add, wait_for_build,
};
use super::{Recovery, Scheduling, Tool, ToolCallContext, ToolMode, ToolOutcome, modes};

const NAME: &str = "start_workspace";

/// Starts the chat's workspace.
pub(super) struct StartWorkspace;

#[async_trait]
impl Tool for StartWorkspace {
    fn definition(&self) -> ToolDefinition {
        definition(
            NAME,
            "Starts the workspace of this chat when it is stopped, and waits until it can be worked in. A workspace that \
             runs already is left as it is.",
            json!({}),
            &[],
        )
    }

    fn recovery(&self) -> Recovery {
        Recovery::Idempotent
    }

    fn scheduling(&self) -> Scheduling {
        Scheduling::Serial
    }

    fn modes(&self) -> &'static [ToolMode] {
        modes::ROOTS
    }

    async fn run(&self, call: ToolCallContext) -> ToolOutcome {
        until_cancelled(&call.cancel, async {
            start(&call).await.unwrap_or_else(|problem| ToolOutcome::error(problem.0))
        })
        .await
    }
}

/// What to do with a workspace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Decision {
    /// A build is on its way: wait for it, then look again.
    Wait,
    /// It runs: nothing is built.
    Runs,
    /// A build is asked for.
    Start,
}

const fn decide(status: WorkspaceStatus) -> Decision {
    match phase(status) {
        Phase::Building => Decision::Wait,
        Phase::Running => Decision::Runs,
        Phase::Stopped | Phase::Broken => Decision::Start,
    }
}

async fn start(call: &ToolCallContext) -> Result<ToolOutcome, Problem> {
    let mut workspace = chats_workspace(call).await?;
    let mut build_id = own_build(call).await?;
    for _ in 0..ROUNDS {
        if let Some(own) = build_id {
            return wait(call, &workspace, own).await;
        }
        match decide(workspace.latest_build.status) {
            Decision::Runs => return ready(call, &workspace, None).await,
            Decision::Start => {
                let refusal = "The workspace was not started";
                build_id = ask_for_build(call, &workspace, WorkspaceTransition::Start, refusal).await?;
            }
            Decision::Wait => {
                let other = workspace.latest_build.id;
                bind(call, workspace.id, other, None, NAME).await?;
                let is_start = workspace.latest_build.transition == WorkspaceTransition::Start;
                let failure = wait_for_build(call, other, NAME).await?;
                if is_start {
                    return match failure {
                        Some(failure) => Ok(failure),
                        None => ready(call, &workspace, Some(other)).await,
                    };
                }
            }
        }
        workspace = chats_workspace(call).await?;
    }
    Err(crowded_out())
}

/// Waits for the build that this call asked for.
async fn wait(call: &ToolCallContext, workspace: &Workspace, own: BuildId) -> Result<ToolOutcome, Problem> {
    bind(call, workspace.id, own, None, NAME).await?;
    match wait_for_build(call, own, NAME).await? {
        Some(failure) => Ok(failure),
        None => ready(call, workspace, Some(own)).await,
    }
}

/// Waits for the agent.
async fn ready(
    call: &ToolCallContext,
    workspace: &Workspace,
    built: Option<BuildId>,
) -> Result<ToolOutcome, Problem> {
    let mut result = build_result("started", workspace, built);
    let build_id = built.unwrap_or(workspace.latest_build.id);
    wait_and_add(call, workspace.id, build_id, &mut result, NAME).await?;
    Ok(ToolOutcome::ok(result))
}

#[cfg(test)]
mod tests {
    use ropewalk_wire::builds::WorkspaceStatus as Status;

    use super::{Decision, decide};

    #[test]
    fn the_cases_of_4_5() {
        for (status, expected) in [
            (Status::Pending, Decision::Wait),
            (Status::Starting, Decision::Wait),
            (Status::Stopping, Decision::Wait),
            (Status::Canceling, Decision::Wait),
            (Status::Deleting, Decision::Wait),
            (Status::Running, Decision::Runs),
            (Status::Stopped, Decision::Start),
            (Status::Failed, Decision::Start),
            (Status::Canceled, Decision::Start),
            (Status::Deleted, Decision::Start),
        ] {
            assert_eq!(decide(status), expected, "{status:?}");
        }
    }
}
