//! `execute`: runs a shell command in the workspace (chat-engine.md TL-21).
//!
//! What must stay true:
//! - the process is started under the call's idempotency key: the same call, run again after a crash or on
//!   another replica, finds the running or finished process instead of starting it twice;
//! - a timeout stops the waiting, never the process.

mod line;

use std::collections::BTreeMap;
use std::time::Duration;

use async_trait::async_trait;
use ropewalk_llm::ToolDefinition;
use ropewalk_wire::agent::{ProcessId, StartProcessRequest};
use serde_json::{Value, json};
use tokio::time::Instant;

use super::args::{Args, BadArgs};
use super::connection::ChatLink;
use super::process_wait::{Report, Waited, wait_for_exit};
use super::schema::definition;
use super::session::{AgentSession, until_cancelled};
use super::{Recovery, Tool, ToolCallContext, ToolMode, ToolOutcome, modes};

const TIMEOUT_DEFAULT: Duration = Duration::from_secs(10);
/// Longer timeouts are cut to this.
pub(super) const TIMEOUT_MAX: Duration = Duration::from_secs(4 * 60 * 60);

/// What keeps commands from waiting for a person: no editor, no prompt, no pager, no colours.
const ENVIRONMENT: [(&str, &str); 10] = [
    ("CODER_CHAT_AGENT", "true"),
    ("GIT_EDITOR", "true"),
    ("GIT_SEQUENCE_EDITOR", "true"),
    ("EDITOR", "true"),
    ("VISUAL", "true"),
    ("GIT_TERMINAL_PROMPT", "0"),
    ("NO_COLOR", "1"),
    ("TERM", "dumb"),
    ("PAGER", "cat"),
    ("GIT_PAGER", "cat"),
];

/// Runs a command.
pub(super) struct Execute;

#[async_trait]
impl Tool for Execute {
    fn definition(&self) -> ToolDefinition {
        definition(
            "execute",
            "Runs a command with `sh -c` in the workspace and answers with its output (standard output and standard error \
             together; of long output the first and last 16 KiB) and exit code. There is no terminal and no input. When \
             the timeout passes, the command goes on running and you get its background_process_id: look at it with \
             process_output, and do not start it again. Start servers and watchers with run_in_background.",
            json!({
                "command": {"type": "string", "description": "The shell command."},
                "timeout": {"type": "string", "description": "How long to wait for the end, such as \"30s\" or \"10m\". Default: \"10s\", at most \"4h\". Without meaning for background commands."},
                "workdir": {"type": "string", "description": "Directory to run in. Default: the workspace's own directory."},
                "run_in_background": {"type": "boolean", "description": "Answer at once and leave the command running. Default: false."},
                "model_intent": {"type": "string", "description": "What the command is for, in a few words, for the person who watches."},
            }),
            &["command"],
        )
    }

    fn recovery(&self) -> Recovery {
        Recovery::Idempotent
    }

    fn modes(&self) -> &'static [ToolMode] {
        modes::EVERYWHERE
    }

    async fn run(&self, call: ToolCallContext) -> ToolOutcome {
        let link = ChatLink::new(&call);
        until_cancelled(&call.cancel, execute(&link.session(), &call.args)).await
    }
}

/// What is to be done.
#[derive(Debug, PartialEq, Eq)]
struct Plan {
    command: String,
    workdir: Option<String>,
    /// How long to wait; `None` = not at all, it is a background command.
    timeout: Option<Duration>,
}

fn plan(args: &Value) -> Result<Plan, BadArgs> {
    let args = Args::of(args)?;
    let (command, ends_in_background) = line::without_trailing_ampersand(args.word("command")?);
    if command.is_empty() {
        return Err(BadArgs::field("command", "must hold a command"));
    }
    let in_background = args.flag("run_in_background")? || ends_in_background;
    let workdir = args.optional_word("workdir")?.map(str::to_owned);
    args.optional_text("model_intent")?;
    let timeout = if in_background { None } else { Some(timeout_of(&args)?) };
    Ok(Plan { command: command.to_owned(), workdir, timeout })
}

fn timeout_of(args: &Args<'_>) -> Result<Duration, BadArgs> {
    match args.optional_duration("timeout")? {
        None => Ok(TIMEOUT_DEFAULT),
        Some(timeout) if timeout.is_zero() => Err(BadArgs::field("timeout", "must be longer than zero")),
        Some(timeout) => Ok(timeout.min(TIMEOUT_MAX)),
    }
}

pub(super) async fn execute(session: &AgentSession<'_>, args: &Value) -> ToolOutcome {
    let plan = match plan(args) {
        Ok(plan) => plan,
        Err(bad) => return ToolOutcome::error(bad.to_string()),
    };
    let note = line::note_on(&plan.command);
    let request = &StartProcessRequest {
        command: plan.command,
        workdir: plan.workdir,
        env: BTreeMap::from(ENVIRONMENT.map(|(name, value)| (name.to_owned(), value.to_owned()))),
        background: plan.timeout.is_none(),
        client_token: Some(session.client_token.clone()),
    };
    let began = Instant::now();
    let started =
        session.call(|conn| async move { conn.start_process(&session.context, request).await }).await;
    let process_id = match started {
        Ok(process) => process.id,
        Err(failure) => return ToolOutcome::error(failure.to_string()),
    };
    let Some(timeout) = plan.timeout else {
        return in_background(&process_id, began);
    };
    let waited = wait_for_exit(session, &process_id, timeout).await;
    finish(waited, &process_id, timeout, began, note)
}

fn in_background(process_id: &ProcessId, began: Instant) -> ToolOutcome {
    ToolOutcome::ok(json!({
        "success": true,
        "wall_duration_ms": millis(began),
        "background_process_id": process_id,
        "note": "The command was started in the background and runs. Look at it with process_output.",
    }))
}

fn finish(
    waited: Waited,
    process_id: &ProcessId,
    timeout: Duration,
    began: Instant,
    note: Option<&'static str>,
) -> ToolOutcome {
    let mut result = match waited {
        Waited::Exited(output) => Report::exited(&output).into_json(),
        Waited::Running(output) => {
            let mut result = Report::running(&output).into_json();
            result["success"] = json!(false);
            result["exit_code"] = json!(-1);
            result["background_process_id"] = json!(process_id);
            result["error"] = json!(format!(
                "The command did not end within {} and goes on running. Do not start it again: wait for it with \
                 process_output, or stop it with process_signal.",
                in_words(timeout)
            ));
            result
        }
        Waited::Failed(failure) => json!({
            "success": false,
            "exit_code": -1,
            "background_process_id": process_id,
            "error": format!(
                "The command was started, but its outcome is not known: {failure} Look at it with process_output \
                 before you start it again."
            ),
        }),
    };
    result["wall_duration_ms"] = json!(millis(began));
    if let Some(note) = note {
        result["note"] = json!(note);
    }
    ToolOutcome::ok(result)
}

fn in_words(timeout: Duration) -> String {
    if timeout.subsec_nanos() == 0 { format!("{} s", timeout.as_secs()) } else { format!("{timeout:?}") }
}

fn millis(began: Instant) -> u64 {
    u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use serde_json::json;

    use super::{Plan, plan};

    fn planned(command: &str, timeout_secs: Option<u64>) -> Plan {
        Plan { command: command.to_owned(), workdir: None, timeout: timeout_secs.map(Duration::from_secs) }
    }

    #[test]
    fn plans() {
        for (args, expected) in [
            (json!({"command": " ls "}), planned("ls", Some(10))),
            (json!({"command": "ls", "timeout": "30s"}), planned("ls", Some(30))),
            (json!({"command": "ls", "timeout": "9h"}), planned("ls", Some(4 * 3600))),
            (json!({"command": "serve &"}), planned("serve", None)),
            (
                json!({"command": "serve", "run_in_background": true, "timeout": "nonsense"}),
                planned("serve", None),
            ),
            (json!({"command": "a && b", "workdir": ""}), planned("a && b", Some(10))),
        ] {
            assert_eq!(plan(&args).unwrap(), expected, "{args}");
        }
    }

    #[test]
    fn bad_arguments_are_told_by_field() {
        for (args, field) in [
            (json!({}), "command"),
            (json!({"command": "  "}), "command"),
            (json!({"command": "&"}), "command"),
            (json!({"command": "ls", "timeout": "0s"}), "timeout"),
            (json!({"command": "ls", "timeout": "-1s"}), "timeout"),
            (json!({"command": "ls", "timeout": 30}), "timeout"),
            (json!({"command": "ls", "workdir": 1}), "workdir"),
            (json!({"command": "ls", "run_in_background": "perhaps"}), "run_in_background"),
        ] {
            let problem = plan(&args).unwrap_err().to_string();
            assert!(problem.contains(&format!("`{field}`")), "{args}: {problem}");
        }
    }
}
