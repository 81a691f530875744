//! The queue of one subscription: bounded, never blocks the sender, and remembers that it lost something.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tokio::sync::Notify;

/// How many notifications wait for one subscriber before they are dropped and it is told that it lags.
pub const QUEUE_CAPACITY: usize = 256;

/// What a subscription yields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// A notification with its payload.
    Message(Arc<str>),
    /// Notifications were or may have been lost. Read the state again; listening goes on.
    Lagged,
    /// The store was closed; nothing comes any more.
    Closed,
}

#[derive(Debug, Default)]
pub(super) struct Queue {
    state: Mutex<State>,
    wake: Notify,
}

#[derive(Debug, Default)]
struct State {
    waiting: VecDeque<Arc<str>>,
    lagged: bool,
    closed: bool,
}

impl Queue {
    /// Adds a payload, or marks the queue as lagging when it is full.
    pub(super) fn push(&self, payload: Arc<str>) {
        let mut state = self.lock();
        if state.waiting.len() < QUEUE_CAPACITY {
            state.waiting.push_back(payload);
        } else {
            state.lagged = true;
        }
        drop(state);
        self.wake.notify_one();
    }

    /// Tells the subscriber that something may be lost.
    pub(super) fn mark_lagged(&self) {
        self.lock().lagged = true;
        self.wake.notify_one();
    }

    /// Ends the queue; what waits in it is still delivered.
    pub(super) fn close(&self) {
        self.lock().closed = true;
        self.wake.notify_one();
    }

    /// The next event; one consumer only. Cancel-safe, because a wake-up that is lost with a dropped call
    /// is made up for by looking at the state first.
    pub(super) async fn next(&self) -> Event {
        loop {
            if let Some(event) = self.take() {
                return event;
            }
            self.wake.notified().await;
        }
    }

    fn take(&self) -> Option<Event> {
        let mut state = self.lock();
        if state.lagged {
            // What waits is older than the fresh read that the subscriber does now.
            state.lagged = false;
            state.waiting.clear();
            return Some(Event::Lagged);
        }
        if let Some(payload) = state.waiting.pop_front() {
            return Some(Event::Message(payload));
        }
        state.closed.then_some(Event::Closed)
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::{Event, QUEUE_CAPACITY, Queue};

    #[tokio::test]
    async fn overflow_becomes_one_lagged_and_then_new_messages_flow() {
        let queue = Queue::default();
        for number in 0..=QUEUE_CAPACITY {
            queue.push(number.to_string().into());
        }
        assert_eq!(queue.next().await, Event::Lagged);
        queue.push("after".into());
        assert_eq!(queue.next().await, Event::Message("after".into()));
        queue.close();
        assert_eq!(queue.next().await, Event::Closed);
        assert_eq!(queue.next().await, Event::Closed);
    }

    #[tokio::test]
    async fn a_full_queue_that_did_not_overflow_keeps_the_order() {
        let queue = Queue::default();
        for number in 0..QUEUE_CAPACITY {
            queue.push(number.to_string().into());
        }
        for number in 0..QUEUE_CAPACITY {
            assert_eq!(queue.next().await, Event::Message(number.to_string().into()));
        }
    }
}
