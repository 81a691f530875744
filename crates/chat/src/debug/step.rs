//! A step that is recorded: its begin, its tries, its end. Dropped before its end, it was interrupted.

use std::sync::Arc;
use std::time::Duration;

use ropewalk_llm::{FinishReason, LlmError, ModelRequest};
use ropewalk_model::chat::{Message, Part, Usage, current_turn};
use ropewalk_model::{ChatId, Clock, DebugStepId, Entropy, MessageId, Timestamp};
use ropewalk_platform::chat_models::ResolvedModel;
use ropewalk_store::chat_debug::{DebugStatus, NewDebugStep, StepOutcome};
use serde_json::{Value, json};
use tokio_util::task::AbortOnDropHandle;

use super::normalize;
use super::writer::{Recorder, Write};
use crate::engine::Context;
use crate::runner::History;

/// How often a step that goes on says so: half the time after which it counts as abandoned (chat-engine.md SV-47d).
const TOUCH_EVERY: Duration = Duration::from_secs(150);

/// A step that is recorded.
pub(crate) struct RecordedStep {
    recorder: Recorder,
    id: DebugStepId,
    chat: ChatId,
    clock: Arc<dyn Clock>,
    tries: Vec<Value>,
    answer: Option<(Value, Value)>,
    error: Option<Value>,
    is_over: bool,
    _touches: AbortOnDropHandle<()>,
}

impl RecordedStep {
    /// Records that the step of `history` begins with `request`; `None` for a history without a user message.
    pub(crate) fn begin(
        context: &Context,
        history: &History,
        model: &ResolvedModel,
        request: &ModelRequest,
    ) -> Option<Self> {
        // The turn is what follows the message that it answers.
        let before = history.messages.len().checked_sub(current_turn(&history.messages).len() + 1)?;
        let trigger = history.messages.get(before)?.id;
        let (chat, entropy): (_, &dyn Entropy) = (&history.chat, context.tool_deps.entropy.as_ref());
        let (recorder, clock) = (context.recorder.clone(), Arc::clone(&context.tool_deps.clock));
        let id = DebugStepId::from(entropy.uuid());
        recorder.begin_step(NewDebugStep {
            id,
            new_run_id: entropy.uuid().into(),
            chat_id: chat.id,
            root_chat_id: chat.root_chat_id,
            parent_chat_id: chat.parent_chat_id,
            trigger_message_id: trigger,
            history_tip_message_id: history.messages.last().map(|message| message.id),
            model_config_id: model.id,
            provider: model.provider.name().to_owned(),
            model: model.model.clone(),
            request: normalize::request(request),
            started_at: clock.now(),
        });
        let touches = {
            let (recorder, clock) = (recorder.clone(), Arc::clone(&clock));
            context.tasks.spawn(async move {
                loop {
                    tokio::time::sleep(TOUCH_EVERY).await;
                    recorder.write(Write::Touch { step: id, at: clock.now() });
                }
            })
        };
        let touches = AbortOnDropHandle::new(touches);
        let (tries, answer, error) = (Vec::new(), None, None);
        let (chat, is_over) = (chat.id, false);
        Some(Self { recorder, id, chat, clock, tries, answer, error, is_over, _touches: touches })
    }

    /// A try failed; there may be another.
    pub(crate) fn failed(&mut self, began: Timestamp, failure: &LlmError) {
        let error = json!({
            "message": failure.message, "detail": failure.detail, "kind": failure.kind,
            "provider": failure.provider, "retryable": failure.retryable, "status_code": failure.status_code,
        });
        self.note_try(began, "error", failure.status_code, Some(&error));
        self.error = Some(error);
        self.write(DebugStatus::InProgress, None);
    }

    /// A try gave an answer.
    pub(crate) fn answered(
        &mut self,
        began: Timestamp,
        parts: &[Part],
        usage: &Usage,
        reason: FinishReason,
        response_id: Option<&str>,
    ) {
        self.note_try(began, "completed", Some(200), None);
        let response = normalize::response(parts, finish_reason(reason), response_id);
        self.answer = Some((response, normalize::usage(usage)));
        self.error = None;
    }

    /// The answer is stored.
    pub(crate) fn completed(mut self, stored: &[Message]) {
        self.end(DebugStatus::Completed, stored.last().map(|message| message.id));
    }

    /// The answer says nothing; there is nothing to store.
    pub(crate) fn empty(mut self, began: Timestamp, usage: &Usage, reason: FinishReason) {
        self.answered(began, &[], usage, reason, None);
        self.end(DebugStatus::Completed, None);
    }

    /// The last try failed.
    pub(crate) fn given_up(mut self) {
        self.end(DebugStatus::Error, None);
    }

    fn end_turn(&self, status: DebugStatus) {
        self.recorder.end_turn(self.chat, status, self.clock.now());
    }

    fn end(&mut self, status: DebugStatus, message: Option<MessageId>) {
        self.is_over = true;
        self.write(status, message);
    }

    fn note_try(&mut self, began: Timestamp, status: &str, code: Option<u16>, error: Option<&Value>) {
        let now = self.clock.now();
        self.tries.push(json!({
            "number": self.tries.len() + 1, "status": status, "response_status": code, "error": error,
            "duration_ms": (now - began).num_milliseconds(), "started_at": began, "finished_at": now,
        }));
    }

    fn write(&self, status: DebugStatus, assistant_message_id: Option<MessageId>) {
        let (response, usage) = self.answer.clone().unzip();
        self.recorder.write(Write::UpdateStep(Box::new(StepOutcome {
            id: self.id,
            status,
            response,
            usage,
            attempts: Value::from(self.tries.clone()),
            error: self.error.clone(),
            assistant_message_id,
            at: self.clock.now(),
        })));
    }
}

const fn finish_reason(reason: FinishReason) -> &'static str {
    match reason {
        FinishReason::Stop => "stop",
        FinishReason::Length => "length",
        FinishReason::ToolCalls => "tool_calls",
        FinishReason::ContentFilter => "content_filter",
        FinishReason::Other => "other",
        FinishReason::Unknown => "unknown",
    }
}

impl Drop for RecordedStep {
    fn drop(&mut self) {
        if !self.is_over {
            self.end(DebugStatus::Interrupted, None);
            // Should another replica go on with the turn, its next step takes the record up again.
            self.end_turn(DebugStatus::Interrupted);
        }
    }
}
