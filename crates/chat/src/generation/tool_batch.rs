//! `execute_local_tools`: runs the open calls of a step and stores their results (chat-engine.md 1.6).
//!
//! What must stay true (chat-state-machine.md 6.5): no tool runs before the ledger says `started`; a result that is known
//! is in the ledger before anything else is waited for; a call that another runner may have run is resumed by the tool's
//! own kind. So a crash at any instant does nothing twice.

use std::sync::Arc;
use std::time::Duration;

use futures::FutureExt;
use futures::stream::{FuturesUnordered, StreamExt};
use ropewalk_authz::Subject;
use ropewalk_model::chat::{Chat, OpenCall, Role, StepFence};
use ropewalk_store::chats::{BegunBatch, ChatUpdate, LedgerEntry, LedgerState, ToolCallKey, ToolCallResult};
use ropewalk_telemetry::{ErrorChain, Metrics, ToolResultFacts};
use serde_json::json;
use tokio::task::JoinHandle;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;
use tracing::Instrument;

use super::model::{self, ReadyModel};
use super::plan_batch::{Planned, can_be_found_again, key, started_call};
use super::tries;
use crate::engine::{CallWaits, WaitReason};
use crate::runner::{History, ModelName, Task, TaskEnd};
use crate::side_calls::Counsel;
use crate::spans;
use crate::tools::{
    Bounded, Tool, ToolCallContext, ToolOutcome, bound_outcome, result_budget_bytes, size_bytes,
};

/// How long a tool whose result is no longer wanted may go on, to leave its work in order.
const WIND_DOWN: Duration = Duration::from_secs(5);

/// How long a result waits for others, so that one statement notes them together.
const RECORD_AFTER: Duration = Duration::from_millis(50);

/// Runs `calls` and stores one tool message per result, in the order of the calls (GL-20).
pub(super) async fn execute(
    task: &Task,
    mut history: History,
    fence: StepFence,
    calls: Vec<OpenCall>,
) -> Result<ChatUpdate, TaskEnd> {
    if let Some(update) = tries::end_after_too_many(task, fence).await? {
        return Ok(update);
    }
    let owner = match tries::prepare(|| model::owner(&task.context, &history.chat)).await {
        Ok(owner) => owner,
        Err(why) => return tries::unprepared(task, fence, why).await,
    };
    let planned = Planned::of(&task.context.tools, &history.chat, &calls);
    let begun =
        task.context.store.begin_tool_batch(&fence, &planned.starting(task, &calls), task.now()).await?;
    history.chat = begun.chat;
    let BegunBatch { fence, entries } = begun.value;
    let writer = task.context.parts.open(task.episode(fence.generation_attempt));
    let Maker { name, window } = Maker::of(task, &history).await;
    let mut batch = Batch {
        task,
        budget_bytes: result_budget_bytes(window),
        counts: Counts { metrics: task.context.metrics().clone(), maker: name },
        chat: &history.chat,
        owner,
        fence,
        results: vec![None; calls.len()],
        unrecorded: Vec::new(),
        running: FuturesUnordered::new(),
        calls,
    };
    batch.run(planned, entries).await?;

    let mut messages = Vec::with_capacity(batch.calls.len());
    for (call, result) in batch.calls.iter().zip(batch.results) {
        let Some(result) = result else { continue };
        let mut message = result.into_message(call.tool_call_id.clone(), call.tool_name.clone());
        message.model_config_id = Some(batch.chat.last_model_config_id);
        messages.push(message);
    }
    for part in messages.iter().flat_map(|message| &message.parts) {
        writer.tool_part(part.clone())?;
    }
    let finished = batch.unrecorded;
    task.commit_step(fence, history, messages, finished, |_| ()).await
}

/// The model that made the calls.
struct Maker {
    /// Its names, for the counters.
    name: ModelName,
    /// Its window, in tokens.
    window: Option<i64>,
}

impl Maker {
    /// The message that holds the calls tells the window, and the task that stored it left the names. A model that is not known is
    /// no reason not to run the tools.
    async fn of(task: &Task, history: &History) -> Self {
        let told = history.messages.iter().rev().find(|message| message.body.role == Role::Assistant);
        let window = told.and_then(|message| message.body.context_limit);
        if let (Some(name), Some(_)) = (history.asked.clone(), window) {
            return Self { name, window };
        }
        match model::ready_model(&task.context, &history.chat).await {
            Ok(ReadyModel { resolved, .. }) => {
                let window = window.or(Some(resolved.context_limit));
                Self { name: history.asked.clone().unwrap_or_else(|| ModelName::of(&resolved)), window }
            }
            Err(_) => Self { name: history.asked.clone().unwrap_or_default(), window },
        }
    }
}

/// Counts the results that a model gets. Cheap to clone.
#[derive(Clone)]
struct Counts {
    metrics: Metrics,
    maker: ModelName,
}

impl Counts {
    /// `tool` is empty for a name that the model made up.
    fn count(&self, tool: &str, outcome: &ToolOutcome, bounded: Bounded) {
        let facts = ToolResultFacts {
            tool,
            is_error: outcome.is_error,
            is_cut: bounded == Bounded::Cut,
            size_bytes: size_bytes(&outcome.result),
        };
        self.metrics.tool_ended(&self.maker.provider, &self.maker.model, &facts);
    }
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
    counts: Counts,
    results: Vec<Option<ToolCallResult>>,
    /// Results that are not in the ledger yet. What is left at the end is written with the step.
    unrecorded: Vec<(ToolCallKey, ToolCallResult)>,
    running: FuturesUnordered<Running>,
}

impl Batch<'_> {
    /// First all concurrent calls at once, then the serial ones one by one. `entries` are those of [`Planned::starting`].
    async fn run(&mut self, planned: Planned, entries: Vec<LedgerEntry>) -> Result<(), TaskEnd> {
        for (index, why) in planned.rejected {
            let (name, outcome) = (&self.calls[index].tool_name, why.outcome(&self.calls[index].tool_name));
            self.counts.count(if why.is_known() { name } else { "" }, &outcome, Bounded::Whole);
            self.results[index] = Some(self.outcome_now(outcome));
        }
        let mut entries = entries.into_iter();
        for ((index, tool), entry) in planned.concurrent.into_iter().zip(&mut entries) {
            self.begin_call(index, &tool, entry);
        }
        self.run_begun().await?;
        for (index, tool) in planned.serial {
            let entry = if can_be_found_again(&tool) { entries.next() } else { self.start(index).await? };
            if let Some(entry) = entry {
                self.begin_call(index, &tool, entry);
            }
            self.run_begun().await?;
        }
        Ok(())
    }

    /// Notes that one call is about to run.
    async fn start(&mut self, index: usize) -> Result<Option<LedgerEntry>, TaskEnd> {
        let starting = [started_call(self.task, &self.calls[index])];
        let store = &self.task.context.store;
        let mut entries = store.start_tool_calls(&self.fence, &starting, self.task.now()).await?;
        Ok(entries.pop())
    }

    /// Waits for all that runs. A result that others keep waiting goes into the ledger meanwhile, together with those that
    /// come right after it, so that neither a crash nor an interruption loses it; the last ones are written with the step.
    async fn run_begun(&mut self) -> Result<(), TaskEnd> {
        let soon = || Instant::now() + RECORD_AFTER;
        let mut record_at = (!self.unrecorded.is_empty()).then(soon);
        loop {
            let next = match record_at {
                None => self.running.next().await,
                Some(at) => match tokio::time::timeout_at(at, self.running.next()).await {
                    Ok(next) => next,
                    Err(_elapsed) => {
                        let results = std::mem::take(&mut self.unrecorded);
                        self.task.context.store.finish_tool_calls(&self.fence, &results).await?;
                        record_at = None;
                        continue;
                    }
                },
            };
            let Some((index, result)) = next else { return Ok(()) };
            // A call that was cancelled says so as its result, and it may be heard here before this task is dropped. It is
            // no result: the call goes on under the next runner.
            if self.task.cancel.is_cancelled() {
                return Err(TaskEnd::Stale);
            }
            self.unrecorded.push((key(&self.calls[index]), result.clone()));
            self.results[index] = Some(result);
            record_at = record_at.or_else(|| Some(soon()));
        }
    }

    /// What becomes of a call depends on what the ledger knows of it.
    fn begin_call(&mut self, index: usize, tool: &Arc<dyn Tool>, entry: LedgerEntry) {
        let may_run = match &entry.state {
            LedgerState::New => true,
            LedgerState::Started { .. } => can_be_found_again(tool),
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
            let counts = self.counts.clone();
            let note = self.task.context.activities.note(
                self.chat.id,
                WaitReason::Tools { names: vec![name.clone()] },
                clock.now(),
                None,
            );
            self.running.push(Box::pin(async move {
                let _note = note;
                let mut outcome = ended(handle.await, &name);
                let bounded = bound_outcome(&mut outcome, budget_bytes);
                counts.count(&name, &outcome, bounded);
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
            waits: CallWaits::new(
                self.task.context.activities.clone(),
                self.task.context.holds.clone(),
                self.chat.id,
            ),
            counsel: Counsel::new(Arc::clone(&self.task.context)),
            deps: self.task.context.tool_deps.clone(),
        };
        let tool = Arc::clone(tool);
        let span = spans::tool(&call.tool_name, &call.tool_call_id);
        let run = async move {
            let wound_down = async {
                cancel.cancelled().await;
                tokio::time::sleep(WIND_DOWN).await;
            };
            tokio::select! {
                outcome = tool.run(tool_call) => Some(outcome),
                () = wound_down => None,
            }
        };
        let traced = run.instrument(span.clone()).inspect(move |outcome| {
            if outcome.as_ref().is_none_or(|it| it.is_error) {
                span.record("otel.status_code", "ERROR");
            }
        });
        self.task.context.tasks.spawn(traced)
    }

    fn outcome_now(&self, outcome: ToolOutcome) -> ToolCallResult {
        completed(outcome, self.task.now())
    }
}

fn completed(outcome: ToolOutcome, completed_at: ropewalk_model::Timestamp) -> ToolCallResult {
    let ToolOutcome { result, is_error, is_media, attachments } = outcome;
    ToolCallResult { result, is_error, is_media, attachments, completed_at }
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
        attachments: Vec::new(),
    }
}
