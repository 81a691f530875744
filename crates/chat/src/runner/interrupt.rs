//! The interrupt task: makes durable what was shown (chat-engine.md 1.9).
//!
//! Closing the episode first makes the order sure: whatever the cancelled generation still receives is neither shown
//! nor stored, so that what is stored is what was shown.

use std::time::Duration;

use ropewalk_model::Timestamp;
use ropewalk_model::chat::{NewMessage, Role, Visibility};
use ropewalk_store::chat_debug::DebugStatus;
use ropewalk_store::chats::{ChatUpdate, TransitionError};
use ropewalk_telemetry::ErrorChain;

use super::task::{Task, TaskEnd};
use crate::engine::WaitReason;
use crate::parts::Taken;

/// The pause before another try to store the partial output, which lives in this process only.
const RETRY_PAUSE: Duration = Duration::from_secs(1);

pub(super) async fn interrupt(task: &Task) -> Result<ChatUpdate, TaskEnd> {
    let context = &task.context;
    let now = task.now();
    task.memory.end_turn();
    let _note = context.activities.note(task.seen.chat_id, WaitReason::Interruption, now, None);
    let taken = context.parts.close(task.episode(task.seen.generation_attempt));
    let partial = partial_messages(&taken, now);
    loop {
        match context.store.finish_chat_interruption(&task.fence(), partial.clone(), now).await {
            Ok(committed) => {
                context.recorder.end_turn(task.seen.chat_id, DebugStatus::Interrupted, task.now());
                return Ok(ChatUpdate::from(&committed.chat));
            }
            // Tried here and not by the runner: the parts are collected soon.
            Err(TransitionError::Store(error)) if error.is_retryable() => {
                tracing::warn!(
                    chat.id = %task.seen.chat_id,
                    "The partial output could not be stored yet: {}", ErrorChain(&error)
                );
                // A stopping server does not wait for a database that is away.
                if context.shutdown.run_until_cancelled(tokio::time::sleep(RETRY_PAUSE)).await.is_none() {
                    return Err(error.into());
                }
            }
            Err(error) => return Err(error.into()),
        }
    }
}

/// The rows that an interrupted episode leaves, in their order; nothing when nothing was said (GL-56). Results of open
/// calls are added by the transition, under the lock.
fn partial_messages(taken: &Taken, now: Timestamp) -> Vec<NewMessage> {
    let partial = taken.draft.interrupt(now);
    let mut messages = Vec::new();
    if !partial.assistant.is_empty() {
        let mut message = NewMessage::new(Role::Assistant, Visibility::Both, partial.assistant);
        if let Some(model) = &taken.model {
            message.model_config_id = Some(model.model_config_id);
            message.context_limit = Some(model.context_limit);
            message.runtime_ms = model.runtime_ms();
        }
        messages.push(message);
    }
    let tool_message = |parts| NewMessage::new(Role::Tool, Visibility::Both, parts);
    messages.extend(partial.tool_messages.into_iter().map(tool_message));
    messages
}

#[cfg(test)]
mod tests {
    use ropewalk_model::Timestamp;

    use super::partial_messages;
    use crate::parts::Taken;

    #[test]
    fn nothing_said_leaves_no_row() {
        assert_eq!(partial_messages(&Taken::default(), Timestamp::default()), []);
    }
}
