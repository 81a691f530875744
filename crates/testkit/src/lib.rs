//! A private PostgreSQL database per test, a fake LLM server, a fake push service, a clock that tests move.
//!
//! Only a dev-dependency: helpers panic with a clear message where a test cannot go on.
#![expect(
    clippy::panic,
    clippy::expect_used,
    reason = "a test's helper ends the test when it cannot do its work"
)]

mod clock;
mod cluster;
mod database;
mod database_proxy;
pub mod fake_llm;
pub mod fake_push;
mod wait;

pub use clock::{START_SECS, TestClock};
pub use cluster::TestCluster;
pub use database::{TestDatabase, URL_VARIABLE};
pub use database_proxy::DatabaseProxy;
pub use ropewalk_model::{ManualClock, SeededEntropy};
pub use wait::{wait_for, wait_until};
