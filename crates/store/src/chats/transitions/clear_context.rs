//! ClearContext: what came before stays in the history and is no longer shown to the model (chat-engine.md 5.7, PR-30).
//!
//! The boundary is a pair of rows of its own, marked `compressed` so that no model sees them: an assistant row with the call
//! `chat_cleared`, and its result. Nothing else is changed, so that an edit of an earlier message, which deletes the
//! boundary with everything else that came later, shows the model again what it had seen then.

use ropewalk_model::chat::{CHAT_CLEARED, NewMessage, Part, Role, Transition, Visibility};
use ropewalk_model::{ChatId, Timestamp};
use serde_json::json;
use uuid::Uuid;

use crate::Store;
use crate::chats::TransitionError;
use crate::chats::history::{CancelReason, insert_boundary};
use crate::chats::locked::{Committed, Locked};

impl Store {
    /// Draws the boundary. `call_id` makes the boundary's call unlike any other.
    ///
    /// # Errors
    /// [`TransitionError::Refused`] for a chat that is busy, archived or has messages waiting; [`TransitionError::NotFound`].
    #[tracing::instrument(name = "db.chats.clear_context", skip_all, fields(chat.id = %chat_id), err(level = "debug"))]
    pub async fn clear_chat_context(
        &self,
        chat_id: ChatId,
        call_id: Uuid,
        now: Timestamp,
    ) -> Result<Committed, TransitionError> {
        let mut locked = Locked::open(self, chat_id, now).await?;
        let done = async {
            locked.begin(Transition::ClearContext)?;
            // A turn that failed may have left some; nobody will answer them on this side of the boundary.
            locked.answer_open_calls(CancelReason::MovedOn).await?;
            for message in boundary(call_id, now) {
                insert_boundary(&mut locked.tx, chat_id, message, now).await?;
            }
            locked.chat.updated_at = now;
            Ok::<_, TransitionError>(())
        }
        .await;
        locked.end(self, Transition::ClearContext, done).await
    }
}

fn boundary(call_id: Uuid, now: Timestamp) -> [NewMessage; 2] {
    let tool_call_id = format!("{CHAT_CLEARED}_{call_id}");
    let call = Part::ToolCall {
        tool_call_id: tool_call_id.clone(),
        tool_name: CHAT_CLEARED.to_owned(),
        args: json!({ "source": "manual" }),
        provider_executed: false,
        provider_metadata: None,
        created_at: Some(now),
    };
    let result = Part::ToolResult {
        tool_call_id,
        tool_name: CHAT_CLEARED.to_owned(),
        result: json!({ "source": "manual" }),
        is_error: false,
        is_media: false,
        provider_executed: false,
        provider_metadata: None,
        created_at: Some(now),
    };
    [
        NewMessage::new(Role::Assistant, Visibility::User, vec![call]),
        NewMessage::new(Role::Tool, Visibility::User, vec![result]),
    ]
}
