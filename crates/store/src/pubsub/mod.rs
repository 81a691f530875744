//! Notifications between replicas, over PostgreSQL's LISTEN/NOTIFY on one connection per replica.
//!
//! They are hints (chat-state-machine.md 5): they may be dropped, doubled or reordered. Whoever cannot live with a
//! dropped one gets told: a subscription that overflowed, or whose connection was lost and is back, yields
//! [`Event::Lagged`], and the subscriber reads the state from the database again.
//!
//! What must stay true:
//! - [`PubSub::subscribe`] returns only after the server confirmed the LISTEN, so that "subscribe first, read
//!   second" misses nothing;
//! - one slow subscriber never delays another: each has a bounded queue of its own;
//! - publishing never happens inside the transaction that it tells about. (A running step is one statement and tells by
//!   `chat_tell` with its commit: docs/adr/0015.)

mod connection;
mod error;
mod queue;
mod registry;

use std::{sync::Arc, time::Duration};

use sqlx::{PgPool, postgres::PgConnectOptions};
use tokio::sync::{mpsc, oneshot};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use crate::Step;
pub use error::PubSubError;
use queue::Queue;
pub use queue::{Event, QUEUE_CAPACITY};

/// Most bytes of one payload. PostgreSQL refuses 8000 and more.
pub const PAYLOAD_LIMIT_BYTES: usize = 7999;

/// Most bytes of a channel's name (an identifier of PostgreSQL).
pub const CHANNEL_LIMIT_BYTES: usize = 63;

/// How long [`PubSub::subscribe`] waits for the server's confirmation.
pub const SUBSCRIBE_TIMEOUT: Duration = Duration::from_secs(5);

/// How long [`PubSub::stop`] waits for the connection's task.
const STOP_TIMEOUT: Duration = Duration::from_secs(5);

/// What the connection's task is asked to do.
enum Command {
    /// Deliver what comes on `channel` into `queue`, and say when the server listens.
    Subscribe { id: u64, channel: String, queue: Arc<Queue>, confirm: oneshot::Sender<()> },
    /// The subscription was dropped.
    Unsubscribe { id: u64, channel: String },
}

/// The pub/sub port. Cheap to clone.
#[derive(Clone)]
pub struct PubSub {
    shared: Arc<Shared>,
}

struct Shared {
    pool: PgPool,
    commands: mpsc::UnboundedSender<Command>,
    next_id: std::sync::atomic::AtomicU64,
    stop: CancellationToken,
    tasks: TaskTracker,
}

impl PubSub {
    /// Starts the task that owns the listening connection. Publishing goes through `pool`.
    pub(crate) fn start(pool: PgPool, connect: PgConnectOptions) -> Self {
        let (commands, inbox) = mpsc::unbounded_channel();
        let stop = CancellationToken::new();
        let tasks = TaskTracker::new();
        tasks.spawn(connection::run(connect, inbox, stop.clone()));
        tasks.close();
        let next_id = std::sync::atomic::AtomicU64::new(0);
        Self { shared: Arc::new(Shared { pool, commands, next_id, stop, tasks }) }
    }

    /// Sends `payload` to all who listen on `channel`, on every replica, this one included.
    ///
    /// # Errors
    /// A name or payload over the limits, and a failed statement.
    pub async fn publish(&self, channel: &str, payload: &str) -> Result<(), PubSubError> {
        self.publish_all(&[(channel.to_owned(), payload.to_owned())]).await
    }

    /// Sends several notifications in one round trip, in the given order. Call it after the commit of the
    /// transaction that they tell about. When one is over the limits, none is sent.
    ///
    /// # Errors
    /// As [`Self::publish`].
    #[tracing::instrument(name = "db.pubsub.publish", skip_all, fields(count = messages.len()), err(level = "debug"))]
    pub async fn publish_all(&self, messages: &[(String, String)]) -> Result<(), PubSubError> {
        if messages.is_empty() {
            return Ok(());
        }
        for (channel, payload) in messages {
            check_channel(channel)?;
            check_payload(channel, payload)?;
        }
        let (channels, payloads): (Vec<String>, Vec<String>) = messages.iter().cloned().unzip();
        sqlx::query!(
            "select pg_notify(m.channel, m.payload)
               from unnest($1::text[], $2::text[]) with ordinality as m (channel, payload, position)
              order by m.position",
            &channels,
            &payloads,
        )
        .fetch_all(&self.shared.pool)
        .await
        .step("publish notifications")
        .map_err(|source| PubSubError::Publish { count: messages.len(), source })?;
        Ok(())
    }

    /// Listens on `channel`. What is published after this returns is delivered or announced as lost.
    ///
    /// # Errors
    /// A name over the limits; [`PubSubError::NotConfirmed`] when the database does not confirm within
    /// [`SUBSCRIBE_TIMEOUT`]; [`PubSubError::Stopped`].
    pub async fn subscribe(&self, channel: &str) -> Result<Subscription, PubSubError> {
        check_channel(channel)?;
        let id = self.shared.next_id.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let queue = Arc::new(Queue::default());
        let (confirm, confirmed) = oneshot::channel();
        let command =
            Command::Subscribe { id, channel: channel.to_owned(), queue: Arc::clone(&queue), confirm };
        self.shared.commands.send(command).map_err(|_closed| PubSubError::Stopped)?;
        // Made before the wait: when the wait fails or is dropped, its Drop takes the registration back.
        let subscription =
            Subscription { id, channel: channel.to_owned(), queue, commands: self.shared.commands.clone() };
        match tokio::time::timeout(SUBSCRIBE_TIMEOUT, confirmed).await {
            Ok(Ok(())) => Ok(subscription),
            Ok(Err(_dropped)) => Err(PubSubError::Stopped),
            Err(_elapsed) => Err(PubSubError::NotConfirmed {
                channel: channel.to_owned(),
                waited_secs: SUBSCRIBE_TIMEOUT.as_secs(),
            }),
        }
    }

    /// Ends the listening connection; every subscription yields [`Event::Closed`].
    pub(crate) async fn stop(&self) {
        self.shared.stop.cancel();
        if tokio::time::timeout(STOP_TIMEOUT, self.shared.tasks.wait()).await.is_err() {
            tracing::warn!("The connection for notifications did not close in time");
        }
    }
}

impl Drop for Shared {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

impl std::fmt::Debug for PubSub {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PubSub").finish_non_exhaustive()
    }
}

/// One listener on one channel. Dropping it ends the listening.
pub struct Subscription {
    id: u64,
    channel: String,
    queue: Arc<Queue>,
    commands: mpsc::UnboundedSender<Command>,
}

impl Subscription {
    /// The next event. Cancel-safe: a dropped call loses nothing.
    ///
    /// Has no deadline of its own; callers select it against a timer or a cancellation.
    pub async fn recv(&mut self) -> Event {
        self.queue.next().await
    }

    /// The channel that this listens on.
    #[must_use]
    pub fn channel(&self) -> &str {
        &self.channel
    }
}

impl Drop for Subscription {
    fn drop(&mut self) {
        // An error means that the task has ended, and with it the listening.
        let _ = self
            .commands
            .send(Command::Unsubscribe { id: self.id, channel: std::mem::take(&mut self.channel) });
    }
}

impl std::fmt::Debug for Subscription {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Subscription").field("channel", &self.channel).finish_non_exhaustive()
    }
}

fn check_channel(channel: &str) -> Result<(), PubSubError> {
    if channel.is_empty() || channel.len() > CHANNEL_LIMIT_BYTES || channel.contains('\0') {
        return Err(PubSubError::BadChannel { channel: channel.to_owned() });
    }
    Ok(())
}

fn check_payload(channel: &str, payload: &str) -> Result<(), PubSubError> {
    if payload.len() > PAYLOAD_LIMIT_BYTES {
        return Err(PubSubError::PayloadTooLarge { channel: channel.to_owned(), size_bytes: payload.len() });
    }
    Ok(())
}
