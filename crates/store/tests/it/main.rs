//! The store against a real PostgreSQL: one binary, one module per part.
#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests end the test when they cannot go on"
)]

mod chat_debug;
mod migrate;
mod pool;
mod postgres;
mod pubsub;
mod replicas;
