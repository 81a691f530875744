//! What the model is told when a workspace or its agent cannot be used (chat-engine.md 4.2), and what to do
//! next. Only tools that exist are advised; what the model cannot do itself it is told to leave to the user.

use ropewalk_tunnel::AgentError;

/// The agent's status for "there is no `sh`".
const STATUS_NO_SHELL: u16 = 424;
/// The agent's status for "the disk is full".
const STATUS_DISK_FULL: u16 = 507;

/// Why no connection to the workspace of a chat came up.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum ConnectFailure {
    /// The chat has no workspace.
    #[error(
        "This chat has no workspace. Choose a template with list_templates, then call create_workspace and try again."
    )]
    NoWorkspace,
    /// The chat's workspace is gone.
    #[error("The workspace of this chat was deleted. If the task still needs one, call create_workspace.")]
    Deleted,
    /// The latest build has no agent: the workspace is stopped, or being started or stopped.
    #[error(
        "The workspace of this chat is not running (status: {status}), so there is no agent to talk to. \
         Call start_workspace, which waits for it if it is just starting, then try again."
    )]
    NoAgent {
        /// The workspace's status.
        status: String,
    },
    /// The agent has not connected yet, and may still.
    #[error(
        "The connection to the workspace timed out: its agent is still starting. Try once more; if it happens \
         again, tell the user and stop."
    )]
    StillConnecting,
    /// The dial timed out although the agent is not known to be down.
    #[error(
        "The connection to the workspace timed out. Try once more; if it happens again, tell the user and stop."
    )]
    DialTimeout,
    /// The agent was connected and is not any more.
    #[error(
        "The agent of the workspace is disconnected and did not come back. Do not keep trying: call stop_workspace, \
         then start_workspace; files in it are kept, processes are not. If that does not help, tell the user."
    )]
    Disconnected,
    /// The agent never connected in its time.
    #[error(
        "The agent of the workspace never connected, so the workspace did not start properly; its template or its \
         start-up script is the likely cause. Tell the user, who finds the build log on the workspace's page."
    )]
    NeverConnected,
    /// The owner may not reach into the workspace any more.
    #[error("The owner of this chat may not use its workspace. Tell the user.")]
    NotAllowed,
    /// The server itself failed.
    #[error(
        "The server could not look up the workspace: {reason}. Try once more; if it happens again, tell the user."
    )]
    Server {
        /// In one sentence, without its full stop.
        reason: String,
    },
}

/// Why a call of a tool to the agent failed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CallFailure {
    /// No connection came up.
    #[error(transparent)]
    Connect(#[from] ConnectFailure),
    /// The agent, or the way to it, failed the call.
    #[error("{}", agent_failure(.0))]
    Agent(AgentError),
}

impl CallFailure {
    /// Whether it is certain that the call had no effect: the agent refused it outright, or was never asked.
    pub(crate) const fn is_without_effect(&self) -> bool {
        match self {
            Self::Connect(_) => true,
            Self::Agent(error) => match error {
                AgentError::NotConnected | AgentError::DialTimeout { .. } | AgentError::Request { .. } => {
                    true
                }
                // a conflict or a fault may come after a part of the effect; the agent's text says what happened
                AgentError::Refused { status, .. } => {
                    matches!(*status, 400 | 403 | 404 | STATUS_NO_SHELL | STATUS_DISK_FULL)
                }
                AgentError::Closed { .. }
                | AgentError::StreamReset { .. }
                | AgentError::Deadline { .. }
                | AgentError::Decode { .. } => false,
            },
        }
    }
}

/// Whether another connection may help: the present one is dead, the call itself was not refused.
pub(crate) const fn is_connection_lost(error: &AgentError) -> bool {
    match error {
        AgentError::NotConnected | AgentError::Closed { .. } | AgentError::StreamReset { .. } => true,
        AgentError::DialTimeout { .. }
        | AgentError::Deadline { .. }
        | AgentError::Refused { .. }
        | AgentError::Decode { .. }
        | AgentError::Request { .. } => false,
    }
}

fn agent_failure(error: &AgentError) -> String {
    match error {
        AgentError::NotConnected => ConnectFailure::Disconnected.to_string(),
        AgentError::DialTimeout { .. } => ConnectFailure::DialTimeout.to_string(),
        AgentError::Closed { what, .. } | AgentError::StreamReset { what, .. } => format!(
            "The connection to the workspace was lost during {what}. It may or may not have had its effect: check, \
             then try again."
        ),
        AgentError::Deadline { what, limit } => format!(
            "The workspace did not finish {what} within {} seconds; it may be overloaded. Check what happened, then \
             try once more; if it happens again, tell the user.",
            limit.as_secs()
        ),
        AgentError::Refused { status, message, detail, .. } => refusal(*status, message, detail.as_deref()),
        AgentError::Decode { what, .. } => format!(
            "The answer of the workspace's agent to {what} could not be understood. Tell the user that the agent may \
             be of another version than the server."
        ),
        AgentError::Request { what, source } => {
            format!("The request for {what} could not be made: {source}.")
        }
    }
}

/// The agent's own words, with what to do added where the cause is the workspace as a whole.
fn refusal(status: u16, message: &str, detail: Option<&str>) -> String {
    let is_disk_full = status == STATUS_DISK_FULL
        || detail.is_some_and(|detail| detail.to_lowercase().contains("no space left"));
    let advice = if is_disk_full {
        " The disk of the workspace is full: find out what takes the room, free what can be made again (build output, \
         caches), and ask the user before you delete anything else."
    } else if status == STATUS_NO_SHELL {
        " Commands cannot work in this workspace (on Windows there is no such shell at all): use the file tools only, \
         and tell the user."
    } else {
        ""
    };
    let cause = detail.filter(|detail| !detail.is_empty() && !message.contains(detail));
    cause.map_or_else(|| format!("{message}{advice}"), |cause| format!("{message} ({cause}){advice}"))
}

#[cfg(test)]
mod tests {
    use ropewalk_tunnel::AgentError;

    use super::super::Toolset;
    use super::{CallFailure, ConnectFailure};

    fn refused(status: u16, message: &str, detail: Option<&str>) -> CallFailure {
        CallFailure::Agent(AgentError::Refused {
            what: "starting a process",
            status,
            message: message.to_owned(),
            detail: detail.map(str::to_owned),
            validations: Vec::new(),
        })
    }

    #[test]
    fn each_failure_says_what_to_do_with_tools_that_exist() {
        let tools = Toolset::standard();
        let failures = [
            (ConnectFailure::NoWorkspace, "create_workspace"),
            (ConnectFailure::Deleted, "create_workspace"),
            (ConnectFailure::NoAgent { status: "stopped".to_owned() }, "Call start_workspace"),
            (ConnectFailure::StillConnecting, "Try once more"),
            (ConnectFailure::DialTimeout, "Try once more"),
            (ConnectFailure::Disconnected, "call stop_workspace, then start_workspace"),
            (ConnectFailure::NeverConnected, "build log"),
        ];
        for (failure, advice) in failures {
            let text = failure.to_string();
            assert!(text.contains(advice), "{text}");
            let words =
                text.split(|it: char| !it.is_ascii_lowercase() && it != '_').filter(|it| it.contains('_'));
            for word in words {
                assert!(tools.get(word).is_some(), "{word} is no tool: {text}");
            }
        }
    }

    #[test]
    fn a_full_disk_and_a_missing_shell_get_advice() {
        let text = |status, message, detail| refused(status, message, detail).to_string();
        assert!(text(507, "The disk is full.", None).contains("free what can be made again"));
        assert!(
            text(500, "It failed.", Some("No space left on device (os error 28)"))
                .contains("disk of the workspace")
        );
        assert!(text(424, "There is no /bin/sh.", None).contains("file tools only"));
        assert_eq!(text(400, "The path must be absolute.", None), "The path must be absolute.");
    }

    #[test]
    fn only_an_outright_refusal_is_surely_without_effect() {
        for (status, expected) in [(400, true), (404, true), (507, true), (409, false), (500, false)] {
            assert_eq!(refused(status, "no", None).is_without_effect(), expected, "{status}");
        }
        let lost = AgentError::Closed { what: "editing files", source: None };
        assert!(!CallFailure::Agent(lost).is_without_effect());
    }
}
