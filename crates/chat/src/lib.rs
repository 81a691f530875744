//! The chat engine: worker, runner, generation, tools, prompt, parts, stream, relay.
//!
//! The contract is chat-state-machine.md; the table of transitions is in `ropewalk_model::chat`, its SQL in
//! `ropewalk_store::chats`. Here is what acts on it: [`Engine`] starts the worker, which takes chats; a runner holds one
//! chat and starts the task that its status asks for; the generation task does one action and commits it. The parts buffer
//! holds what a step says while it says it, and the stream brings both, the stored and the said, to clients.
//!
//! What must stay true: every write of a task is fenced; nothing about the next step lives only in memory, but for the
//! parts that are being said; no lock and no pooled connection is held while a model or a tool works.

mod advisor;
#[cfg(test)]
mod chat_fixture;
mod debug;
mod engine;
mod files;
mod generation;
mod parts;
pub mod prompt;
mod push;
mod relay;
mod runner;
mod side_calls;
mod spans;
pub mod stream;
pub mod tools;
mod upkeep;
pub mod use_cases;
pub mod watch;
mod worker;

pub use advisor::AdvisorSettings;
pub use engine::{CallWaits, Engine, EngineDeps, EngineSettings, Wait, WaitReason};
pub use parts::{EpisodePart, PartsFeed, PartsSource};
pub use ropewalk_store::chats::ChildLimits;
pub use side_calls::Counsel;
