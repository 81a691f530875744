//! The store against a real PostgreSQL: one binary, one module per part.

mod migrate;
mod postgres;
mod pubsub;
mod replicas;
