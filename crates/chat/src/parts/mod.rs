//! The parts buffer: what a step has said so far, in memory, per replica, by episode (chat-state-machine.md 6.6).
//!
//! A generation task writes, streams read, and the interrupt task takes what is there. One lock per episode guards both
//! the parts that were shown and the draft that they add up to, so that an interruption stores exactly what was shown.
//!
//! What must stay true:
//! - message parts never go through PostgreSQL: they are gone with the replica, and the step is done again;
//! - the sequence numbers of an episode start at 1 and have no gaps; an early, a late and a reconnecting reader read
//!   the same parts;
//! - after [`PartsBuffer::close`] nothing is added any more.

mod buffer;
mod draft;
mod source;

pub(crate) use buffer::{EpisodeClosed, EpisodeWriter, Mirror, PartsBuffer, PartsReader, Taken, WeakMirror};
pub(crate) use draft::StepDraft;
pub(crate) use source::LocalParts;
pub use source::{EpisodePart, PartsFeed, PartsSource};
