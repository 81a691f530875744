//! Calls of models for a chat beside its conversation: titles and the summaries of turns, and advice (chat-engine.md 6.2, 6.4, 6.5).
//!
//! But for advice they are nobody's wait: each runs in a task of the engine's own, has a deadline, and its failure is a line in the log. What they write is
//! metadata, conditional on what they began with.
//!
//! What must stay true: a call counts for the limits and caps of its chat's owner like any other (docs/adr/0024), and is not made for
//! somebody who has spent what they may.

mod advice;
mod ask;
mod candidates;
mod first_json;
mod title;
mod turn_summary;

use std::sync::Arc;
use std::time::Duration;

use ropewalk_model::ChatId;

pub(crate) use advice::Advice;
pub use advice::Counsel;
pub(crate) use ask::{Said, ask};
pub(crate) use candidates::NoAnswer;
pub(crate) use title::{begin_title, propose, title_text};
pub(crate) use turn_summary::{FinishedTurn, begin_summary};

use crate::engine::Context;

/// How long a title or a summary may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// Runs `call` beside everything else, until it is done, too late, or the engine stops.
fn spawn(
    context: &Arc<Context>,
    what: &'static str,
    chat: ChatId,
    call: impl Future<Output = ()> + Send + 'static,
) {
    let shutdown = context.shutdown.clone();
    context.tasks.spawn(async move {
        let in_time = tokio::time::timeout(PATIENCE, call);
        if let Some(Err(_elapsed)) = shutdown.run_until_cancelled(in_time).await {
            tracing::info!(chat.id = %chat, "The {what} of chat {chat} took too long");
        }
    });
}
