//! The watch: what changes among a person's chats, for the list (chats-api.md 2.10, 3.2).
//!
//! No cursor and no snapshot: a client that was away loads the list again. A hint is answered with the row as it is by
//! then, so that doubled and reordered hints do no harm.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context as TaskContext, Poll};
use std::time::Duration;

use futures::Stream;
use ropewalk_model::UserId;
use ropewalk_model::chat::OpenCall;
pub use ropewalk_store::chats::WatchKind;
use ropewalk_store::chats::{ListedChat, SnapshotMessages, WatchHint, watch_channel};
use ropewalk_store::{Event, Subscription};
use ropewalk_telemetry::ErrorChain;
use tokio::sync::mpsc;
use tokio_util::sync::{CancellationToken, DropGuard};

use crate::engine::Context;
use crate::stream::StreamError;

/// How many events wait for a watcher.
const EVENTS_WAITING: usize = 128;

/// How long a read may take.
const READ_TIMEOUT: Duration = Duration::from_secs(5);

/// One change.
#[derive(Clone, Debug, PartialEq)]
pub struct ChatWatchEvent {
    /// What changed.
    pub kind: WatchKind,
    /// The chat as it is now.
    pub chat: ListedChat,
    /// The calls that the client must answer, with [`WatchKind::ActionRequired`].
    pub tool_calls: Vec<OpenCall>,
}

/// The changes of a person's chats. Ends when changes may have been missed (the client loads the list again), when the
/// watcher is too slow, or when the server stops. Dropping it ends the watch.
#[derive(Debug)]
pub struct ChatWatch {
    events: mpsc::Receiver<ChatWatchEvent>,
    _stop: DropGuard,
}

impl Stream for ChatWatch {
    type Item = ChatWatchEvent;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut TaskContext<'_>) -> Poll<Option<Self::Item>> {
        self.events.poll_recv(cx)
    }
}

/// Subscribes, and follows in a task of its own.
pub(crate) async fn open(context: Arc<Context>, owner: UserId) -> Result<ChatWatch, StreamError> {
    if context.shutdown.is_cancelled() {
        return Err(StreamError::Stopping);
    }
    let subscription =
        context.store.pubsub().subscribe(&watch_channel(owner)).await.map_err(StreamError::Subscribe)?;
    let stop = context.shutdown.child_token();
    let (sender, events) = mpsc::channel(EVENTS_WAITING);
    context.tasks.spawn(follow(Arc::clone(&context), subscription, sender, stop.clone()));
    Ok(ChatWatch { events, _stop: stop.drop_guard() })
}

async fn follow(
    context: Arc<Context>,
    mut subscription: Subscription,
    sender: mpsc::Sender<ChatWatchEvent>,
    stop: CancellationToken,
) {
    loop {
        let event = tokio::select! {
            () = stop.cancelled() => return,
            () = sender.closed() => return,
            event = subscription.recv() => event,
        };
        let hint = match event {
            Event::Message(payload) => match serde_json::from_str::<WatchHint>(&payload) {
                Ok(hint) => hint,
                Err(error) => {
                    tracing::warn!("A hint for a chat list cannot be read: {}", ErrorChain(&error));
                    continue;
                }
            },
            Event::Lagged | Event::Closed => return,
        };
        let Ok(Some(event)) = tokio::time::timeout(READ_TIMEOUT, read(&context, hint)).await else {
            // Gone meanwhile, or the database is away: the next change, or the client's next load, tells.
            continue;
        };
        let patience = context.settings.subscriber_patience;
        if sender.send_timeout(event, patience).await.is_err() {
            return;
        }
    }
}

async fn read(context: &Context, hint: WatchHint) -> Option<ChatWatchEvent> {
    let read = async {
        let chat = context.store.listed_chat(hint.chat_id).await?;
        let tool_calls = match hint.kind {
            WatchKind::ActionRequired => {
                let none = SnapshotMessages::ChangedSince(i64::MAX);
                context
                    .store
                    .chat_snapshot(hint.chat_id, none)
                    .await?
                    .map_or_else(Vec::new, |it| it.required_calls)
            }
            WatchKind::Created
            | WatchKind::Deleted
            | WatchKind::StatusChange
            | WatchKind::SummaryChange
            | WatchKind::TitleChange => Vec::new(),
        };
        Ok::<_, ropewalk_store::StoreError>(chat.map(|chat| ChatWatchEvent {
            kind: hint.kind,
            chat,
            tool_calls,
        }))
    };
    match read.await {
        Ok(event) => event,
        Err(error) => {
            tracing::warn!(chat.id = %hint.chat_id, "A change of a chat could not be told: {}", ErrorChain(&error));
            None
        }
    }
}
