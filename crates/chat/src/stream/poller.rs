//! The net under lost notifications: one query for all registered chats, every 10 s (chat-state-machine.md 7).

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use ropewalk_model::ChatId;
use ropewalk_store::Store;
use ropewalk_store::chats::ChatUpdate;
use ropewalk_telemetry::ErrorChain;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

/// How long one query may take.
const QUERY_TIMEOUT: Duration = Duration::from_secs(5);

/// The registered chats. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Poller {
    store: Store,
    seats: Arc<Mutex<Seats>>,
}

#[derive(Default)]
struct Seats {
    next: u64,
    taken: HashMap<u64, (ChatId, mpsc::Sender<ChatUpdate>)>,
}

/// A registration. Dropping it ends it.
pub(crate) struct PollerSeat {
    poller: Poller,
    number: u64,
    updates: mpsc::Receiver<ChatUpdate>,
}

impl Poller {
    pub(crate) fn new(store: Store) -> Self {
        Self { store, seats: Arc::default() }
    }

    fn lock(&self) -> MutexGuard<'_, Seats> {
        self.seats.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// From now on each poll tells of `chat`.
    pub(crate) fn register(&self, chat: ChatId) -> PollerSeat {
        let (sender, updates) = mpsc::channel(1);
        let mut seats = self.lock();
        let number = seats.next;
        seats.next += 1;
        seats.taken.insert(number, (chat, sender));
        drop(seats);
        PollerSeat { poller: self.clone(), number, updates }
    }

    /// Polls until `shutdown` fires.
    pub(crate) async fn run(self, interval: Duration, shutdown: CancellationToken) {
        let mut ticker = tokio::time::interval(interval);
        ticker.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        while shutdown.run_until_cancelled(ticker.tick()).await.is_some() {
            match shutdown.run_until_cancelled(tokio::time::timeout(QUERY_TIMEOUT, self.poll())).await {
                Some(Ok(())) => {}
                Some(Err(_elapsed)) => tracing::warn!("The followed chats could not be polled in time"),
                None => return,
            }
        }
    }

    async fn poll(&self) {
        let mut chats: Vec<ChatId> = self.lock().taken.values().map(|(chat, _)| *chat).collect();
        chats.sort_unstable();
        chats.dedup();
        if chats.is_empty() {
            return;
        }
        let updates = match self.store.chat_versions(&chats).await {
            Ok(updates) => updates,
            Err(error) => {
                tracing::warn!("The followed chats could not be polled: {}", ErrorChain(&error));
                return;
            }
        };
        let updates: HashMap<ChatId, ChatUpdate> = updates.into_iter().map(|it| (it.chat_id, it)).collect();
        for (chat, sender) in self.lock().taken.values() {
            if let Some(update) = updates.get(chat) {
                // A seat that has not taken the last one yet is awake anyway, and gets the next.
                let _full = sender.try_send(update.clone());
            }
        }
    }
}

impl PollerSeat {
    /// What the next poll tells. Cancel-safe.
    pub(crate) async fn next(&mut self) -> ChatUpdate {
        match self.updates.recv().await {
            Some(update) => update,
            // The sender is in the poller as long as the seat lives.
            None => std::future::pending().await,
        }
    }
}

impl Drop for PollerSeat {
    fn drop(&mut self) {
        self.poller.lock().taken.remove(&self.number);
    }
}
