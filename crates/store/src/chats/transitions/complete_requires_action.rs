//! CompleteRequiresAction: the client has run its own tools and hands over their results (chats-api.md 1.9).

use std::collections::HashMap;

use ropewalk_model::chat::{Message, OpenCall, Transition, open_calls};
use ropewalk_model::{ChatId, Timestamp};
use serde_json::Value;

use crate::Store;
use crate::chats::history::tail;
use crate::chats::locked::{Committed, Locked};
use crate::chats::{ToolCallResult, TransitionError};

/// What the client's tool gave for one call.
#[derive(Clone, Debug, PartialEq)]
pub struct ClientResult {
    /// The call that it answers.
    pub tool_call_id: String,
    /// Any JSON.
    pub output: Value,
    /// Whether the tool failed.
    pub is_error: bool,
}

impl Store {
    /// Stores the client's results in the order of the calls; the chat goes on. The caller has seen to it that no call is
    /// answered twice.
    ///
    /// # Errors
    /// [`TransitionError::Refused`] when the chat does not wait for the client; [`TransitionError::ResultsMismatch`] unless
    /// the results are exactly those of the pending calls; [`TransitionError::NotFound`].
    #[tracing::instrument(name = "db.chats.complete_requires_action", skip_all, fields(chat.id = %chat_id), err(level = "debug"))]
    pub async fn complete_requires_action(
        &self,
        chat_id: ChatId,
        results: Vec<ClientResult>,
        now: Timestamp,
    ) -> Result<Committed<Vec<Message>>, TransitionError> {
        let mut locked = Locked::open(self, chat_id, now).await?;
        let done = async {
            locked.begin(Transition::CompleteRequiresAction)?;
            let pending = open_calls(&tail(&mut locked.tx, chat_id).await?);
            let mut stored = Vec::with_capacity(pending.len());
            for (call, result) in paired(pending, results)? {
                let result = ToolCallResult::plain(result.output, result.is_error, now);
                let mut message = result.into_message(call.tool_call_id, call.tool_name);
                message.model_config_id = Some(locked.chat.last_model_config_id);
                stored.push(locked.insert(message).await?);
            }
            Ok::<_, TransitionError>(stored)
        }
        .await;
        locked.end(self, Transition::CompleteRequiresAction, done).await
    }
}

/// Each pending call with its result.
fn paired(
    pending: Vec<OpenCall>,
    results: Vec<ClientResult>,
) -> Result<Vec<(OpenCall, ClientResult)>, TransitionError> {
    let mut by_call: HashMap<String, ClientResult> =
        results.into_iter().map(|result| (result.tool_call_id.clone(), result)).collect();
    let mut pairs = Vec::with_capacity(pending.len());
    let mut missing = Vec::new();
    for call in pending {
        match by_call.remove(&call.tool_call_id) {
            Some(result) => pairs.push((call, result)),
            None => missing.push(call.tool_call_id),
        }
    }
    if missing.is_empty() && by_call.is_empty() {
        return Ok(pairs);
    }
    let mut unexpected: Vec<String> = by_call.into_keys().collect();
    unexpected.sort_unstable();
    Err(TransitionError::ResultsMismatch { missing, unexpected })
}
