//! The port between builds and what carries them out.

use std::path::PathBuf;

use async_trait::async_trait;
use ropewalk_model::{AgentId, BuildId, WorkspaceId};
use ropewalk_telemetry::Secret;
use tokio_util::sync::CancellationToken;

use crate::{LogSink, definition::AgentDefinition, sandbox::SandboxError};

/// Everything a driver knows about one build.
pub struct BuildContext<'a> {
    /// The workspace.
    pub workspace_id: WorkspaceId,
    /// Its name.
    pub workspace_name: &'a str,
    /// Its owner's user name.
    pub owner_name: &'a str,
    /// The build.
    pub build_id: BuildId,
    /// The agents to bring up; empty for stop and delete.
    pub agents: &'a [AgentLaunch],
    /// What the last build that wrote a state left; none for a first build.
    pub state: Option<&'a serde_json::Value>,
    /// Where the build's log goes.
    pub log: &'a dyn LogSink,
    /// Cancelled when somebody asked to cancel the build, or the server must stop at once.
    pub cancel: &'a CancellationToken,
}

/// One agent to bring up. Id and token are made by the caller and never stored in a driver's state.
#[derive(Clone, Debug)]
pub struct AgentLaunch {
    /// The new agent's id.
    pub id: AgentId,
    /// What it shows to the server.
    pub token: Secret,
    /// What the template says about it.
    pub definition: AgentDefinition,
}

/// What a build left behind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BuildOutcome {
    /// For the driver's next call; `None` when nothing is left of the workspace.
    pub state: Option<serde_json::Value>,
    /// What exists now.
    pub resources: Vec<BuiltResource>,
}

/// Something that exists because of a build.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BuiltResource {
    /// Its type, such as `local_workspace`.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// Shown with it; a path or URL, or empty.
    pub icon: String,
    /// Facts to show.
    pub metadata: Vec<ResourceMetadata>,
    /// Which of the agents of the context run in it.
    pub agents: Vec<AgentId>,
}

/// One fact about a resource.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct ResourceMetadata {
    /// What it is about.
    pub key: String,
    /// The fact.
    pub value: String,
    /// Whether people must not see the value.
    pub sensitive: bool,
}

/// Brings workspaces up and down. Calls for one workspace never overlap (one active build per workspace).
#[async_trait]
pub trait Driver: Send + Sync + std::fmt::Debug {
    /// Which templates it builds: the word in `templates.provisioner`, such as `local`.
    fn provisioner(&self) -> &'static str;

    /// Brings the workspace up. What runs of it already is replaced.
    ///
    /// # Errors
    /// [`DriverError::Canceled`] after a cancel; then nothing of this call still runs.
    async fn start(&self, context: BuildContext<'_>) -> Result<BuildOutcome, DriverError>;

    /// Takes the compute down and keeps the files. Succeeds when nothing runs.
    ///
    /// # Errors
    /// What still runs, and why it could not be ended.
    async fn stop(&self, context: BuildContext<'_>) -> Result<BuildOutcome, DriverError>;

    /// Removes everything of the workspace. Succeeds when nothing is there.
    ///
    /// # Errors
    /// What could not be removed. Calling again goes on where it stopped.
    async fn delete(&self, context: BuildContext<'_>) -> Result<BuildOutcome, DriverError>;

    /// The process id of the workspace that `state` describes, while it runs on this host.
    fn running_pid(&self, state: &serde_json::Value) -> Option<u32>;
}

/// Why a build failed, in words for the person who waits for it.
#[derive(Debug, thiserror::Error)]
pub enum DriverError {
    /// Somebody asked for it.
    #[error("the build was cancelled")]
    Canceled,
    /// The template asks for something that this driver does not do.
    #[error("the template cannot be built by this driver: {reason}")]
    Definition {
        /// What is wrong.
        reason: String,
    },
    /// The stored state cannot be read.
    #[error("the stored state of the workspace cannot be read")]
    State {
        /// Why.
        #[source]
        source: serde_json::Error,
    },
    /// The workspace runs on another server.
    #[error(
        "the workspace lives in the data directory of another server (instance {instance}); only that server can change it"
    )]
    Elsewhere {
        /// The other server's instance.
        instance: uuid::Uuid,
    },
    /// A step on the file system failed.
    #[error("could not {action} {path}{hint}", path = .path.display(), hint = hint_for(.source))]
    Files {
        /// The step, as a verb phrase such as `create the directory`.
        action: &'static str,
        /// The file or directory.
        path: PathBuf,
        /// The operating system's reason.
        #[source]
        source: std::io::Error,
    },
    /// There is no shell for the agent to run scripts with.
    #[error(
        "no usable shell on this host: {} was not found or may not be executed; install the package `dash` or `bash`",
        .path.display()
    )]
    NoShell {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// The agent's program cannot be run.
    #[error(
        "the agent's program {} may not be executed; check that it exists and has execute permission (chmod +x)",
        .path.display()
    )]
    AgentNotExecutable {
        /// The program.
        path: PathBuf,
        /// The operating system's reason.
        #[source]
        source: std::io::Error,
    },
    /// The sandbox that the server is set to is not to be had.
    #[error(transparent)]
    Sandbox(#[from] SandboxError),
    /// The agent's process did not come up.
    #[error("the agent did not start: {reason}")]
    Launch {
        /// What the launcher or the sandbox said.
        reason: String,
    },
    /// The agent's process did not come up in time.
    #[error("the agent did not start within {waited_secs} s; see the log {}", .log.display())]
    LaunchTimeout {
        /// How long it was waited for.
        waited_secs: u64,
        /// The agent's log file on the server.
        log: PathBuf,
    },
    /// Processes that survived even SIGKILL.
    #[error("{} processes of the workspace could not be ended, among them process {}", .pids.len(), .pids.first().copied().unwrap_or(0))]
    StillRunning {
        /// The processes.
        pids: Vec<i32>,
    },
    /// A background step of the driver ended without an answer.
    #[error("could not {action}: the step was interrupted")]
    Interrupted {
        /// The step.
        action: &'static str,
    },
}

/// What to do about the common failures of the file system, as the end of a sentence.
#[expect(clippy::wildcard_enum_match_arm, reason = "std keeps the list open, and most kinds have no hint")]
fn hint_for(error: &std::io::Error) -> &'static str {
    match error.kind() {
        std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => {
            "; the disk is full, free some space on its file system and try again"
        }
        std::io::ErrorKind::PermissionDenied => "; the server's user needs write permission there",
        std::io::ErrorKind::ReadOnlyFilesystem => "; its file system is mounted read-only",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::DriverError;

    #[test]
    fn a_full_disk_names_the_path_and_what_to_do() {
        let error = DriverError::Files {
            action: "create the directory",
            path: PathBuf::from("/data/workspaces/x"),
            source: std::io::Error::from(std::io::ErrorKind::StorageFull),
        };
        let text = error.to_string();
        assert!(text.contains("/data/workspaces/x") && text.contains("free some space"), "{text}");
    }
}
