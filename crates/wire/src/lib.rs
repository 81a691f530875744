//! What goes over HTTP, WebSocket and the agent protocol; OpenAPI schemas. No behaviour.
//!
//! Field names and spellings are those of platform.md 2.30 and chats-api.md 2; our own additions are extra fields.
//! Requests accept fields that they do not know, so that a client made for a newer server still works.

pub mod accounts;
pub mod agent;
pub mod agents;
pub mod builds;
pub mod chat_advisor;
pub mod chat_compaction;
pub mod chat_debug;
pub mod chat_lifecycle;
pub mod chat_model_overrides;
pub mod chat_models;
pub mod chat_prompts;
pub mod chat_spend;
pub mod chats;
pub mod deployment;
pub mod jobs;
mod response;
mod secret;
pub mod templates;
pub mod user_skills;
pub mod webpush;
pub mod workspaces;

pub use response::{Response, ValidationError};
