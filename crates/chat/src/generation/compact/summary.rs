//! The call that writes a summary (chat-engine.md 5.7, PR-27). Nothing of it is shown before it is whole.

use std::time::Duration;

use ropewalk_llm::{LlmError, ModelRequest};
use ropewalk_model::chat::Chat;

use super::super::model::ReadyModel;
use crate::engine::{WaitReason, after};
use crate::runner::Task;
use crate::side_calls::{Said, ask};

/// How long it may take.
const PATIENCE: Duration = Duration::from_secs(90);

/// Asks for the summary.
pub(super) async fn summarize(
    task: &Task,
    chat: &Chat,
    request: &ModelRequest,
    model: &ReadyModel,
) -> Result<Said, LlmError> {
    let reason = WaitReason::Model { model: model.resolved.model.clone() };
    let _note = task.context.activities.note(chat.id, reason, task.now(), after(task.now(), PATIENCE));
    ask(&task.context, request, model, PATIENCE, "took too long to summarize this chat").await
}
