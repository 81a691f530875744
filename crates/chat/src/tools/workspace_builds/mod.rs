//! What the tools that build workspaces share (chat-engine.md 4.1, 4.4-4.6): the chat's workspace, its binding, the wait for a
//! build and for the agent, and a build that a call asks for once.
//!
//! What must stay true:
//! - the build is bound to the chat before it is waited for (TL-7): people follow its log;
//! - a build that a call asks for has the call's idempotency key as its id, so a call that is run again after a crash finds
//!   it, and the database refuses a second one;
//! - a failed build is a result with an `error` key, not an error of the tool: clients show it with its build (TL-1).

mod readiness;

use std::time::Duration;

use ropewalk_model::build::JobStatus;
use ropewalk_model::{AgentId, BuildId, WorkspaceId};
use ropewalk_platform::UseCaseError;
use ropewalk_platform::agents::LatestAgent;
use ropewalk_platform::builds::WaitForBuildError;
use ropewalk_store::chats::WorkspaceBinding;
use ropewalk_telemetry::ErrorChain;
use ropewalk_wire::builds::{CreateWorkspaceBuildRequest, WorkspaceStatus, WorkspaceTransition};
use ropewalk_wire::workspaces::Workspace;
use serde_json::{Value, json};

pub(super) use readiness::wait_and_add;

use super::args::BadArgs;
use super::{ToolCallContext, ToolOutcome};
use crate::engine::WaitReason;

/// How long a build may take.
const BUILD_LIMIT: Duration = Duration::from_secs(10 * 60);

/// Why nothing was done: a sentence for the model.
pub(super) struct Problem(pub(super) String);

impl From<BadArgs> for Problem {
    fn from(bad: BadArgs) -> Self {
        Self(bad.0)
    }
}

/// The workspace of the row as it is now: an earlier run of this call may have bound one.
pub(super) async fn present_binding(call: &ToolCallContext) -> Result<Option<WorkspaceId>, Problem> {
    match call.deps.store.chat(call.chat.id).await {
        Ok(chat) => Ok(chat.and_then(|chat| chat.workspace_id)),
        Err(error) => {
            tracing::warn!(chat.id = %call.chat.id, "A chat could not be read: {}", ErrorChain(&error));
            Err(Problem("The server could not read the chat. Try once more.".to_owned()))
        }
    }
}

/// `None`: it is gone.
pub(super) async fn look(
    call: &ToolCallContext,
    workspace_id: WorkspaceId,
) -> Result<Option<(Workspace, Vec<LatestAgent>)>, Problem> {
    let platform = &call.deps.platform;
    let both = async {
        let workspace = platform.get_workspace(&call.owner, workspace_id, true).await?;
        let agents = platform.latest_agents(&call.owner, workspace_id).await?;
        Ok::<_, UseCaseError>((workspace, agents))
    };
    UseCaseError::found(both.await).map_err(not_looked_up)
}

/// The workspace that a call is to start or stop.
pub(super) async fn chats_workspace(call: &ToolCallContext) -> Result<Workspace, Problem> {
    let Some(id) = present_binding(call).await? else {
        return Err(Problem("This chat has no workspace. create_workspace makes one.".to_owned()));
    };
    let found = UseCaseError::found(call.deps.platform.get_workspace(&call.owner, id, true).await);
    found.map_err(not_looked_up)?.ok_or_else(|| {
        Problem(
            "The workspace of this chat was deleted. If the task still needs one, call create_workspace."
                .to_owned(),
        )
    })
}

fn not_looked_up(error: UseCaseError) -> Problem {
    Problem(format!("The workspace of this chat could not be looked up: {error}."))
}

/// What a workspace does, as far as the tools care.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Phase {
    /// A build is on its way.
    Building,
    /// The last build has started it.
    Running,
    /// The last build has stopped it.
    Stopped,
    /// The last build did not end well, or deleted it.
    Broken,
}

pub(super) const fn phase(status: WorkspaceStatus) -> Phase {
    match status {
        WorkspaceStatus::Pending
        | WorkspaceStatus::Starting
        | WorkspaceStatus::Stopping
        | WorkspaceStatus::Canceling
        | WorkspaceStatus::Deleting => Phase::Building,
        WorkspaceStatus::Running => Phase::Running,
        WorkspaceStatus::Stopped => Phase::Stopped,
        WorkspaceStatus::Failed | WorkspaceStatus::Canceled | WorkspaceStatus::Deleted => Phase::Broken,
    }
}

/// How many builds of others a call waits for.
pub(super) const ROUNDS: usize = 3;

/// Others built again each time.
pub(super) fn crowded_out() -> Problem {
    Problem("Others keep building the workspace of this chat. Ask the user how to go on.".to_owned())
}

/// The result of a call that `done` something (`started`, `stopped`), with its build, or that none was needed (TL-2).
pub(super) fn build_result(done: &str, workspace: &Workspace, built: Option<BuildId>) -> Value {
    let mut result = json!({ done: true, "workspace_name": full_name(workspace) });
    match built {
        Some(build_id) => result["build_id"] = json!(build_id),
        None => result["no_build"] = json!(true),
    }
    result
}

/// The build that an earlier run of this very call has asked for.
pub(super) async fn own_build(call: &ToolCallContext) -> Result<Option<BuildId>, Problem> {
    let found = call.deps.platform.get_build(&call.owner, BuildId::from(call.idempotency_key)).await;
    let found = UseCaseError::found(found)
        .map_err(|error| Problem(format!("The builds of the workspace could not be looked up: {error}.")))?;
    Ok(found.map(|build| build.id))
}

/// Asks for a build, once for this call. `None`: another build has begun meanwhile.
pub(super) async fn ask_for_build(
    call: &ToolCallContext,
    workspace: &Workspace,
    transition: WorkspaceTransition,
    refusal: &str,
) -> Result<Option<BuildId>, Problem> {
    let request = CreateWorkspaceBuildRequest::new(transition);
    let id = BuildId::from(call.idempotency_key);
    match call.deps.platform.create_build_once(&call.owner, workspace.id, &request, id).await {
        Ok(build) => Ok(Some(build.id)),
        Err(UseCaseError::Conflict { .. }) => Ok(None),
        Err(error) => Err(refused(refusal, &error)),
    }
}

/// What the server said, behind what did not happen because of it.
pub(super) fn refused(what: &str, error: &UseCaseError) -> Problem {
    let fields = match error {
        UseCaseError::Invalid { validations, .. } => {
            validations.iter().map(|it| format!(" {} {}.", it.field, it.detail)).collect()
        }
        UseCaseError::Unavailable { .. } | UseCaseError::Internal { .. } => {
            tracing::warn!("{what}, which a chat had asked for: {}", ErrorChain(error));
            String::new()
        }
        UseCaseError::NotFound { .. }
        | UseCaseError::Unauthenticated { .. }
        | UseCaseError::Forbidden { .. }
        | UseCaseError::Conflict { .. }
        | UseCaseError::NotReady { .. }
        | UseCaseError::Precondition { .. }
        | UseCaseError::TooLarge { .. }
        | UseCaseError::Gone { .. }
        | UseCaseError::TooMany { .. }
        | UseCaseError::UsageLimit { .. }
        | UseCaseError::Upstream { .. }
        | UseCaseError::TimedOut { .. } => String::new(),
    };
    let text = error.to_string();
    Problem(format!("{what}: {}.{fields}", text.trim_end_matches('.')))
}

/// Binds the chat and tells the clients.
pub(super) async fn bind(
    call: &ToolCallContext,
    workspace_id: WorkspaceId,
    build_id: BuildId,
    agent_id: Option<AgentId>,
    tool: &str,
) -> Result<(), Problem> {
    let binding = WorkspaceBinding { workspace_id: Some(workspace_id), build_id: Some(build_id), agent_id };
    match call.deps.store.bind_chat_workspace(call.chat.id, binding).await {
        Ok(true) => Ok(()),
        Ok(false) => Err(Problem("The chat is gone.".to_owned())),
        Err(error) => {
            tracing::warn!(chat.id = %call.chat.id, "A workspace could not be bound to a chat: {}", ErrorChain(&error));
            Err(Problem(format!("The workspace could not be bound to this chat. Call {tool} again.")))
        }
    }
}

/// Waits for the end of a build. `None`: it went well.
pub(super) async fn wait_for_build(
    call: &ToolCallContext,
    build_id: BuildId,
    tool: &str,
) -> Result<Option<ToolOutcome>, Problem> {
    let note = call.waits.note(WaitReason::WorkspaceBuild, call.deps.clock.now(), BUILD_LIMIT);
    let waited = call.deps.platform.wait_for_build(&call.owner, build_id, BUILD_LIMIT, &call.cancel).await;
    drop(note);
    let (error, error_code) = match waited {
        Ok(build) => match build.status {
            JobStatus::Succeeded => return Ok(None),
            JobStatus::Canceled | JobStatus::Canceling => {
                ("The build of the workspace was cancelled. Ask the user how to go on.".to_owned(), None)
            }
            JobStatus::Failed | JobStatus::Pending | JobStatus::Running => (
                format!(
                    "The build of the workspace failed: {}. Tell the user; the build log has more.",
                    build.error.as_deref().unwrap_or("no reason was given").trim_end_matches('.')
                ),
                build.error_code,
            ),
        },
        Err(WaitForBuildError::TimedOut { limit }) => (
            format!(
                "The build of the workspace was still running after {} minutes. It goes on: call {tool} again to wait \
                 for it, or tell the user.",
                limit.as_secs() / 60
            ),
            None,
        ),
        Err(WaitForBuildError::Canceled) => {
            return Err(Problem("The wait for the build was interrupted. The build goes on.".to_owned()));
        }
        Err(WaitForBuildError::UseCase(error)) => {
            return Err(Problem(format!("The build of the workspace could not be followed: {error}.")));
        }
    };
    let mut result = json!({"error": error, "build_id": build_id});
    if let Some(code) = error_code {
        result["error_code"] = json!(code);
    }
    Ok(Some(ToolOutcome::ok(result)))
}

pub(super) fn full_name(workspace: &Workspace) -> String {
    format!("{}/{}", workspace.owner_name, workspace.name)
}
