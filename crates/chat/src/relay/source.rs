//! The relay as a [`PartsSource`]: the parts of a chat come from memory when this replica runs it, else from its owner.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use async_trait::async_trait;
use ropewalk_model::chat::Episode;
use ropewalk_model::{Entropy, WorkerId};
use ropewalk_platform::Platform;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::link::{Link, Wanted, keep};
use crate::parts::{EpisodePart, LocalParts, PartsFeed, PartsReader, PartsSource};

/// The parts of all replicas.
pub(crate) struct RoutedParts {
    /// The worker of this replica.
    pub(crate) me: WorkerId,
    /// Its parts.
    pub(crate) local: LocalParts,
    /// The others'.
    pub(crate) relay: Relay,
}

impl PartsSource for RoutedParts {
    fn open(&self, owner: WorkerId) -> Box<dyn PartsFeed> {
        if owner == self.me {
            return self.local.open(owner);
        }
        Box::new(RelayFeed { link: self.relay.link(owner), reader: None })
    }
}

/// The lines to other replicas; one for each, shared by all viewers here.
pub(crate) struct Relay {
    platform: Platform,
    /// For jitter.
    entropy: Arc<dyn Entropy>,
    tasks: TaskTracker,
    shutdown: CancellationToken,
    /// A link lives while a feed has it.
    links: Mutex<HashMap<WorkerId, Weak<Link>>>,
}

impl Relay {
    /// No lines yet. Theirs run on `tasks` until `shutdown` fires; `platform` knows the way to other replicas.
    pub(crate) fn new(
        platform: Platform,
        entropy: Arc<dyn Entropy>,
        tasks: TaskTracker,
        shutdown: CancellationToken,
    ) -> Self {
        Self { platform, entropy, tasks, shutdown, links: Mutex::default() }
    }

    fn link(&self, owner: WorkerId) -> Arc<Link> {
        let mut links = self.links.lock().unwrap_or_else(PoisonError::into_inner);
        links.retain(|_, link| link.strong_count() > 0);
        if let Some(link) = links.get(&owner).and_then(Weak::upgrade) {
            return link;
        }
        let wanted = Arc::new(Wanted::default());
        let stop = self.shutdown.child_token();
        let line = keep(owner, Arc::clone(&wanted), self.platform.clone(), Arc::clone(&self.entropy));
        self.tasks.spawn(stop.clone().run_until_cancelled_owned(line));
        let link = Arc::new(Link::new(wanted, stop));
        links.insert(owner, Arc::downgrade(&link));
        link
    }
}

struct RelayFeed {
    link: Arc<Link>,
    reader: Option<PartsReader>,
}

#[async_trait]
impl PartsFeed for RelayFeed {
    fn point_at(&mut self, episode: Episode) {
        self.reader = Some(self.link.follow(episode));
        self.link.look_again();
    }

    fn rest(&mut self) {
        self.reader = None;
        self.link.look_again();
    }

    async fn next(&mut self) -> EpisodePart {
        match &mut self.reader {
            Some(reader) => reader.next().await,
            None => std::future::pending().await,
        }
    }
}

impl Drop for RelayFeed {
    fn drop(&mut self) {
        self.rest();
    }
}
