//! The call that writes a summary (chat-engine.md 5.7, PR-27). Nothing of it is shown before it is whole.

use std::time::Duration;

use futures::StreamExt;
use ropewalk_llm::{LlmError, ModelRequest, StreamEvent};
use ropewalk_model::chat::{Chat, Part, Usage};
use tokio::time::Instant;
use tracing::Instrument;

use super::super::model::ReadyModel;
use crate::engine::{WaitReason, after};
use crate::parts::StepDraft;
use crate::runner::Task;
use crate::spans;

/// How long it may take.
const PATIENCE: Duration = Duration::from_secs(90);

/// What the model wrote.
pub(super) struct Summary {
    /// Its texts, joined; empty when it wrote none.
    pub(super) text: String,
    pub(super) usage: Usage,
    pub(super) runtime_ms: i64,
}

/// Asks for the summary.
pub(super) async fn summarize(
    task: &Task,
    chat: &Chat,
    request: &ModelRequest,
    model: &ReadyModel,
) -> Result<Summary, LlmError> {
    let reason = WaitReason::Model { model: model.resolved.model.clone() };
    let _note = task.context.activities.note(chat.id, reason, task.now(), after(task.now(), PATIENCE));
    let span = spans::model_call(&model.resolved);
    let asked = tokio::time::timeout(PATIENCE, read(task, request, model)).instrument(span.clone()).await;
    let summary =
        asked.unwrap_or_else(|_elapsed| Err(model.without_end("took too long to summarize this chat")));
    match &summary {
        Ok(summary) => spans::answered(&span, &summary.usage, None),
        Err(error) => spans::failed(&span, error),
    }
    summary
}

async fn read(task: &Task, request: &ModelRequest, model: &ReadyModel) -> Result<Summary, LlmError> {
    let asked = Instant::now();
    let mut draft = StepDraft::default();
    let mut stream = model.client.stream(request).await?;
    while let Some(event) = stream.next().await {
        let event = event?;
        if let StreamEvent::Finish { usage, .. } = event {
            let text = texts(draft.finish(task.now()));
            let runtime_ms = i64::try_from(asked.elapsed().as_millis()).unwrap_or(i64::MAX);
            return Ok(Summary { text, usage, runtime_ms });
        }
        draft.apply(event, task.now());
    }
    // `ModelStream` ends with `Finish` or an error; should it not, this is the same failure.
    Err(model.without_end("closed its stream early"))
}

fn texts(parts: Vec<Part>) -> String {
    let text = |part| if let Part::Text { text, .. } = part { Some(text) } else { None };
    parts.into_iter().filter_map(text).collect::<Vec<_>>().join("\n\n").trim().to_owned()
}
