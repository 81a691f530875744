//! All SQL: migrations, one module per aggregate, transactions, pub/sub, the embedded PostgreSQL.
//!
//! Each aggregate is a folder or file of this crate that adds `impl Store` blocks; the statements are static
//! text that sqlx checks at compile time. What must stay true:
//! - no sqlx type leaves the crate, except as the cause inside a [`StoreError`];
//! - times of leases and heartbeats are the database's `now()`, never a replica's clock;
//! - "not found" is `Ok(None)`; an `UPDATE` by key that touches another number of rows is an error;
//! - no transaction and no pooled connection is held while somebody calls an LLM, a tool or an agent;
//! - notifications go out after the commit ([`PubSub::publish_all`]) and are hints.

pub mod accounts;
pub mod agents;
pub mod builds;
pub mod chat_debug;
pub mod chat_files;
pub mod chat_models;
pub mod chats;
mod error;
pub mod jobs;
mod migrate;
mod pool;
pub mod postgres;
pub mod pubsub;
mod replicas;
pub mod settings;
pub mod spend;
pub mod templates;
pub mod user_skills;
pub mod webpush;
pub mod workspaces;

pub use error::{ConstraintKind, StoreError};
pub(crate) use error::{Step, expect_rows};
pub use pool::{Store, StoreOptions};
pub use pubsub::{Event, PubSub, PubSubError, Subscription};
pub use replicas::{
    DEAD_AFTER, HEARTBEAT_INTERVAL, LeaseState, Replica, ReplicaLease, ReplicaRegistration, STALLED_AFTER,
};
