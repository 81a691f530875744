//! `process_signal`: ends a process that an earlier call started.

use async_trait::async_trait;
use ropewalk_llm::ToolDefinition;
use ropewalk_wire::agent::{ProcessId, ProcessSignal};
use serde_json::{Value, json};

use super::args::{Args, BadArgs};
use super::connection::ChatLink;
use super::schema::definition;
use super::session::{AgentSession, until_cancelled};
use super::{Recovery, Tool, ToolCallContext, ToolMode, ToolOutcome, modes};

/// Signals a process.
pub(super) struct SendSignal;

#[async_trait]
impl Tool for SendSignal {
    fn definition(&self) -> ToolDefinition {
        definition(
            "process_signal",
            "Ends a process that execute left running, with all processes it started. Try terminate first, which lets it \
             clean up; kill ends it at once.",
            json!({
                "process_id": {"type": "string", "description": "The background_process_id that execute gave."},
                "signal": {"type": "string", "enum": ["terminate", "kill"], "description": "terminate or kill."},
            }),
            &["process_id", "signal"],
        )
    }

    /// A second signal to the same process does no further harm: it ends or has ended.
    fn recovery(&self) -> Recovery {
        Recovery::RunAgain
    }

    fn modes(&self) -> &'static [ToolMode] {
        modes::ACTING
    }

    async fn run(&self, call: ToolCallContext) -> ToolOutcome {
        let link = ChatLink::new(&call);
        until_cancelled(&call.cancel, send(&link.session(), &call.args)).await
    }
}

fn read_args(args: &Value) -> Result<(ProcessId, ProcessSignal), BadArgs> {
    let args = Args::of(args)?;
    let id = ProcessId(args.word("process_id")?.to_owned());
    let signal = match args.word("signal")? {
        "terminate" => ProcessSignal::Terminate,
        "kill" => ProcessSignal::Kill,
        other => {
            return Err(BadArgs::field("signal", format_args!("must be terminate or kill, not {other:?}")));
        }
    };
    Ok((id, signal))
}

pub(super) async fn send(session: &AgentSession<'_>, args: &Value) -> ToolOutcome {
    let (process_id, signal) = match read_args(args) {
        Ok(read) => read,
        Err(bad) => return ToolOutcome::error(bad.to_string()),
    };
    let process_id = &process_id;
    let sent = session
        .call(|conn| async move { conn.signal_process(&session.context, process_id, signal).await })
        .await;
    match sent {
        Ok(answer) => ToolOutcome::ok(json!({"success": true, "message": answer.message})),
        Err(failure) => ToolOutcome::error(failure.to_string()),
    }
}
