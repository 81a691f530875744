//! Which of the calls of a step run, by which tools, and in which order (chat-engine.md 1.6).

use std::sync::Arc;

use ropewalk_model::chat::{Chat, OpenCall};
use ropewalk_store::chats::{StartedCall, ToolCallKey};
use sha2::{Digest, Sha256};

use crate::runner::Task;
use crate::tools::{Recovery, Scheduling, Tool, ToolOutcome, Toolset};

/// Which tool serves which call, in which order; the numbers are places in the batch.
#[derive(Default)]
pub(super) struct Planned {
    /// They run at once.
    pub(super) concurrent: Vec<(usize, Arc<dyn Tool>)>,
    /// They run after these, one by one.
    pub(super) serial: Vec<(usize, Arc<dyn Tool>)>,
    /// These do not run.
    pub(super) rejected: Vec<(usize, Rejection)>,
}

/// Why a call does not run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Rejection {
    /// There is no such tool.
    Unknown,
    /// There is, and it is not offered in this chat now.
    NotOffered,
    /// It must be the only call of its step.
    NotAlone,
    /// Another call of the step, of this tool, must be the only one.
    Beside(String),
}

impl Rejection {
    /// What the model is told (GL-22 and "exclusive tools").
    pub(super) fn outcome(&self, name: &str) -> ToolOutcome {
        ToolOutcome::error(match self {
            Self::Unknown => format!("There is no tool {name}. Use one of the tools that you were given."),
            Self::NotOffered => format!("The tool {name} is not available in this chat now."),
            Self::NotAlone => format!(
                "{name} must be the only call of a step, so nothing was run. Gather what it needs first, then call it alone."
            ),
            Self::Beside(exclusive) => format!(
                "{name} was skipped, because {exclusive} was called beside it and must be called alone. Call {name} again \
                 without {exclusive}."
            ),
        })
    }

    /// Whether the call names a tool that exists.
    pub(super) const fn is_known(&self) -> bool {
        match self {
            Self::Unknown => false,
            // One of a client's own has a name that we did not give; counted, it would be a label without end.
            Self::Beside(_) => false,
            Self::NotOffered | Self::NotAlone => true,
        }
    }
}

impl Planned {
    /// Plans `calls` of `chat` with the tools of this server.
    pub(super) fn of(tools: &Toolset, chat: &Chat, calls: &[OpenCall]) -> Self {
        let active = tools.for_chat(chat);
        let is_exclusive = |call: &OpenCall| active.get(&call.tool_name).is_some_and(|it| it.is_exclusive());
        if calls.len() > 1
            && let Some(exclusive) = calls.iter().find(|it| is_exclusive(it))
        {
            let why = |call: &OpenCall| {
                if is_exclusive(call) {
                    Rejection::NotAlone
                } else {
                    Rejection::Beside(exclusive.tool_name.clone())
                }
            };
            let rejected = calls.iter().map(why).enumerate().collect();
            return Self { rejected, ..Self::default() };
        }
        let mut planned = Self::default();
        for (index, call) in calls.iter().enumerate() {
            match active.get(&call.tool_name) {
                Some(tool) => match tool.scheduling() {
                    Scheduling::Concurrent => planned.concurrent.push((index, Arc::clone(tool))),
                    Scheduling::Serial => planned.serial.push((index, Arc::clone(tool))),
                },
                None if tools.get(&call.tool_name).is_some() => {
                    planned.rejected.push((index, Rejection::NotOffered));
                }
                None => planned.rejected.push((index, Rejection::Unknown)),
            }
        }
        planned
    }

    /// The calls that are noted as started with the begin of the batch, in the order in which the batch takes their
    /// entries. A serial call that cannot be found again is noted when its turn comes: noted earlier, a crash would make
    /// an unknown outcome of a call that never ran.
    pub(super) fn starting(&self, task: &Task, calls: &[OpenCall]) -> Vec<StartedCall> {
        let serial = self.serial.iter().filter(|(_, tool)| can_be_found_again(tool));
        self.concurrent.iter().chain(serial).map(|(index, _)| started_call(task, &calls[*index])).collect()
    }
}

/// Whether a second run of a call that was started is as good as the first.
pub(super) fn can_be_found_again(tool: &Arc<dyn Tool>) -> bool {
    match tool.recovery() {
        Recovery::RunAgain | Recovery::Idempotent => true,
        Recovery::UnknownOutcome => false,
    }
}

/// The call as the ledger notes it when it begins.
pub(super) fn started_call(task: &Task, call: &OpenCall) -> StartedCall {
    StartedCall {
        key: key(call),
        tool_name: call.tool_name.clone(),
        args_sha256: Sha256::digest(call.args.to_string().as_bytes()).into(),
        idempotency_key: task.context.tool_deps.entropy.uuid(),
    }
}

/// The call's name in the ledger.
pub(super) fn key(call: &OpenCall) -> ToolCallKey {
    ToolCallKey { message_id: call.message_id, tool_call_id: call.tool_call_id.clone() }
}
