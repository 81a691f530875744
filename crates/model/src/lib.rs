//! The words of Ropewalk as types: ids, domain types and the pure state machines.
//!
//! Invariant: nothing here does I/O, reads a clock or knows HTTP or SQL. Types derive serde only where
//! they are *stored* as JSON (chat message parts, chat errors); what goes over the wire is in `wire`.

pub mod agent;
pub mod build;
pub mod chat;
mod clock;
mod entropy;
mod ids;
pub mod money;
pub mod names;
pub mod skill;
pub mod text;

pub use clock::{Clock, ManualClock, SystemClock, Timestamp};
pub use entropy::{Entropy, SeededEntropy, SystemEntropy};
pub use ids::*;
