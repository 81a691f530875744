//! Waits for the end of a process in the workspace, and tells what came of it. Shared by `execute` and
//! `process_output`.

use std::time::Duration;

use ropewalk_wire::agent::{ProcessId, ProcessOutputResponse};
use serde_json::{Value, json};
use tokio::time::Instant;

use super::bound::cut_middle;
use super::failure::{CallFailure, is_connection_lost};
use super::session::AgentSession;

/// The most output that the model gets, in bytes; the agent keeps no more than this, plus its notes.
const OUTPUT_BYTES_MAX: usize = 34 * 1024;
/// How long one request waits at most. The agent ends longer ones itself.
const ONE_WAIT: Duration = Duration::from_secs(5 * 60);
/// How long the last look at a process may take when the waiting broke off.
const SNAPSHOT_LIMIT: Duration = Duration::from_secs(30);

/// How the waiting ended.
pub(super) enum Waited {
    /// The process has ended.
    Exited(ProcessOutputResponse),
    /// The time is over, the process runs on.
    Running(ProcessOutputResponse),
    /// The agent could not be asked.
    Failed(CallFailure),
}

/// Waits until the process ends, at most `limit`; zero = only looks. When the waiting itself breaks off, a last
/// look within 30 s finds out what can be known.
pub(super) async fn wait_for_exit(session: &AgentSession<'_>, id: &ProcessId, limit: Duration) -> Waited {
    let deadline = Instant::now() + limit;
    loop {
        let remaining = deadline.saturating_duration_since(Instant::now());
        let wait = (!remaining.is_zero()).then(|| remaining.min(ONE_WAIT));
        let asked =
            session.call(|conn| async move { conn.process_output(&session.context, id, wait).await }).await;
        match asked {
            Ok(output) if !output.running => return Waited::Exited(output),
            Ok(output) if Instant::now() >= deadline || wait.is_none() => return Waited::Running(output),
            Ok(_) => {}
            Err(failure) if wait.is_some() && may_know_later(&failure) => return look(session, id).await,
            Err(failure) => return Waited::Failed(failure),
        }
    }
}

/// Whether the failure says nothing about the process.
fn may_know_later(failure: &CallFailure) -> bool {
    match failure {
        CallFailure::Connect(_) => true,
        CallFailure::Agent(error) => {
            is_connection_lost(error) || matches!(error, ropewalk_tunnel::AgentError::Deadline { .. })
        }
    }
}

async fn look(session: &AgentSession<'_>, id: &ProcessId) -> Waited {
    let asked = session
        .call_within(
            SNAPSHOT_LIMIT,
            |conn| async move { conn.process_output(&session.context, id, None).await },
        )
        .await;
    match asked {
        Ok(output) if output.running => Waited::Running(output),
        Ok(output) => Waited::Exited(output),
        Err(failure) => Waited::Failed(failure),
    }
}

/// What the model is told of a process.
pub(super) struct Report(Value);

impl Report {
    /// Of one that has ended.
    pub(super) fn exited(output: &ProcessOutputResponse) -> Self {
        let exit_code = output.exit_code.unwrap_or(-1);
        let mut report = Self::of(output, exit_code == 0);
        report.0["exit_code"] = json!(exit_code);
        report
    }

    /// Of one that runs; without an exit code.
    pub(super) fn running(output: &ProcessOutputResponse) -> Self {
        Self::of(output, true)
    }

    fn of(output: &ProcessOutputResponse, success: bool) -> Self {
        let mut report = json!({"success": success});
        if !output.output.is_empty() {
            report["output"] = json!(cut_middle(&output.output, OUTPUT_BYTES_MAX));
        }
        if let Some(truncated) = &output.truncated {
            report["truncated"] = json!(truncated);
        }
        Self(report)
    }

    /// The result of the tool.
    pub(super) fn into_json(self) -> Value {
        self.0
    }
}
