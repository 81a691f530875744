//! Who listens on what: reference counts per channel, and which LISTEN and UNLISTEN follow from a change.
//!
//! Pure bookkeeping, no I/O: the connection's task does what it says.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use tokio::sync::oneshot;

use super::{Command, queue::Queue};

#[derive(Default)]
pub(super) struct Registry {
    channels: HashMap<String, HashMap<u64, Subscriber>>,
    /// Channels that the server listens on for us, as far as it confirmed.
    listening: BTreeSet<String>,
}

struct Subscriber {
    queue: Arc<Queue>,
    /// Taken when the LISTEN is confirmed.
    confirm: Option<oneshot::Sender<()>>,
}

/// Statements that bring the server in line with the subscribers.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Changes {
    pub(super) listen: Vec<String>,
    pub(super) unlisten: Vec<String>,
}

impl Registry {
    /// Notes a command. The server is told later, by [`Self::changes`].
    pub(super) fn apply(&mut self, command: Command) {
        match command {
            Command::Subscribe { id, channel, queue, confirm } => {
                let subscriber = Subscriber { queue, confirm: Some(confirm) };
                self.channels.entry(channel).or_default().insert(id, subscriber);
            }
            Command::Unsubscribe { id, channel } => {
                if let Some(subscribers) = self.channels.get_mut(&channel) {
                    subscribers.remove(&id);
                    if subscribers.is_empty() {
                        self.channels.remove(&channel);
                    }
                }
            }
        }
    }

    /// What the server must be told now.
    pub(super) fn changes(&self) -> Changes {
        let listen =
            self.channels.keys().filter(|channel| !self.listening.contains(*channel)).cloned().collect();
        let unlisten =
            self.listening.iter().filter(|channel| !self.channels.contains_key(*channel)).cloned().collect();
        Changes { listen, unlisten }
    }

    /// The server did what `changes` asked for: confirm to those who wait on a channel that is listened on.
    pub(super) fn done(&mut self, changes: Changes) {
        for channel in &changes.unlisten {
            self.listening.remove(channel);
        }
        self.listening.extend(changes.listen);
        for (channel, subscribers) in &mut self.channels {
            if self.listening.contains(channel) {
                for confirm in subscribers.values_mut().filter_map(|subscriber| subscriber.confirm.take()) {
                    // The waiting side may have given up; its Unsubscribe is on the way.
                    let _ = confirm.send(());
                }
            }
        }
    }

    /// The connection is gone: nothing is listened on any more.
    pub(super) fn connection_lost(&mut self) {
        self.listening.clear();
    }

    /// Listening is back after a loss: whoever was confirmed before may have missed something.
    pub(super) fn mark_lagged(&self) {
        for subscriber in self.channels.values().flat_map(HashMap::values) {
            if subscriber.confirm.is_none() {
                subscriber.queue.mark_lagged();
            }
        }
    }

    /// Delivers one notification.
    pub(super) fn deliver(&self, channel: &str, payload: &str) {
        if let Some(subscribers) = self.channels.get(channel) {
            let payload: Arc<str> = payload.into();
            for subscriber in subscribers.values() {
                subscriber.queue.push(Arc::clone(&payload));
            }
        }
    }

    /// Ends every subscription.
    pub(super) fn close(&mut self) {
        for subscriber in self.channels.values().flat_map(HashMap::values) {
            subscriber.queue.close();
        }
        self.channels.clear();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use tokio::sync::oneshot::{self, error::TryRecvError};

    use super::{Changes, Command, Queue, Registry};

    fn subscribe(registry: &mut Registry, id: u64, channel: &str) -> oneshot::Receiver<()> {
        let (confirm, confirmed) = oneshot::channel();
        registry.apply(Command::Subscribe {
            id,
            channel: channel.into(),
            queue: Arc::new(Queue::default()),
            confirm,
        });
        confirmed
    }

    #[test]
    fn one_listen_serves_all_subscribers_and_the_last_to_leave_ends_it() {
        let mut registry = Registry::default();
        let mut first = subscribe(&mut registry, 1, "a");
        assert_eq!(first.try_recv(), Err(TryRecvError::Empty), "not confirmed before the server was told");
        let changes = registry.changes();
        assert_eq!(changes, Changes { listen: vec!["a".into()], unlisten: vec![] });
        registry.done(changes);
        assert_eq!(first.try_recv(), Ok(()));

        let mut second = subscribe(&mut registry, 2, "a");
        assert_eq!(registry.changes(), Changes::default());
        registry.done(Changes::default());
        assert_eq!(second.try_recv(), Ok(()), "already listened on");

        registry.apply(Command::Unsubscribe { id: 1, channel: "a".into() });
        assert_eq!(registry.changes(), Changes::default());
        registry.apply(Command::Unsubscribe { id: 2, channel: "a".into() });
        assert_eq!(registry.changes(), Changes { listen: vec![], unlisten: vec!["a".into()] });
    }

    #[test]
    fn after_a_loss_everything_is_listened_on_again() {
        let mut registry = Registry::default();
        let _confirmed = subscribe(&mut registry, 1, "a");
        let changes = registry.changes();
        registry.done(changes);
        registry.connection_lost();
        assert_eq!(registry.changes(), Changes { listen: vec!["a".into()], unlisten: vec![] });
    }
}
