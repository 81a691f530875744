//! Where a stream gets the parts of a chat from: the memory of the replica that holds the chat.
//!
//! That is this process, or another one that the relay leads to (`crate::relay`). A feed is made anew only when the owner
//! changes (chat-state-machine.md 7). A client cannot tell which replica it is on.

use async_trait::async_trait;
use ropewalk_model::WorkerId;
use ropewalk_model::chat::{Episode, Role};

use super::{PartsBuffer, PartsReader};
use crate::stream::StreamPart;

/// One part of an episode.
#[derive(Clone, Debug, PartialEq)]
pub struct EpisodePart {
    /// The episode.
    pub episode: Episode,
    /// Its place in it, from 1, without gaps.
    pub seq: u64,
    /// Who speaks.
    pub role: Role,
    /// What.
    pub part: StreamPart,
}

/// The parts of all chats that some worker holds.
pub trait PartsSource: Send + Sync {
    /// A feed of parts from `owner`. It yields nothing until it is pointed at an episode.
    fn open(&self, owner: WorkerId) -> Box<dyn PartsFeed>;
}

/// The parts of one episode at a time.
#[async_trait]
pub trait PartsFeed: Send {
    /// Follows `episode` from its first part on, and no other.
    fn point_at(&mut self, episode: Episode);

    /// Follows nothing.
    fn rest(&mut self);

    /// The next part; waits for ever when there is none. Cancel-safe: a dropped call loses nothing.
    async fn next(&mut self) -> EpisodePart;
}

/// The parts of this process.
#[derive(Clone)]
pub(crate) struct LocalParts {
    buffer: PartsBuffer,
}

impl LocalParts {
    pub(crate) const fn new(buffer: PartsBuffer) -> Self {
        Self { buffer }
    }
}

impl PartsSource for LocalParts {
    fn open(&self, _owner: WorkerId) -> Box<dyn PartsFeed> {
        Box::new(LocalFeed { buffer: self.buffer.clone(), reader: None })
    }
}

struct LocalFeed {
    buffer: PartsBuffer,
    reader: Option<PartsReader>,
}

#[async_trait]
impl PartsFeed for LocalFeed {
    fn point_at(&mut self, episode: Episode) {
        self.reader = Some(self.buffer.reader(episode));
    }

    fn rest(&mut self) {
        self.reader = None;
    }

    async fn next(&mut self) -> EpisodePart {
        match &mut self.reader {
            Some(reader) => reader.next().await,
            None => std::future::pending().await,
        }
    }
}
