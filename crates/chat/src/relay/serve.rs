//! The owner's end of a line: sends the parts of the episodes that the other replica asks for.

use std::collections::HashMap;

use futures::FutureExt;
use futures::StreamExt;
use futures::future::{AbortHandle, Abortable, Aborted, BoxFuture};
use futures::stream::FuturesUnordered;
use ropewalk_model::ReplicaId;
use ropewalk_telemetry::ErrorChain;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::mpsc;
use tokio::time::MissedTickBehavior;

use super::frames::{
    ALIVE_INTERVAL, Follow, FrameReader, FrameWriter, LineError, News, Order, RelayedPart, split,
};
use crate::Engine;
use crate::parts::{EpisodePart, PartsBuffer, PartsReader};

/// How many episodes one line may carry at a time. A replica runs 50 chats unless told otherwise.
const EPISODES_MAX: usize = 10_000;
/// How many orders wait while a frame is being sent.
const ORDERS_WAITING: usize = 64;
/// Parts that are ready together go together, up to about so many bytes.
const BATCH_BYTES: usize = 64 << 10;

impl Engine {
    /// Sends the parts of this replica's chats to the replica at the other end of `io`, until either of them leaves.
    /// A replica that does not take a frame within 10 s is dropped; it takes up where it was.
    pub async fn relay_parts<T>(&self, replica: ReplicaId, io: T)
    where
        T: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let (parts, shutdown) = (self.context.parts.clone(), self.context.shutdown.clone());
        let serving = self.context.tasks.spawn(async move {
            if let Some(Err(error)) = shutdown.run_until_cancelled(serve(io, parts)).await {
                tracing::debug!(replica.id = %replica, "A relay of parts ended: {}", ErrorChain(&error));
            }
        });
        let _ended = serving.await;
    }
}

pub(super) async fn serve<T: AsyncRead + AsyncWrite>(io: T, parts: PartsBuffer) -> Result<(), LineError> {
    let (reader, writer) = split(io);
    let (sender, orders) = mpsc::channel(ORDERS_WAITING);
    tokio::select! {
        ended = listen(reader, sender) => ended,
        ended = speak(writer, orders, parts) => ended,
    }
}

async fn listen<T: AsyncRead>(
    mut reader: FrameReader<T>,
    orders: mpsc::Sender<Order>,
) -> Result<(), LineError> {
    loop {
        let order = reader.next().await?;
        if orders.send(order).await.is_err() {
            return Ok(());
        }
    }
}

async fn speak<T: AsyncWrite>(
    mut writer: FrameWriter<T>,
    mut orders: mpsc::Receiver<Order>,
    parts: PartsBuffer,
) -> Result<(), LineError> {
    let mut followed = Followed { parts, handles: HashMap::new(), batches: FuturesUnordered::new() };
    let mut alive = tokio::time::interval(ALIVE_INTERVAL);
    alive.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            order = orders.recv() => match order {
                None => return Ok(()),
                Some(Order::Follow(follow)) => followed.begin(follow)?,
                Some(Order::Drop { id }) => followed.end(id),
                Some(Order::Alive) => {}
            },
            batch = followed.next() => {
                writer.send(&News::Parts { id: batch.id, parts: batch.parts }).await?;
                followed.go_on(batch.id, batch.reader);
            }
            _ = alive.tick() => writer.send(&News::Alive).await?,
        }
    }
}

/// The parts of one episode that were ready together.
struct Batch {
    id: u64,
    reader: PartsReader,
    parts: Vec<RelayedPart>,
}

/// The episodes that are sent. Waiting for any of them costs as much as the ones that have something to say.
struct Followed {
    parts: PartsBuffer,
    handles: HashMap<u64, AbortHandle>,
    batches: FuturesUnordered<Abortable<BoxFuture<'static, Batch>>>,
}

impl Followed {
    fn begin(&mut self, follow: Follow) -> Result<(), LineError> {
        if self.handles.len() >= EPISODES_MAX {
            return Err(LineError::TooMany { limit: EPISODES_MAX });
        }
        let reader = self.parts.reader_after(follow.episode(), follow.after);
        self.wait_for(follow.id, reader);
        Ok(())
    }

    fn end(&mut self, id: u64) {
        if let Some(handle) = self.handles.remove(&id) {
            handle.abort();
        }
    }

    /// Waits for what follows a batch, unless nobody wants it any more.
    fn go_on(&mut self, id: u64, reader: PartsReader) {
        if self.handles.contains_key(&id) {
            self.wait_for(id, reader);
        }
    }

    fn wait_for(&mut self, id: u64, reader: PartsReader) {
        let (handle, registration) = AbortHandle::new_pair();
        self.handles.insert(id, handle);
        self.batches.push(Abortable::new(next_batch(id, reader).boxed(), registration));
    }

    /// The next batch of any episode. Cancel-safe.
    async fn next(&mut self) -> Batch {
        loop {
            match self.batches.next().await {
                Some(Ok(batch)) => return batch,
                Some(Err(Aborted)) => {}
                None => std::future::pending().await,
            }
        }
    }
}

async fn next_batch(id: u64, mut reader: PartsReader) -> Batch {
    let relayed = |EpisodePart { seq, role, part, .. }: EpisodePart| RelayedPart { seq, role, part };
    let first = reader.next().await;
    let mut size_bytes = first.part.size_bytes();
    let mut parts = vec![relayed(first)];
    while size_bytes < BATCH_BYTES {
        let Some(part) = reader.next().now_or_never() else { break };
        size_bytes += part.part.size_bytes();
        parts.push(relayed(part));
    }
    Batch { id, reader, parts }
}
