//! `process_output`: the output of a process that an earlier call started.

use std::time::Duration;

use async_trait::async_trait;
use ropewalk_llm::ToolDefinition;
use ropewalk_wire::agent::ProcessId;
use serde_json::{Value, json};
use tokio::time::Instant;

use super::args::{Args, BadArgs};
use super::connection::ChatLink;
use super::execute::TIMEOUT_MAX;
use super::process_wait::{Report, Waited, wait_for_exit};
use super::schema::definition;
use super::session::{AgentSession, until_cancelled};
use super::{Recovery, Tool, ToolCallContext, ToolMode, ToolOutcome, modes};

const WAIT_DEFAULT: Duration = Duration::from_secs(10);

/// Shows a process.
pub(super) struct ProcessOutput;

#[async_trait]
impl Tool for ProcessOutput {
    fn definition(&self) -> ToolDefinition {
        definition(
            "process_output",
            "Shows the output of a process that execute left running, and its exit code once it has ended. Waits for \
             the end up to wait_timeout. Processes that have ended are forgotten after 5 minutes.",
            json!({
                "process_id": {"type": "string", "description": "The background_process_id that execute gave."},
                "wait_timeout": {"type": "string", "description": "How long to wait for the end, such as \"30s\" or \"10m\". Default: \"10s\", at most \"4h\"; \"0s\" shows the present state at once."},
            }),
            &["process_id"],
        )
    }

    fn recovery(&self) -> Recovery {
        Recovery::RunAgain
    }

    fn modes(&self) -> &'static [ToolMode] {
        modes::EVERYWHERE
    }

    async fn run(&self, call: ToolCallContext) -> ToolOutcome {
        let link = ChatLink::new(&call);
        until_cancelled(&call.cancel, show(&link.session(), &call.args)).await
    }
}

fn read_args(args: &Value) -> Result<(ProcessId, Duration), BadArgs> {
    let args = Args::of(args)?;
    let id = ProcessId(args.word("process_id")?.to_owned());
    Ok((id, args.optional_duration("wait_timeout")?.unwrap_or(WAIT_DEFAULT).min(TIMEOUT_MAX)))
}

pub(super) async fn show(session: &AgentSession<'_>, args: &Value) -> ToolOutcome {
    let (process_id, wait) = match read_args(args) {
        Ok(read) => read,
        Err(bad) => return ToolOutcome::error(bad.to_string()),
    };
    let began = Instant::now();
    let mut result = match wait_for_exit(session, &process_id, wait).await {
        Waited::Exited(output) => Report::exited(&output).into_json(),
        Waited::Running(output) => {
            let mut result = Report::running(&output).into_json();
            result["background_process_id"] = json!(process_id);
            result["note"] = json!("The process is still running.");
            result
        }
        Waited::Failed(failure) => return ToolOutcome::error(failure.to_string()),
    };
    result["wall_duration_ms"] = json!(u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX));
    ToolOutcome::ok(result)
}
