//! One subscriber's loop: from notifications, polls and parts to batches of events.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context as TaskContext, Poll};
use std::time::Duration;

use futures::{FutureExt, Stream};
use ropewalk_model::chat::{Chat, Episode};
use ropewalk_model::{MessageId, WorkerId};
use ropewalk_store::chats::{ChatUpdate, SnapshotMessages, update_channel};
use ropewalk_store::{Event, PubSubError, StoreError, Subscription};
use ropewalk_telemetry::ErrorChain;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use super::local::{Local, Pointer, Told};
use super::{ChatEvent, PollerSeat};
use crate::engine::Context;
use crate::parts::{EpisodePart, PartsFeed};

/// The most events of one batch (chats-api.md 3.3).
const BATCH_LIMIT: usize = 256;

/// How many batches wait for a subscriber.
const BATCHES_WAITING: usize = 4;

/// How long a read of the control path may take (chat-state-machine.md 7).
const READ_TIMEOUT: Duration = Duration::from_secs(5);

/// A sync that fails is tried so often, with pauses from the first to the last, doubled; then the stream ends.
const SYNC_TRIES: u32 = 5;
const FIRST_PAUSE: Duration = Duration::from_millis(100);
const LAST_PAUSE: Duration = Duration::from_secs(1);

/// Why a stream does not begin.
#[derive(Debug, thiserror::Error)]
pub enum StreamError {
    /// Notifications cannot be had.
    #[error("could not listen for changes")]
    Subscribe(#[source] PubSubError),
    /// The server stops.
    #[error("the server is stopping")]
    Stopping,
}

/// Why a read gave nothing.
#[derive(Debug, thiserror::Error)]
enum ReadError {
    #[error("could not read the chat")]
    Store(#[from] StoreError),
    #[error("could not read the chat within {} s", READ_TIMEOUT.as_secs())]
    Timeout,
    #[error("the chat is gone")]
    Gone,
}

/// The events of a chat, in batches of 1 to 256. Ends when the server stops, the chat is gone, the database stays away, or
/// a batch is not taken in time. Dropping it ends the following.
#[derive(Debug)]
pub struct ChatStream {
    batches: mpsc::Receiver<Vec<ChatEvent>>,
    _stop: tokio_util::sync::DropGuard,
}

impl Stream for ChatStream {
    type Item = Vec<ChatEvent>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut TaskContext<'_>) -> Poll<Option<Self::Item>> {
        self.batches.poll_recv(cx)
    }
}

/// Subscribes, registers, reads, and follows from there in a task of its own.
pub(crate) async fn open(
    context: Arc<Context>,
    chat: Chat,
    after_id: MessageId,
) -> Result<ChatStream, StreamError> {
    if context.shutdown.is_cancelled() {
        return Err(StreamError::Stopping);
    }
    let subscription =
        context.store.pubsub().subscribe(&update_channel(chat.id)).await.map_err(StreamError::Subscribe)?;
    let seat = context.poller.register(chat.id);
    let stop = context.shutdown.child_token();
    let (sender, batches) = mpsc::channel(BATCHES_WAITING);
    let mut follower =
        Follower { context: Arc::clone(&context), chat, local: Local::new(after_id), feed: None, sender };
    let first = match follower.sync_once().await {
        Ok(events) => events,
        Err(error) => {
            tracing::warn!(
                chat.id = %follower.chat.id,
                "A stream begins with the authorised row, because of: {}", ErrorChain(&error)
            );
            Local::fall_back(&follower.chat)
        }
    };
    context.tasks.spawn(follower.run(subscription, seat, first, stop.clone()));
    Ok(ChatStream { batches, _stop: stop.drop_guard() })
}

struct Follower {
    context: Arc<Context>,
    /// The row as last read.
    chat: Chat,
    local: Local,
    feed: Option<Feed>,
    sender: mpsc::Sender<Vec<ChatEvent>>,
}

/// The parts of one owner.
struct Feed {
    owner: WorkerId,
    /// Where it points.
    episode: Option<Episode>,
    parts: Box<dyn PartsFeed>,
}

/// What a subscriber's loop does next.
enum Next {
    Sync,
    Part(EpisodePart),
    Nothing,
    End,
}

impl Follower {
    async fn run(
        mut self,
        mut subscription: Subscription,
        mut seat: PollerSeat,
        first: Vec<ChatEvent>,
        stop: CancellationToken,
    ) {
        if !self.emit(first).await {
            return;
        }
        loop {
            let next = tokio::select! {
                () = stop.cancelled() => Next::End,
                () = self.sender.closed() => Next::End,
                event = subscription.recv() => self.on_event(&event),
                update = seat.next() => self.on_hint(&update),
                part = next_part(&mut self.feed) => Next::Part(part),
            };
            let events = match next {
                Next::Sync => match stop.run_until_cancelled(self.sync()).await {
                    Some(Some(events)) => events,
                    Some(None) | None => return,
                },
                Next::Part(part) => self.parts(part),
                Next::Nothing => continue,
                Next::End => return,
            };
            if !self.emit(events).await {
                return;
            }
        }
    }

    fn on_event(&self, event: &Event) -> Next {
        match event {
            Event::Message(payload) => match serde_json::from_str::<ChatUpdate>(payload) {
                Ok(update) => self.on_hint(&update),
                Err(error) => {
                    tracing::warn!(chat.id = %self.chat.id, "A chat update cannot be read: {}", ErrorChain(&error));
                    Next::Sync
                }
            },
            Event::Lagged => Next::Sync,
            Event::Closed => Next::End,
        }
    }

    fn on_hint(&self, update: &ChatUpdate) -> Next {
        if self.local.is_news(update) { Next::Sync } else { Next::Nothing }
    }

    /// One part, and what is ready behind it.
    fn parts(&mut self, first: EpisodePart) -> Vec<ChatEvent> {
        let mut events: Vec<ChatEvent> = self.local.part(first).into_iter().collect();
        while events.len() < BATCH_LIMIT {
            match next_part(&mut self.feed).now_or_never() {
                Some(part) => events.extend(self.local.part(part)),
                None => break,
            }
        }
        events
    }

    /// Brings the subscriber up to what the database holds. `None`: it cannot be done, the stream ends.
    async fn sync(&mut self) -> Option<Vec<ChatEvent>> {
        let mut pause = FIRST_PAUSE;
        for _ in 1..SYNC_TRIES {
            match self.sync_once().await {
                Ok(events) => return Some(events),
                Err(ReadError::Gone) => return None,
                Err(error) => {
                    tracing::warn!(chat.id = %self.chat.id, "A stream could not be synced: {}", ErrorChain(&error));
                }
            }
            tokio::time::sleep(pause).await;
            pause = (pause * 2).min(LAST_PAUSE);
        }
        match self.sync_once().await {
            Ok(events) => Some(events),
            Err(error) => {
                tracing::warn!(chat.id = %self.chat.id, "A stream ends, because of: {}", ErrorChain(&error));
                None
            }
        }
    }

    async fn sync_once(&mut self) -> Result<Vec<ChatEvent>, ReadError> {
        let wanted = self.local.wants();
        let snapshot = self.read(wanted).await?;
        let mut chat = snapshot.chat.clone();
        let events = match self.local.sync(snapshot) {
            Told::Events(events) => events,
            Told::NeedsAll => {
                let all = self.read(SnapshotMessages::After(MessageId(0))).await?;
                chat.clone_from(&all.chat);
                self.local.sync_all(all)
            }
        };
        self.chat = chat;
        self.point();
        Ok(events)
    }

    async fn read(
        &mut self,
        which: SnapshotMessages,
    ) -> Result<ropewalk_store::chats::ChatSnapshot, ReadError> {
        match tokio::time::timeout(READ_TIMEOUT, self.context.store.chat_snapshot(self.chat.id, which)).await
        {
            Ok(read) => read?.ok_or(ReadError::Gone),
            Err(_elapsed) => Err(ReadError::Timeout),
        }
    }

    /// Points the feed at the episode that is being made; a feed is made anew only when the owner changes.
    fn point(&mut self) {
        let Some(Pointer { owner, episode }) = Local::pointer(&self.chat) else {
            if let Some(feed) = &mut self.feed {
                feed.parts.rest();
                feed.episode = None;
            }
            return;
        };
        let feed = match &mut self.feed {
            Some(feed) if feed.owner == owner => feed,
            feed => feed.insert(Feed { owner, episode: None, parts: self.context.parts_source.open(owner) }),
        };
        if feed.episode != Some(episode) {
            feed.parts.point_at(episode);
            feed.episode = Some(episode);
        }
    }

    /// Hands events to the subscriber. `false`: it is gone, or did not take them in time.
    async fn emit(&mut self, mut events: Vec<ChatEvent>) -> bool {
        while !events.is_empty() {
            let rest = events.split_off(events.len().min(BATCH_LIMIT));
            let patience = self.context.settings.subscriber_patience;
            match self.sender.send_timeout(events, patience).await {
                Ok(()) => events = rest,
                Err(mpsc::error::SendTimeoutError::Timeout(_)) => {
                    tracing::info!(chat.id = %self.chat.id, "A slow subscriber of chat {} is dropped", self.chat.id);
                    return false;
                }
                Err(mpsc::error::SendTimeoutError::Closed(_)) => return false,
            }
        }
        true
    }
}

async fn next_part(feed: &mut Option<Feed>) -> EpisodePart {
    match feed {
        Some(feed) => feed.parts.next().await,
        None => std::future::pending().await,
    }
}
