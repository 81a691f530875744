//! `compact`: what was said is summarized, and the model goes on from the summary (chat-engine.md 5.7).
//!
//! What must stay true: nothing is deleted, so people see what the model no longer does, and an edit of an earlier message takes the
//! boundary away; instructions, those of the workspace too, are never summarized, because they are told anew in each step, nor are the plan
//! and open questions, which are kept beside the summary; a summary that is not whole is not stored. An interruption leaves nothing of it behind.

mod fullness;
mod kept;
mod rows;
mod summary;

use ropewalk_llm::{ModelRequest, ToolChoice, ToolDefinition};
use ropewalk_model::chat::{
    ChatError, CompactionSource, ErrorKind, NewMessage, Role, StepFence, Usage, Visibility,
};
use ropewalk_platform::chat_models::ResolvedModel;
use ropewalk_store::chats::ChatUpdate;
use ropewalk_telemetry::CompactionResult;

pub(super) use fullness::{Fullness, Measure, Window, fullness};

use self::fullness::measure;
use self::kept::kept;
use self::rows::{Compaction, REQUEST, answered, unanswered};
use self::summary::summarize;
use super::cost::cost_of;
use super::model::{PrepareError, ReadyModel, files, offered_tools, ready_model, request_of, summary_model};
use super::tries::{self, Begun, Unprepared};
use crate::parts::EpisodeWriter;
use crate::prompt::{TurnPrompts, question};
use crate::runner::{History, Task, TaskEnd};
use crate::side_calls::Said;

/// Tries until the summary is stored, or the turn ends with an error.
pub(super) async fn compact(
    task: &Task,
    mut history: History,
    dynamic_tools: Vec<ToolDefinition>,
    mut fence: StepFence,
    source: CompactionSource,
) -> Result<ChatUpdate, TaskEnd> {
    tries::wait_out_backoff(task, &history.chat).await;
    let call_id = format!("chat_summarized_{}", task.context.tool_deps.entropy.uuid());
    loop {
        let (prompts, summary_limit);
        (fence, history.chat, prompts, summary_limit) = match tries::begin(task, fence).await? {
            Begun::Try { fence, chat, prompts, summary_limit, .. } => (fence, *chat, prompts, summary_limit),
            Begun::Ended(update) => return Ok(update),
        };
        let writer = task.context.parts.open(task.episode(fence.generation_attempt));
        let Prepared { model, window, kept } = match prepared(task, &mut history, summary_limit).await {
            Ok(prepared) => prepared,
            Err(why) => return tries::unprepared(task, fence, why).await,
        };
        let compaction = Compaction {
            call_id: &call_id,
            source,
            measure: measure(&history.messages, window),
            kept,
            at: task.now(),
        };
        writer.show(Role::Assistant, compaction.call())?;
        let tools = offered_tools(task, &history, &prompts, &dynamic_tools);
        let request = summary_request(&history, &prompts, &model.resolved, tools);
        let error = match summarize(task, &history.chat, &request, &model).await {
            Ok(summary) if summary.text.is_empty() => {
                return without_summary(task, fence, &writer, &compaction, &model).await;
            }
            Ok(summary) => {
                count(task, &model, CompactionResult::Success);
                return store(task, history, fence, &writer, &compaction, &model, summary).await;
            }
            Err(error) => error,
        };
        let is_timeout = error.kind == ErrorKind::Timeout;
        count(task, &model, if is_timeout { CompactionResult::Timeout } else { CompactionResult::Error });
        writer.show(Role::Tool, compaction.failure(&error.message, task.now()))?;
        drop(writer);
        if let Some(update) = tries::after_failure(task, fence, error).await? {
            return Ok(update);
        }
    }
}

/// What a chat whose first answer after a compaction fills its window again is told (PR-30).
pub(super) fn still_full(measure: Measure) -> ChatError {
    ChatError {
        message: format!(
            "This chat was summarized, and its next step filled {}% of the {} tokens that the model can be shown again. Raise the \
             threshold of the model in the settings, choose a model with a larger window, or start a new chat.",
            measure.percent(),
            measure.limit
        ),
        detail: None,
        kind: ErrorKind::Config,
        provider: None,
        retryable: false,
        status_code: None,
    }
}

/// What a compaction needs.
struct Prepared {
    /// The model that writes the summary; the history has the files that it is to be shown.
    model: ReadyModel,
    /// The window of the chat's own model.
    window: Window,
    /// What is told after the summary as it was.
    kept: Option<String>,
}

async fn prepared(
    task: &Task,
    history: &mut History,
    summary_limit: Option<i64>,
) -> Result<Prepared, Unprepared> {
    let own = tries::prepare(|| ready_model(&task.context, &history.chat)).await?;
    let window = Window::of(&own.resolved, summary_limit);
    let model = match summary_limit {
        Some(_) => summary_model(&task.context, &history.chat).await.unwrap_or(own),
        None => own,
    };
    let known = &history.files;
    let read = || files(&task.context, &history.messages, known.clone(), &model.resolved);
    history.files = tries::prepare(read).await?;
    let keeping = PrepareError::of_store("read what a summary keeps");
    let keep = || async { kept(&task.context.store, &history.messages).await.map_err(&keeping) };
    let kept = tries::prepare(keep).await?;
    Ok(Prepared { model, window, kept })
}

/// What was said up to the last answer, with the question at its end. The tools are those of the chat, because providers refuse calls in a
/// history without them; none may be called.
fn summary_request(
    history: &History,
    prompts: &TurnPrompts,
    model: &ResolvedModel,
    tools: Vec<ToolDefinition>,
) -> ModelRequest {
    let messages = answered(&history.messages);
    let mut request = request_of(history, messages, prompts, model, tools, None);
    request.messages.push(question(REQUEST));
    request.tool_choice = ToolChoice::None;
    request
}

async fn store(
    task: &Task,
    history: History,
    fence: StepFence,
    writer: &EpisodeWriter,
    compaction: &Compaction<'_>,
    model: &ReadyModel,
    summary: Said,
) -> Result<ChatUpdate, TaskEnd> {
    let now = task.now();
    writer.show(Role::Tool, compaction.result(&summary.text, now))?;
    let boundary = compaction.boundary(&summary.text, made(model, &summary), now);
    let repeated = unanswered(&history.messages);
    tracing::info!(
        chat.id = %history.chat.id, source = compaction.source.as_str(), tokens = compaction.measure.tokens,
        "Chat {} was summarized", history.chat.id
    );
    task.commit_compaction(fence, history, boundary, repeated).await
}

/// The row of the call: who made the summary, what it used and what it cost.
fn made(model: &ReadyModel, summary: &Said) -> NewMessage {
    let resolved = &model.resolved;
    let mut message = NewMessage::new(Role::Assistant, Visibility::User, Vec::new());
    message.model_config_id = Some(resolved.id);
    message.usage = Some(summary.usage).filter(|usage| *usage != Usage::default());
    message.context_limit = Some(resolved.context_limit);
    message.cost_micros = cost_of(resolved, &summary.usage);
    message.runtime_ms = Some(summary.runtime_ms);
    message
}

/// A model that gives no summary will give none the next time either.
async fn without_summary(
    task: &Task,
    fence: StepFence,
    writer: &EpisodeWriter,
    compaction: &Compaction<'_>,
    model: &ReadyModel,
) -> Result<ChatUpdate, TaskEnd> {
    count(task, model, CompactionResult::Error);
    let message = format!("{} gave no summary of this chat.", model.resolved.display_name);
    writer.show(Role::Tool, compaction.failure(&message, task.now()))?;
    let error = ChatError {
        message,
        detail: None,
        kind: ErrorKind::Generic,
        provider: Some(model.resolved.provider.name().to_owned()),
        retryable: true,
        status_code: None,
    };
    tries::fail(task, fence, error).await
}

fn count(task: &Task, model: &ReadyModel, result: CompactionResult) {
    task.context.metrics().compacted(model.resolved.provider.name(), &model.resolved.model, result);
}
