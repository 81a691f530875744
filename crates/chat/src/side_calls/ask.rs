//! One call of a model that nobody follows: its text as a whole, and what it used.

use std::time::Duration;

use futures::StreamExt;
use ropewalk_llm::{LlmError, ModelRequest, StreamEvent};
use ropewalk_model::ChatId;
use ropewalk_model::chat::{Part, Usage};
use ropewalk_store::chats::{SideCall, SideCallKind};
use ropewalk_telemetry::ErrorChain;
use tokio::time::Instant;
use tracing::Instrument;

use crate::engine::Context;
use crate::generation::{ReadyModel, cost_of};
use crate::parts::StepDraft;
use crate::spans;

/// What the model said.
pub(crate) struct Said {
    /// Its texts, joined; empty when it said none.
    pub(crate) text: String,
    pub(crate) usage: Usage,
    pub(crate) runtime_ms: i64,
}

/// Asks within `patience`; `late` goes on a sentence that begins with the provider.
pub(crate) async fn ask(
    context: &Context,
    request: &ModelRequest,
    model: &ReadyModel,
    patience: Duration,
    late: &str,
) -> Result<Said, LlmError> {
    let span = spans::model_call(&model.resolved);
    let asked = tokio::time::timeout(patience, read(context, request, model)).instrument(span.clone()).await;
    let said = asked.unwrap_or_else(|_elapsed| Err(model.without_end(late)));
    match &said {
        Ok(said) => spans::answered(&span, &said.usage, None),
        Err(error) => spans::failed(&span, error),
    }
    said
}

async fn read(context: &Context, request: &ModelRequest, model: &ReadyModel) -> Result<Said, LlmError> {
    let asked = Instant::now();
    let mut draft = StepDraft::default();
    let mut stream = model.client.stream(request).await?;
    while let Some(event) = stream.next().await {
        let event = event?;
        if let StreamEvent::Finish { usage, .. } = event {
            let text = texts(draft.finish(context.now()));
            let runtime_ms = i64::try_from(asked.elapsed().as_millis()).unwrap_or(i64::MAX);
            return Ok(Said { text, usage, runtime_ms });
        }
        draft.apply(event, context.now());
    }
    // `ModelStream` ends with `Finish` or an error; should it not, this is the same failure.
    Err(model.without_end("closed its stream early"))
}

fn texts(parts: Vec<Part>) -> String {
    let text = |part| if let Part::Text { text, .. } = part { Some(text) } else { None };
    parts.into_iter().filter_map(text).collect::<Vec<_>>().join("\n\n").trim().to_owned()
}

/// Notes what the call cost. One that could not be noted is logged: the answer is as good.
pub(crate) async fn record(
    context: &Context,
    chat_id: ChatId,
    kind: SideCallKind,
    model: &ReadyModel,
    said: &Said,
) {
    let resolved = &model.resolved;
    let call = SideCall {
        chat_id,
        kind,
        model_config_id: resolved.id,
        usage: said.usage,
        cost_micros: cost_of(resolved, &said.usage),
        runtime_ms: said.runtime_ms,
    };
    if let Err(error) = context.store.record_side_call(&call, context.now()).await {
        tracing::warn!(chat.id = %chat_id, "What a call for a chat cost was not noted: {}", ErrorChain(&error));
    }
}
