//! `execute_local_tools`: runs the open calls of a step and stores their results (chat-engine.md 1.6).
//!
//! What must stay true (chat-state-machine.md 6.5): no tool runs before the ledger says `started`; a result that is known
//! is in the ledger before anything else is waited for; a call that another runner may have run is resumed by the tool's
//! own kind. So a crash at any instant does nothing twice.

use std::sync::Arc;
use std::time::Duration;

use futures::stream::{FuturesUnordered, StreamExt};
use ropewalk_authz::Subject;
use ropewalk_model::chat::{Chat, OpenCall, StepFence};
use ropewalk_store::chats::{ChatUpdate, LedgerEntry, LedgerState, StartedCall, ToolCallKey, ToolCallResult};
use ropewalk_telemetry::ErrorChain;
use serde_json::json;
use sha2::{Digest, Sha256};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use super::model::{self, ReadyModel};
use super::tries::{self, Begun};
use crate::engine::{CallWaits, WaitReason};
use crate::runner::{Task, TaskEnd};
use crate::tools::{
    Bounded, Recovery, Scheduling, Tool, ToolCallContext, ToolOutcome, bound_outcome, result_budget_bytes,
};

/// How long a tool whose result is no longer wanted may go on, to leave its work in order.
const WIND_DOWN: Duration = Duration::from_secs(5);

/// Runs `calls` and stores one tool message per result, in the order of the calls (GL-20).
pub(super) async fn execute(
    task: &Task,
    chat: &Chat,
    fence: StepFence,
    calls: Vec<OpenCall>,
) -> Result<ChatUpdate, TaskEnd> {
    let fence = match tries::begin(task, fence).await? {
        Begun::Try(fence) => fence,
        Begun::Ended(update) => return Ok(update),
    };
    let writer = task.context.parts.open(task.episode(fence.generation_attempt));
    let owner = match tries::prepare(|| model::owner(&task.context, chat)).await {
        Ok(owner) => owner,
        Err(error) => return tries::fail(task, fence, error).await,
    };
    let mut batch = Batch {
        task,
        chat,
        owner,
        fence,
        budget_bytes: budget_bytes(task, chat).await,
        results: vec![None; calls.len()],
        unrecorded: None,
        running: FuturesUnordered::new(),
        calls,
    };
    batch.run().await?;

    let mut messages = Vec::with_capacity(batch.calls.len());
    for (call, result) in batch.calls.iter().zip(batch.results) {
        let Some(result) = result else { continue };
        let mut message = result.into_message(call.tool_call_id.clone(), call.tool_name.clone());
        message.model_config_id = Some(chat.last_model_config_id);
        messages.push(message);
    }
    for part in messages.iter().flat_map(|message| &message.parts) {
        writer.tool_result(part.clone())?;
    }
    let finished: Vec<_> = batch.unrecorded.into_iter().collect();
    let committed = task.context.store.commit_chat_step(&fence, messages, &finished, task.now()).await?;
    Ok(ChatUpdate::from(&committed.chat))
}

/// How large one result may be. An unknown window is no reason not to run the tools.
async fn budget_bytes(task: &Task, chat: &Chat) -> usize {
    let model: Option<ReadyModel> = model::ready_model(&task.context, chat).await.ok();
    result_budget_bytes(model.map(|model| model.resolved.context_limit))
}

/// A tool that runs in a task of its own; the index is that of its call.
type Running = std::pin::Pin<Box<dyn Future<Output = (usize, ToolCallResult)> + Send>>;

struct Batch<'a> {
    task: &'a Task,
    chat: &'a Chat,
    owner: Subject,
    fence: StepFence,
    calls: Vec<OpenCall>,
    budget_bytes: usize,
    results: Vec<Option<ToolCallResult>>,
    /// The last result: it is written with the step.
    unrecorded: Option<(ToolCallKey, ToolCallResult)>,
    running: FuturesUnordered<Running>,
}

impl Batch<'_> {
    /// First all concurrent calls at once, then the serial ones one by one.
    async fn run(&mut self) -> Result<(), TaskEnd> {
        let active = self.task.context.tools.for_chat(self.chat);
        let mut concurrent = Vec::new();
        let mut serial = Vec::new();
        for index in 0..self.calls.len() {
            let name = &self.calls[index].tool_name;
            match active.get(name) {
                Some(tool) => match tool.scheduling() {
                    Scheduling::Concurrent => concurrent.push((index, Arc::clone(tool))),
                    Scheduling::Serial => serial.push((index, Arc::clone(tool))),
                },
                None => {
                    let is_known = self.task.context.tools.get(name).is_some();
                    self.results[index] = Some(self.outcome_now(rejection(name, is_known)));
                }
            }
        }
        self.run_together(concurrent).await?;
        for one in serial {
            self.run_together(vec![one]).await?;
        }
        Ok(())
    }

    async fn run_together(&mut self, tools: Vec<(usize, Arc<dyn Tool>)>) -> Result<(), TaskEnd> {
        if tools.is_empty() {
            return Ok(());
        }
        let starting: Vec<StartedCall> = tools.iter().map(|(index, _)| self.started_call(*index)).collect();
        let store = &self.task.context.store;
        let entries = store.start_tool_calls(&self.fence, &starting, self.task.now()).await?;
        for ((index, tool), entry) in tools.into_iter().zip(entries) {
            self.begin_call(index, &tool, entry);
        }
        while let Some((index, result)) = self.running.next().await {
            let key = self.key(index);
            self.results[index] = Some(result.clone());
            // The last one is written with the step.
            if self.results.iter().all(Option::is_some) {
                self.unrecorded = Some((key, result));
            } else {
                self.task.context.store.finish_tool_call(&self.fence, &key, &result).await?;
            }
        }
        Ok(())
    }

    /// What becomes of a call depends on what the ledger knows of it.
    fn begin_call(&mut self, index: usize, tool: &Arc<dyn Tool>, entry: LedgerEntry) {
        let may_run = match &entry.state {
            LedgerState::New => true,
            LedgerState::Started { .. } => match tool.recovery() {
                Recovery::RunAgain | Recovery::Idempotent => true,
                Recovery::UnknownOutcome => false,
            },
            LedgerState::Finished(result) => {
                self.results[index] = Some(result.clone());
                return;
            }
        };
        if may_run {
            let handle = self.spawn(index, tool, entry.idempotency_key);
            let (name, clock) =
                (self.calls[index].tool_name.clone(), Arc::clone(&self.task.context.tool_deps.clock));
            let budget_bytes = self.budget_bytes;
            let metrics = self.task.context.metrics().clone();
            let note = self.task.context.activities.note(
                self.chat.id,
                WaitReason::Tools { names: vec![name.clone()] },
                clock.now(),
                None,
            );
            self.running.push(Box::pin(async move {
                let _note = note;
                let mut outcome = ended(handle.await, &name);
                let word = if outcome.is_error { "error" } else { "ok" };
                metrics.tool_ended(&name, word);
                if bound_outcome(&mut outcome, budget_bytes) == Bounded::Cut {
                    tracing::debug!(tool = name, "A tool's result was cut");
                }
                (index, completed(outcome, clock.now()))
            }));
        } else {
            let result = self.outcome_now(unknown_outcome(&self.calls[index].tool_name));
            self.running.push(Box::pin(std::future::ready((index, result))));
        }
    }

    /// Runs the tool in a task of its own, so that being dropped does not tear it out of its work.
    fn spawn(
        &self,
        index: usize,
        tool: &Arc<dyn Tool>,
        idempotency_key: uuid::Uuid,
    ) -> JoinHandle<Option<ToolOutcome>> {
        let call = &self.calls[index];
        let cancel: CancellationToken = self.task.cancel.child_token();
        let tool_call = ToolCallContext {
            chat: self.chat.clone(),
            owner: self.owner.clone(),
            message_id: call.message_id,
            tool_call_id: call.tool_call_id.clone(),
            idempotency_key,
            args: call.args.clone(),
            cancel: cancel.clone(),
            waits: CallWaits::new(self.task.context.activities.clone(), self.chat.id),
            deps: self.task.context.tool_deps.clone(),
        };
        let tool = Arc::clone(tool);
        self.task.context.tasks.spawn(async move {
            let wound_down = async {
                cancel.cancelled().await;
                tokio::time::sleep(WIND_DOWN).await;
            };
            tokio::select! {
                outcome = tool.run(tool_call) => Some(outcome),
                () = wound_down => None,
            }
        })
    }

    fn started_call(&self, index: usize) -> StartedCall {
        let call = &self.calls[index];
        StartedCall {
            key: self.key(index),
            tool_name: call.tool_name.clone(),
            args_sha256: Sha256::digest(call.args.to_string().as_bytes()).into(),
            idempotency_key: self.task.context.tool_deps.entropy.uuid(),
        }
    }

    fn key(&self, index: usize) -> ToolCallKey {
        let call = &self.calls[index];
        ToolCallKey { message_id: call.message_id, tool_call_id: call.tool_call_id.clone() }
    }

    fn outcome_now(&self, outcome: ToolOutcome) -> ToolCallResult {
        completed(outcome, self.task.now())
    }
}

fn completed(outcome: ToolOutcome, completed_at: ropewalk_model::Timestamp) -> ToolCallResult {
    let ToolOutcome { result, is_error, is_media } = outcome;
    ToolCallResult { result, is_error, is_media, completed_at }
}

/// A panic is an error of that call only (GL-23).
fn ended(ended: Result<Option<ToolOutcome>, tokio::task::JoinError>, name: &str) -> ToolOutcome {
    match ended {
        Ok(Some(outcome)) => outcome,
        Ok(None) => ToolOutcome::error(format!("{name} was stopped before it gave a result.")),
        Err(error) => {
            tracing::error!(tool = name, "A tool failed by a fault of the server: {}", ErrorChain(&error));
            ToolOutcome::error(format!(
                "{name} failed by a fault of the server. It may have had an effect: check before you repeat it."
            ))
        }
    }
}

/// Unknown, and known but not offered, are different mistakes (GL-22).
fn rejection(name: &str, is_known: bool) -> ToolOutcome {
    ToolOutcome::error(if is_known {
        format!("The tool {name} is not available in this chat now.")
    } else {
        format!("There is no tool {name}. Use one of the tools that you were given.")
    })
}

fn unknown_outcome(name: &str) -> ToolOutcome {
    ToolOutcome {
        result: json!({
            "error": format!(
                "The server was interrupted while {name} ran, so its outcome is unknown. It was not run again, because \
                 it may already have had its effect. Check the state that it should have changed before you call it \
                 again."
            ),
            "outcome": "unknown",
        }),
        is_error: true,
        is_media: false,
    }
}
