//! A model check of the chat engine: every reachable state of one chat, two replicas and their clients, with crashes,
//! stalls, lost answers, and notifications that are lost, doubled and late (chat-state-machine.md 8).
//!
//! It asks the program's own transition table, fences and rule of open calls (`ropewalk_model::chat`); the rest of the
//! world is a model of what `ropewalk-store`, `ropewalk-chat` and the agent do: see docs/adr/0008-model-check.md for
//! what it holds and what it leaves out. A development crate: nothing that is shipped depends on it.
//!
//! What must stay true: when the program changes, the model changes with it. `world` says what there is, `database`,
//! `clients`, `tasks` and `runners` what can happen, `broken` what must hold, `walk` how it is looked for.

mod asked;
mod broken;
mod canonical;
mod clients;
mod cycles;
mod database;
mod fences;
mod few;
mod fingerprint;
mod rules;
mod runners;
mod start;
mod step;
mod tasks;
mod trace;
mod walk;
mod world;

pub use broken::{Broken, Property};
pub use rules::{Fault, Notifications, Rules};
pub use walk::{Counterexample, Report, walk};
pub use world::{Budget, CallKind};
