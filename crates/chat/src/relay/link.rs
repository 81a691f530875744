//! The line to one owner, as long as somebody here looks at one of its chats.
//!
//! What is wanted stands in a map that viewers change; the line's task compares it with what it has asked for. So an
//! order is never lost: a line that is made anew asks for all that is wanted, each after its last part.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use ropewalk_model::chat::Episode;
use ropewalk_model::{Entropy, WorkerId};
use ropewalk_platform::Platform;
use ropewalk_platform::replicas::PARTS_PATH;
use ropewalk_telemetry::ErrorChain;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::Notify;
use tokio::time::{Instant, MissedTickBehavior};
use tokio_util::sync::{CancellationToken, DropGuard};

use super::frames::{ALIVE_INTERVAL, Follow, FrameReader, FrameWriter, LineError, News, Order, split};
use crate::parts::{Mirror, PartsReader, WeakMirror};

/// The first and the longest pause before a broken line is made anew; doubled in between.
const FIRST_PAUSE: Duration = Duration::from_millis(100);
const LAST_PAUSE: Duration = Duration::from_secs(5);

/// The line to one owner. Dropping it ends the line.
pub(super) struct Link {
    wanted: Arc<Wanted>,
    _stop: DropGuard,
}

impl Link {
    /// The link that the task which [`keep`]s `wanted` until `stop` belongs to.
    pub(super) fn new(wanted: Arc<Wanted>, stop: CancellationToken) -> Self {
        Self { wanted, _stop: stop.drop_guard() }
    }

    /// Reads an episode from its first part on. Call [`Link::look_again`] after dropping a reader.
    pub(super) fn follow(&self, episode: Episode) -> PartsReader {
        self.wanted.follow(episode)
    }

    /// Has the line's task look at what is wanted.
    pub(super) fn look_again(&self) {
        self.wanted.changed.notify_one();
    }
}

/// The episodes that somebody looks at: those whose mirror has a reader.
#[derive(Default)]
pub(super) struct Wanted {
    mirrors: Mutex<HashMap<Episode, WeakMirror>>,
    changed: Notify,
}

impl Wanted {
    fn follow(&self, episode: Episode) -> PartsReader {
        let mut mirrors = self.lock();
        let mirror = mirrors.get(&episode).and_then(WeakMirror::upgrade).unwrap_or_else(|| {
            let mirror = Mirror::new(episode);
            mirrors.insert(episode, mirror.downgrade());
            mirror
        });
        let reader = mirror.reader();
        drop(mirrors);
        self.changed.notify_one();
        reader
    }

    /// What is wanted now.
    fn live(&self) -> HashMap<Episode, Mirror> {
        let mut mirrors = self.lock();
        mirrors.retain(|_, mirror| mirror.upgrade().is_some());
        mirrors.iter().filter_map(|(episode, mirror)| Some((*episode, mirror.upgrade()?))).collect()
    }

    async fn until_anything(&self) {
        while self.live().is_empty() {
            self.changed.notified().await;
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Episode, WeakMirror>> {
        self.mirrors.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Keeps a line to `owner` while anything is wanted of it. Runs until it is dropped.
pub(super) async fn keep(
    owner: WorkerId,
    wanted: Arc<Wanted>,
    platform: Platform,
    entropy: Arc<dyn Entropy>,
) {
    let mut pause = FIRST_PAUSE;
    let mut is_news = true;
    loop {
        wanted.until_anything().await;
        let began = Instant::now();
        let trouble = match platform.dial_replica(owner.uuid().into(), PARTS_PATH).await {
            Ok(io) => {
                let Err(error) = run(io, &wanted).await;
                ErrorChain(&error).to_string()
            }
            Err(error) => ErrorChain(&error).to_string(),
        };
        if began.elapsed() > LAST_PAUSE {
            pause = FIRST_PAUSE;
            is_news = true;
        }
        // An owner that ends is the usual reason, and then the viewers soon follow another one.
        if std::mem::take(&mut is_news) {
            tracing::info!(replica.id = %owner, "No live output from server {owner}, trying again: {trouble}");
        } else {
            tracing::debug!(replica.id = %owner, "No live output from server {owner}: {trouble}");
        }
        tokio::time::sleep(pause.mul_f64(0.5 + entropy.fraction() / 2.0)).await;
        pause = (pause * 2).min(LAST_PAUSE);
    }
}

/// Uses one line until it is over.
async fn run<T: AsyncRead + AsyncWrite>(
    io: T,
    wanted: &Wanted,
) -> Result<std::convert::Infallible, LineError> {
    let (reader, writer) = split(io);
    let routes = Mutex::new(HashMap::new());
    tokio::select! {
        ended = listen(reader, &routes) => ended,
        ended = speak(writer, wanted, &routes) => ended,
    }
}

/// Where the parts of an order go.
type Routes = Mutex<HashMap<u64, WeakMirror>>;

fn lock(routes: &Routes) -> MutexGuard<'_, HashMap<u64, WeakMirror>> {
    routes.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn listen<T: AsyncRead>(
    mut reader: FrameReader<T>,
    routes: &Routes,
) -> Result<std::convert::Infallible, LineError> {
    loop {
        match reader.next().await? {
            News::Alive => {}
            News::Parts { id, parts } => {
                // Parts that were on their way when their episode was dropped are nobody's.
                let Some(mirror) = lock(routes).get(&id).and_then(WeakMirror::upgrade) else { continue };
                for part in parts {
                    mirror
                        .push(part.seq, part.role, part.part)
                        .map_err(|wanted| LineError::Gap { wanted, got: part.seq })?;
                }
            }
        }
    }
}

async fn speak<T: AsyncWrite>(
    mut writer: FrameWriter<T>,
    wanted: &Wanted,
    routes: &Routes,
) -> Result<std::convert::Infallible, LineError> {
    let mut asked = Asked { next_id: 1, ids: HashMap::new() };
    let mut alive = tokio::time::interval(ALIVE_INTERVAL);
    alive.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        for order in asked.catch_up(&wanted.live(), routes) {
            writer.send(&order).await?;
        }
        tokio::select! {
            () = wanted.changed.notified() => {}
            _ = alive.tick() => writer.send(&Order::Alive).await?,
        }
    }
}

/// What was asked for on a line.
struct Asked {
    next_id: u64,
    ids: HashMap<Episode, (u64, WeakMirror)>,
}

impl Asked {
    /// The orders that make what was asked for what is wanted. A mirror that was made anew is asked for anew.
    fn catch_up(&mut self, wanted: &HashMap<Episode, Mirror>, routes: &Routes) -> Vec<Order> {
        let mut orders = Vec::new();
        self.ids.retain(|episode, (id, asked)| {
            let is_wanted = wanted.get(episode).is_some_and(|mirror| asked.is_of(mirror));
            if !is_wanted {
                lock(routes).remove(id);
                orders.push(Order::Drop { id: *id });
            }
            is_wanted
        });
        for (episode, mirror) in wanted {
            if self.ids.contains_key(episode) {
                continue;
            }
            let id = self.next_id;
            self.next_id += 1;
            self.ids.insert(*episode, (id, mirror.downgrade()));
            lock(routes).insert(id, mirror.downgrade());
            orders.push(Order::Follow(Follow::new(id, *episode, mirror.len())));
        }
        orders
    }
}

#[cfg(test)]
#[path = "link_tests.rs"]
mod tests;
