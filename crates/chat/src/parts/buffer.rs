//! Episodes by key, and the readers that follow them.
//!
//! Readers pull from the shared list at their own pace, so that a slow one costs nothing but its place. Past
//! [`CAPACITY_BYTES`] an episode takes no further parts for show: every reader then sees the same beginning, and the
//! stored message replaces it. The draft goes on, so that nothing is lost.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use ropewalk_llm::StreamEvent;
use ropewalk_model::chat::{Episode, Part, Role};
use ropewalk_model::{ModelConfigId, Timestamp};
use tokio::sync::watch;
use tokio::time::Instant;

use super::{EpisodePart, StepDraft};
use crate::stream::StreamPart;

/// The most bytes of parts that one episode keeps for readers (chat-state-machine.md 6.6).
const CAPACITY_BYTES: usize = 1024 * 1024;

/// How long a closed episode stays for late readers when nobody listens.
const LINGER: Duration = Duration::from_secs(15);

/// The episodes of this replica. Cheap to clone.
#[derive(Clone, Default)]
pub(crate) struct PartsBuffer(Arc<Mutex<HashMap<Episode, Arc<EpisodeBuffer>>>>);

struct EpisodeBuffer {
    episode: Episode,
    contents: Mutex<Contents>,
    changed: watch::Sender<()>,
}

#[derive(Default)]
struct Contents {
    parts: Vec<EpisodePart>,
    size_bytes: usize,
    is_full: bool,
    /// When it was closed; nothing is added after that.
    closed_at: Option<Instant>,
    /// Whether a task ever wrote here, or only readers wait.
    is_open: bool,
    draft: StepDraft,
    model: Option<ModelRun>,
}

/// Which model an episode asks, and how long it has streamed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ModelRun {
    /// The model.
    pub(crate) model_config_id: ModelConfigId,
    /// Its context window, in tokens.
    pub(crate) context_limit: i64,
    /// When it was asked.
    pub(crate) began_at: Instant,
    /// When it last said something; none: it has not yet.
    pub(crate) last_event_at: Option<Instant>,
}

impl ModelRun {
    /// How long the model has streamed, in milliseconds; none when it said nothing.
    pub(crate) fn runtime_ms(&self) -> Option<i64> {
        let elapsed = self.last_event_at?.duration_since(self.began_at);
        Some(i64::try_from(elapsed.as_millis()).unwrap_or(i64::MAX))
    }
}

/// What an episode holds at its end.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Taken {
    /// What was said.
    pub(crate) draft: StepDraft,
    /// By which model; none for a batch of tools.
    pub(crate) model: Option<ModelRun>,
}

/// The episode was closed under the writer: somebody else took what it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the try is over; its parts are closed")]
pub(crate) struct EpisodeClosed;

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl PartsBuffer {
    fn episode(&self, episode: Episode) -> Arc<EpisodeBuffer> {
        let mut episodes = lock(&self.0);
        Arc::clone(episodes.entry(episode).or_insert_with(|| EpisodeBuffer::new(episode)))
    }

    /// Opens an episode for the task that makes it. Dropping the writer closes it.
    pub(crate) fn open(&self, episode: Episode) -> EpisodeWriter {
        let buffer = self.episode(episode);
        lock(&buffer.contents).is_open = true;
        EpisodeWriter { buffer }
    }

    /// Follows an episode from its first part, also one that is not there yet.
    pub(crate) fn reader(&self, episode: Episode) -> PartsReader {
        let buffer = self.episode(episode);
        PartsReader::new(buffer, 0)
    }

    /// Follows an episode from the part after number `after` on.
    pub(crate) fn reader_after(&self, episode: Episode, after: u64) -> PartsReader {
        PartsReader::new(self.episode(episode), usize::try_from(after).unwrap_or(usize::MAX))
    }

    /// Closes an episode and returns what it holds. Doing it twice, or before it was ever opened, is fine: then
    /// nothing can be added later either.
    pub(crate) fn close(&self, episode: Episode) -> Taken {
        let buffer = self.episode(episode);
        buffer.close();
        lock(&buffer.contents).taken()
    }

    /// Forgets closed episodes that nobody listens to, [`LINGER`] after they were closed, and those that only readers
    /// ever asked for once these are gone.
    pub(crate) fn collect(&self, now: Instant) {
        lock(&self.0).retain(|_, buffer| {
            if buffer.changed.receiver_count() > 0 {
                return true;
            }
            let contents = lock(&buffer.contents);
            match contents.closed_at {
                Some(closed_at) => now.duration_since(closed_at) < LINGER,
                None => contents.is_open,
            }
        });
    }

    /// How many episodes are held.
    #[cfg(test)]
    pub(crate) fn len(&self) -> usize {
        lock(&self.0).len()
    }
}

impl EpisodeBuffer {
    fn new(episode: Episode) -> Arc<Self> {
        Arc::new(Self { episode, contents: Mutex::default(), changed: watch::Sender::new(()) })
    }

    fn close(&self) {
        let mut contents = lock(&self.contents);
        contents.closed_at.get_or_insert_with(Instant::now);
        drop(contents);
        self.changed.send_replace(());
    }
}

impl Contents {
    fn taken(&self) -> Taken {
        Taken { draft: self.draft.clone(), model: self.model }
    }

    fn push(&mut self, episode: Episode, role: Role, part: StreamPart) {
        if self.is_full {
            return;
        }
        self.size_bytes += part.size_bytes();
        if self.size_bytes > CAPACITY_BYTES {
            self.is_full = true;
            tracing::warn!(
                chat.id = %episode.chat_id,
                "A step of chat {} says more than is kept for live viewers; they see the rest when it is stored",
                episode.chat_id
            );
            return;
        }
        let seq = self.parts.len() as u64 + 1;
        self.parts.push(EpisodePart { episode, seq, role, part });
    }
}

/// The writing end of an episode.
pub(crate) struct EpisodeWriter {
    buffer: Arc<EpisodeBuffer>,
}

impl EpisodeWriter {
    /// Notes which model is asked now.
    pub(crate) fn begin_model(&self, model_config_id: ModelConfigId, context_limit: i64) {
        let run = ModelRun { model_config_id, context_limit, began_at: Instant::now(), last_event_at: None };
        lock(&self.buffer.contents).model = Some(run);
    }

    /// Adds an event of the model's stream to the draft, and shows what of it is for show.
    pub(crate) fn apply(&self, event: StreamEvent, now: Timestamp) -> Result<(), EpisodeClosed> {
        self.write(|episode, contents| {
            if let Some(model) = &mut contents.model {
                model.last_event_at = Some(Instant::now());
            }
            if let Some((role, part)) = contents.draft.apply(event, now) {
                contents.push(episode, role, part);
            }
        })
    }

    /// Adds the result of a local tool, or a file that it attached.
    pub(crate) fn tool_part(&self, part: Part) -> Result<(), EpisodeClosed> {
        self.write(|episode, contents| {
            contents.draft.add_tool_part(part.clone());
            contents.push(episode, Role::Tool, StreamPart::Whole(part));
        })
    }

    /// Shows a part that is stored by other means than the draft: an interruption leaves nothing of it behind.
    pub(crate) fn show(&self, role: Role, part: Part) -> Result<(), EpisodeClosed> {
        self.write(|episode, contents| contents.push(episode, role, StreamPart::Whole(part)))
    }

    fn write(&self, change: impl FnOnce(Episode, &mut Contents)) -> Result<(), EpisodeClosed> {
        let mut contents = lock(&self.buffer.contents);
        if contents.closed_at.is_some() {
            return Err(EpisodeClosed);
        }
        change(self.buffer.episode, &mut contents);
        drop(contents);
        self.buffer.changed.send_replace(());
        Ok(())
    }

    /// What the step says so far.
    pub(crate) fn taken(&self) -> Taken {
        lock(&self.buffer.contents).taken()
    }

    /// Throws away what a failed try has said, so that nothing is shown or stored twice (chat-engine.md ER-15).
    pub(crate) fn discard(self) {
        let mut contents = lock(&self.buffer.contents);
        contents.parts.clear();
        contents.draft = StepDraft::default();
        contents.model = None;
        contents.is_full = true;
    }
}

impl Drop for EpisodeWriter {
    fn drop(&mut self) {
        self.buffer.close();
    }
}

/// A reader's place in an episode.
pub(crate) struct PartsReader {
    buffer: Arc<EpisodeBuffer>,
    changed: watch::Receiver<()>,
    taken: usize,
}

impl PartsReader {
    fn new(buffer: Arc<EpisodeBuffer>, taken: usize) -> Self {
        Self { changed: buffer.changed.subscribe(), buffer, taken }
    }

    /// The next part; waits for ever after the last one of a closed episode. Cancel-safe.
    pub(crate) async fn next(&mut self) -> EpisodePart {
        loop {
            // Seen before looking: a part that comes in between is announced again.
            self.changed.borrow_and_update();
            if let Some(part) = lock(&self.buffer.contents).parts.get(self.taken) {
                self.taken += 1;
                return part.clone();
            }
            if self.changed.changed().await.is_err() {
                // The sender lives in `self.buffer`, so this cannot happen while the reader lives.
                std::future::pending::<()>().await;
            }
        }
    }
}

/// An episode of another replica, copied here part by part for the viewers of this one. It lives while it has a reader.
pub(crate) struct Mirror(Arc<EpisodeBuffer>);

/// A [`Mirror`] that may be gone.
#[derive(Clone)]
pub(crate) struct WeakMirror(Weak<EpisodeBuffer>);

impl Mirror {
    /// An empty one.
    pub(crate) fn new(episode: Episode) -> Self {
        Self(EpisodeBuffer::new(episode))
    }

    /// Reads it from its first part on.
    pub(crate) fn reader(&self) -> PartsReader {
        PartsReader::new(Arc::clone(&self.0), 0)
    }

    /// The number of its last part.
    pub(crate) fn len(&self) -> u64 {
        lock(&self.0.contents).parts.len() as u64
    }

    /// Adds the next part. One that is there already is passed over; one that leaves a gap is refused with the number
    /// that was next.
    pub(crate) fn push(&self, seq: u64, role: Role, part: StreamPart) -> Result<(), u64> {
        let mut contents = lock(&self.0.contents);
        let next = contents.parts.len() as u64 + 1;
        if seq > next && !contents.is_full {
            return Err(next);
        }
        if seq == next {
            contents.push(self.0.episode, role, part);
            drop(contents);
            self.0.changed.send_replace(());
        }
        Ok(())
    }

    pub(crate) fn downgrade(&self) -> WeakMirror {
        WeakMirror(Arc::downgrade(&self.0))
    }
}

impl WeakMirror {
    pub(crate) fn upgrade(&self) -> Option<Mirror> {
        self.0.upgrade().map(Mirror)
    }

    /// Whether it is this very mirror, not another one of the same episode.
    pub(crate) fn is_of(&self, mirror: &Mirror) -> bool {
        std::ptr::eq(self.0.as_ptr(), Arc::as_ptr(&mirror.0))
    }
}

#[cfg(test)]
#[path = "buffer_tests.rs"]
mod tests;
