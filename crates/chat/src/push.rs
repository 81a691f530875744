//! Tells the browsers of a chat's owner that a turn ended (chat-engine.md 6.6).
//!
//! Of root chats alone, and of ends that nobody asked for: never of an interruption, nor of a wait for the client. What must stay true:
//! nobody waits for it. It runs in a task of the engine's own, has a deadline, ends when the engine stops, and its failure is a line in the
//! log; where notifications are off, or the chat has moved on, it does nothing.

use std::sync::Arc;
use std::time::Duration;

use ropewalk_model::chat::{Chat, Status};
use ropewalk_platform::webpush::PushMessage;
use ropewalk_telemetry::ErrorChain;

use crate::engine::Context;

/// How long telling all browsers of a person may take.
const PATIENCE: Duration = Duration::from_secs(30);
/// What is told of a turn that nothing better is known of.
const FINISHED: &str = "The chat is done.";
const FAILED: &str = "The chat stopped with an error.";

/// Whether the end of a turn that left the chat like this is told, as far as can be known without asking.
fn is_told(context: &Context, chat: &Chat) -> bool {
    let is_end = match chat.status {
        Status::Waiting | Status::Error => true,
        Status::Running | Status::Interrupting | Status::RequiresAction => false,
    };
    is_end && chat.parent_chat_id.is_none() && context.tool_deps.platform.webpush_public_key().is_some()
}

/// Tells of the turn that left `chat` like this, of which nothing better is known. Returns at once.
pub(crate) fn begin_push(context: &Arc<Context>, chat: Chat) {
    if !is_told(context, &chat) {
        return;
    }
    let owned = Arc::clone(context);
    context.tasks.spawn(async move {
        owned.shutdown.run_until_cancelled(push(&owned, &chat, None)).await;
    });
}

/// Tells of the turn that left `chat` like this, with `summary` if there is one.
pub(crate) async fn push(context: &Context, chat: &Chat, summary: Option<String>) {
    if !is_told(context, chat) {
        return;
    }
    match tokio::time::timeout(PATIENCE, tell(context, chat, summary)).await {
        Ok(Ok(())) => {}
        Ok(Err(error)) => {
            tracing::warn!(chat.id = %chat.id, "The end of a turn was not told: {}", ErrorChain(&*error));
        }
        Err(_elapsed) => tracing::warn!(chat.id = %chat.id, "The end of a turn was not told in time"),
    }
}

async fn tell(
    context: &Context,
    chat: &Chat,
    summary: Option<String>,
) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    // It may have a better title by now; and when it goes on already, its next end is told instead (SV-34).
    let Some(now) = context.store.chat(chat.id).await? else { return Ok(()) };
    if now.updated_at != chat.updated_at || now.status != chat.status {
        return Ok(());
    }
    let message = message(&now, summary);
    let told = context.tool_deps.platform.push(chat.owner_id, &message).await?;
    tracing::debug!(chat.id = %chat.id, told, "The end of a turn was told to {told} browsers");
    Ok(())
}

fn message(chat: &Chat, summary: Option<String>) -> PushMessage {
    let generic = if chat.status == Status::Error { FAILED } else { FINISHED };
    let error = chat.last_error.as_ref().map(|error| error.message.clone());
    let body = error.or(summary).filter(|it| !it.trim().is_empty());
    PushMessage {
        title: chat.title.clone(),
        body: body.unwrap_or_else(|| generic.to_owned()),
        path: format!("/agents/{}", chat.id),
        topic: Some(chat.id.uuid().simple().to_string()),
    }
}

#[cfg(test)]
mod tests {
    use ropewalk_model::chat::{Chat, ChatError, ErrorKind, Status};

    use super::{FAILED, FINISHED, message};
    use crate::chat_fixture::chat;

    fn error(text: &str) -> ChatError {
        ChatError {
            message: text.into(),
            detail: None,
            kind: ErrorKind::Generic,
            provider: None,
            retryable: false,
            status_code: None,
        }
    }

    #[test]
    fn the_error_is_told_else_the_summary_else_something() {
        let done = Chat { status: Status::Waiting, title: "Fix it".into(), ..chat() };
        let told = message(&done, Some("Tests green".into()));
        assert_eq!((told.title.as_str(), told.body.as_str()), ("Fix it", "Tests green"));
        assert_eq!(told.path, "/agents/00000000-0000-0000-0000-000000000000");
        assert_eq!(told.topic.as_deref(), Some("00000000000000000000000000000000"));
        assert_eq!(message(&done, Some(" ".into())).body, FINISHED);
        assert_eq!(message(&done, None).body, FINISHED);
        let failed = Chat { status: Status::Error, last_error: Some(error("No key.")), ..chat() };
        assert_eq!(message(&failed, None).body, "No key.");
        assert_eq!(message(&Chat { last_error: None, ..failed }, None).body, FAILED);
    }
}
