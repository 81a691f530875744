//! A private PostgreSQL database per test, a fake LLM server, a clock that tests move.
//!
//! Only a dev-dependency: helpers panic with a clear message where a test cannot go on.
#![expect(
    clippy::panic,
    clippy::expect_used,
    reason = "a test's helper ends the test when it cannot do its work"
)]

mod clock;
mod database;
pub mod fake_llm;
mod statements;
mod wait;

pub use clock::{START_SECS, TestClock};
pub use database::{TestDatabase, URL_VARIABLE};
pub use ropewalk_model::{ManualClock, SeededEntropy};
pub use statements::StatementCounter;
pub use wait::{wait_for, wait_until};
