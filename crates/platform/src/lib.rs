//! The use cases besides chats: accounts, organizations, groups, models, templates, workspaces, builds, agents.
//!
//! Each use case is one `impl Platform { pub async fn verb_noun(&self, subject: &Subject, ...) }` in a file of
//! its own, in the folder of what it is about. It checks the subject's rights, keeps the rules, and talks to the
//! store; it speaks `wire` types where a use case is one read or write of what the API shows, and types of its own
//! where somebody else (the chat engine, the server's start) calls it too.
//!
//! Invariants: nothing here knows HTTP. No use case acts without a `Subject`, but for those that make one
//! (login, the first user, agent tokens) and those that the server itself calls at its start; each of these says so.

pub mod accounts;
pub mod agents;
pub mod builds;
mod channels;
pub mod chat_models;
pub mod deployment;
mod error;
pub mod groups;
pub mod organizations;
mod platform;
pub mod replicas;
mod search_query;
mod skills;
pub mod spend;
mod templates;
pub mod vault;
pub mod webpush;
pub mod workspaces;

pub use error::{FieldProblem, UseCaseError};
pub use platform::{Platform, PlatformDeps, PlatformSettings};
