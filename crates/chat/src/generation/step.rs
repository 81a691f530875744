//! `generate_assistant`: asks the model, shows what it says, stores the step (chat-engine.md 1.3, 1.4, 1.8).

use std::time::Duration;

use futures::StreamExt;
use ropewalk_llm::{
    Fault, FinishReason, Kept, LlmError, ModelRequest, StreamEvent, ToolDefinition, reported_context_limit,
};
use ropewalk_model::Timestamp;
use ropewalk_model::chat::{CompactionSource, Message, NewMessage, Role, StepFence, Usage, Visibility};
use ropewalk_store::chats::ChatUpdate;
use ropewalk_telemetry::Metrics;
use serde_json::Value;
use tokio::time::Instant;
use tracing::Instrument;

use super::chain::{chain, kept};
use super::compact::{Fullness, Window, compact, fullness, still_full};
use super::cost::cost_of;
use super::judge::{Verdict, judge};
use super::model::{ReadyModel, files, offered_tools, ready_model, request};
use super::plan_path;
use super::step_content::clean_step;
use super::tries::{self, Begun, Unprepared};
use crate::debug::RecordedStep;
use crate::engine::{WaitReason, after};
use crate::parts::{EpisodeClosed, EpisodeWriter};
use crate::runner::{History, ModelName, Task, TaskEnd, TurnEnd};
use crate::spans;

/// For how long what was looked up of a model holds.
const LOOKED_UP_FOR: Duration = Duration::from_secs(1);

/// Tries until the step is stored, or the turn ends with an error.
pub(super) async fn generate(
    task: &Task,
    mut history: History,
    dynamic_tools: Vec<ToolDefinition>,
    mut fence: StepFence,
) -> Result<ChatUpdate, TaskEnd> {
    tries::wait_out_backoff(task, &history.chat).await;
    let mut recorded = None;
    let mut may_chain = true;
    loop {
        let (is_recorded, mut prompts, summary_limit);
        let (begun, model) = begin(task, fence, &history).await;
        (fence, history.chat, is_recorded, prompts, summary_limit) = match begun? {
            Begun::Try { fence, chat, is_recorded, prompts, summary_limit } => {
                (fence, *chat, is_recorded, prompts, summary_limit)
            }
            Begun::Ended(update) => return Ok(update),
        };
        prompts.plan_path = plan_path::told(task, &mut history).await;
        let tools = offered_tools(task, &history, &prompts, &dynamic_tools);
        let writer = task.context.parts.open(task.episode(fence.generation_attempt));
        let model = match prepared(task, &mut history, model).await {
            Ok(model) => model,
            Err(why) => return tries::unprepared(task, fence, why).await,
        };
        match fullness(&history.messages, Window::of(&model.resolved, summary_limit)) {
            Fullness::Fine => {}
            Fullness::Full(_) => {
                drop(writer);
                return compact(task, history, dynamic_tools, fence, CompactionSource::Automatic).await;
            }
            Fullness::StillFull(measure) => return tries::fail(task, fence, still_full(measure)).await,
        }
        let chain = if may_chain { chain(&history, &model.resolved) } else { None };
        let request = request(&history, &prompts, &model.resolved, tools, chain);
        if recorded.is_none() && task.context.recorder.is_on(is_recorded) {
            recorded = RecordedStep::begin(&task.context, &history, &model.resolved, &request);
        }
        let began = task.now();
        let error = match traced(ask(task, &history, &request, &model, &writer), &model).await {
            Ok(answer) => match counted_verdict(&answer, &writer, &model, task) {
                Verdict::Step(parts) => {
                    if let Some(step) = &mut recorded {
                        let id = answer.response_id.as_deref();
                        step.answered(began, &parts, &answer.usage, answer.reason, id);
                    }
                    let message = assistant_message(&answer, &writer, &model, parts);
                    history.asked = Some(ModelName::of(&model.resolved));
                    let stored = stored(task, model, recorded);
                    return task.commit_step(fence, history, vec![message], Vec::new(), stored).await;
                }
                Verdict::Empty => {
                    if let Some(step) = recorded {
                        step.empty(began, &answer.usage, answer.reason);
                    }
                    return task.end_turn(fence, TurnEnd::Well(None)).await;
                }
                Verdict::Failed(error) => error,
            },
            Err(AskError::Model(error)) => error,
            // An interruption took what was said; the row has moved on.
            Err(AskError::Closed(EpisodeClosed)) => return Err(TaskEnd::Stale),
        };
        may_chain &= error.fault != Some(Fault::ChainBroken);
        writer.discard();
        if let Some(update) = failed_try(task, fence, &model, began, error, &mut recorded).await? {
            return Ok(update);
        }
    }
}

/// Counts and records a try that failed, whose words are discarded, and waits for the next; the end of the turn, when there is none.
async fn failed_try(
    task: &Task,
    fence: StepFence,
    model: &ReadyModel,
    began: Timestamp,
    error: LlmError,
    recorded: &mut Option<RecordedStep>,
) -> Result<Option<ChatUpdate>, TaskEnd> {
    note_fault(task, model, &error);
    let kind = error.kind.as_str();
    count(task, model, |metrics, provider, model| metrics.model_answered(provider, model, kind));
    if let Some(step) = recorded.as_mut() {
        step.failed(began, &error);
    }
    // The next try asks something else, the whole history: it is recorded as a step of its own.
    let asks_anew = error.fault == Some(Fault::ChainBroken);
    let ended = tries::after_failure(task, fence, error).await?;
    if (ended.is_some() || asks_anew)
        && let Some(step) = recorded.take()
    {
        step.given_up();
    }
    if ended.is_none() {
        count(task, model, |metrics, provider, model| metrics.step_retried(provider, model, kind));
    }
    Ok(ended)
}

/// What is done once the step is stored.
fn stored(
    task: &Task,
    model: ReadyModel,
    recorded: Option<RecordedStep>,
) -> impl FnOnce(&[Message]) + Send + 'static {
    let metrics = task.context.metrics().clone();
    move |messages| {
        metrics.step_stored(model.resolved.provider.name(), &model.resolved.model);
        if let Some(step) = recorded {
            step.completed(messages);
        }
    }
}

/// Begins a try, and looks the model up at the same time: neither needs the other. A begin that had to wait makes what was looked up
/// stale, so it is looked up anew.
async fn begin(
    task: &Task,
    fence: StepFence,
    history: &History,
) -> (Result<Begun, TaskEnd>, Result<ReadyModel, Unprepared>) {
    let look_up = || tries::prepare(|| ready_model(&task.context, &history.chat));
    let since = Instant::now();
    let (begun, model) = tokio::join!(tries::begin(task, fence), look_up());
    if since.elapsed() < LOOKED_UP_FOR || begun.is_err() {
        return (begun, model);
    }
    (begun, look_up().await)
}

/// The model of the step, as it was looked up, and the files that it is to be shown.
async fn prepared(
    task: &Task,
    history: &mut History,
    model: Result<ReadyModel, Unprepared>,
) -> Result<ReadyModel, Unprepared> {
    let model = model?;
    let known = &history.files;
    let read = || files(&task.context, &history.messages, known.clone(), &model.resolved);
    history.files = tries::prepare(read).await?;
    Ok(model)
}

/// Counts something of a model, by the names of its provider and itself.
fn count(task: &Task, model: &ReadyModel, event: impl FnOnce(&Metrics, &str, &str)) {
    event(task.context.metrics(), model.resolved.provider.name(), &model.resolved.model);
}

/// Counts and logs a frame that could not be read (chat-engine.md 2.5). Its content may be a prompt or a secret and is not logged.
fn note_fault(task: &Task, model: &ReadyModel, error: &LlmError) {
    match error.fault {
        Some(Fault::MalformedFrame) => {
            let (provider, name) = (model.resolved.provider.name(), &model.resolved.model);
            tracing::warn!(
                chat.id = %task.seen.chat_id, provider, model = %name,
                "A frame of the stream of {provider} {name} could not be read: {}",
                error.detail.as_deref().unwrap_or_default()
            );
            count(task, model, Metrics::malformed_frame);
        }
        Some(Fault::ChainBroken) | None => {}
    }
}

/// The end of a good answer.
struct Answer {
    usage: Usage,
    reason: FinishReason,
    response_id: Option<String>,
    metadata: Option<Value>,
}

/// Why there is no answer.
enum AskError {
    Model(LlmError),
    Closed(EpisodeClosed),
}

impl From<LlmError> for AskError {
    fn from(error: LlmError) -> Self {
        Self::Model(error)
    }
}

impl From<EpisodeClosed> for AskError {
    fn from(closed: EpisodeClosed) -> Self {
        Self::Closed(closed)
    }
}

/// The call in a span of its own.
async fn traced(
    call: impl Future<Output = Result<Answer, AskError>>,
    model: &ReadyModel,
) -> Result<Answer, AskError> {
    let span = spans::model_call(&model.resolved);
    let answer = call.instrument(span.clone()).await;
    match &answer {
        Ok(answer) => spans::answered(&span, &answer.usage, answer.response_id.as_deref()),
        Err(AskError::Model(error)) => spans::failed(&span, error),
        Err(AskError::Closed(_)) => {}
    }
    answer
}

async fn ask(
    task: &Task,
    history: &History,
    request: &ModelRequest,
    model: &ReadyModel,
    writer: &EpisodeWriter,
) -> Result<Answer, AskError> {
    let reason = WaitReason::Model { model: model.resolved.model.clone() };
    let (now, silence) = (task.now(), model.client.limits().silence);
    let note = task.context.activities.note(history.chat.id, reason, now, after(now, silence));
    writer.begin_model(model.resolved.id, model.resolved.context_limit);
    count(task, model, |metrics, provider, model| {
        metrics.model_asked(provider, model, request.messages.len(), request.prompt_bytes());
    });
    let asked = Instant::now();
    let mut has_begun = false;
    let mut stream = model.client.stream(request).await?;
    while let Some(event) = stream.next().await {
        let event = event?;
        if !std::mem::replace(&mut has_begun, true) {
            let took = asked.elapsed();
            count(task, model, |metrics, provider, model| metrics.model_began(provider, model, took));
        }
        note.renew(task.now(), silence);
        if let StreamEvent::Finish { usage, reason, response_id, provider_metadata } = event {
            return Ok(Answer { usage, reason, response_id, metadata: provider_metadata });
        }
        writer.apply(event, task.now())?;
    }
    // `ModelStream` ends with `Finish` or an error; should it not, this is the same failure.
    Err(AskError::Model(model.without_end("closed its stream early")))
}

/// The verdict; a good answer is counted here, a bad one with the other failures.
fn counted_verdict(answer: &Answer, writer: &EpisodeWriter, model: &ReadyModel, task: &Task) -> Verdict {
    let verdict = verdict(answer, writer, model, task);
    match &verdict {
        Verdict::Step(_) | Verdict::Empty => {
            count(task, model, |metrics, provider, model| metrics.model_answered(provider, model, "ok"));
        }
        Verdict::Failed(_) => {}
    }
    verdict
}

fn verdict(answer: &Answer, writer: &EpisodeWriter, model: &ReadyModel, task: &Task) -> Verdict {
    let resolved = &model.resolved;
    let parts = clean_step(writer.taken().draft.finish(task.now()), resolved);
    judge(
        parts,
        answer.reason,
        answer.metadata.as_ref(),
        resolved.provider.name(),
        &resolved.provider_display_name,
    )
}

fn assistant_message(
    answer: &Answer,
    writer: &EpisodeWriter,
    model: &ReadyModel,
    parts: Vec<ropewalk_model::chat::Part>,
) -> NewMessage {
    let resolved = &model.resolved;
    let reported = answer.metadata.as_ref().and_then(reported_context_limit);
    let mut message = NewMessage::new(Role::Assistant, Visibility::Both, parts);
    message.model_config_id = Some(resolved.id);
    message.usage = Some(answer.usage);
    message.context_limit = Some(reported.unwrap_or(resolved.context_limit));
    message.cost_micros = cost_of(resolved, &answer.usage);
    message.runtime_ms = writer.taken().model.and_then(|run| run.runtime_ms());
    message.provider_response_id = match kept(resolved) {
        Kept::Stored | Kept::Chained => answer.response_id.clone(),
        Kept::No => None,
    };
    message
}
