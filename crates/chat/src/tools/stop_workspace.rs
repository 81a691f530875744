//! `stop_workspace`: stops the workspace of the chat (chat-engine.md 4.6).
//!
//! What must stay true: a call stops it at most once; run again after a crash it finds the build that it asked for.

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
    phase, wait_for_build,
};
use super::{Recovery, Scheduling, Tool, ToolCallContext, ToolMode, ToolOutcome, modes};

const NAME: &str = "stop_workspace";

/// Stops the chat's workspace.
pub(super) struct StopWorkspace;

#[async_trait]
impl Tool for StopWorkspace {
    fn definition(&self) -> ToolDefinition {
        definition(
            NAME,
            "Stops the workspace of this chat. Only when the user asks for it, or when an error of the workspace's agent \
             says that it must be stopped and started. Every process in it dies; files are kept, nothing is deleted.",
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
        modes::ACTING_ROOTS
    }

    async fn run(&self, call: ToolCallContext) -> ToolOutcome {
        until_cancelled(&call.cancel, async {
            stop(&call).await.unwrap_or_else(|problem| ToolOutcome::error(problem.0))
        })
        .await
    }
}

/// What to do with a workspace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Decision {
    /// A build is on its way: wait for it, then look again.
    Wait,
    /// It is stopped: nothing is built.
    Stopped,
    /// A build is asked for.
    Stop,
}

const fn decide(status: WorkspaceStatus) -> Decision {
    match phase(status) {
        Phase::Building => Decision::Wait,
        Phase::Stopped => Decision::Stopped,
        Phase::Running | Phase::Broken => Decision::Stop,
    }
}

async fn stop(call: &ToolCallContext) -> Result<ToolOutcome, Problem> {
    let mut workspace = chats_workspace(call).await?;
    let mut build_id = own_build(call).await?;
    for _ in 0..ROUNDS {
        if let Some(own) = build_id {
            bind(call, workspace.id, own, None, NAME).await?;
            let failure = wait_for_build(call, own, NAME).await?;
            return Ok(failure.unwrap_or_else(|| stopped(&workspace, Some(own))));
        }
        match decide(workspace.latest_build.status) {
            Decision::Stopped => return Ok(stopped(&workspace, None)),
            Decision::Stop => {
                let refusal = "The workspace was not stopped";
                build_id = ask_for_build(call, &workspace, WorkspaceTransition::Stop, refusal).await?;
            }
            Decision::Wait => {
                let other = workspace.latest_build.id;
                bind(call, workspace.id, other, None, NAME).await?;
                // How it ends does not matter, as long as it does: the next look decides.
                let failure = wait_for_build(call, other, NAME).await?;
                workspace = chats_workspace(call).await?;
                if let Some(failure) = failure
                    && decide(workspace.latest_build.status) == Decision::Wait
                {
                    return Ok(failure);
                }
                continue;
            }
        }
        workspace = chats_workspace(call).await?;
    }
    Err(crowded_out())
}

fn stopped(workspace: &Workspace, built: Option<BuildId>) -> ToolOutcome {
    ToolOutcome::ok(build_result("stopped", workspace, built))
}

#[cfg(test)]
mod tests {
    use ropewalk_wire::builds::WorkspaceStatus as Status;

    use super::{Decision, decide};

    #[test]
    fn the_cases_of_4_6() {
        for (status, expected) in [
            (Status::Pending, Decision::Wait),
            (Status::Starting, Decision::Wait),
            (Status::Stopping, Decision::Wait),
            (Status::Canceling, Decision::Wait),
            (Status::Deleting, Decision::Wait),
            (Status::Stopped, Decision::Stopped),
            (Status::Running, Decision::Stop),
            (Status::Failed, Decision::Stop),
            (Status::Canceled, Decision::Stop),
            (Status::Deleted, Decision::Stop),
        ] {
            assert_eq!(decide(status), expected, "{status:?}");
        }
    }
}
