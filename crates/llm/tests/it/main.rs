//! The conformance suite: every provider, over real HTTP, against the fake server of `testkit`.
#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a test's helper ends the test when it cannot do its work"
)]
#![expect(clippy::print_stdout, reason = "the matrix, and which row of the table a test is at")]

mod conformance;
mod failures;
mod limits;
mod proxy;
mod quirks;
mod replay;
mod request_bodies;
mod scripted;
mod suite;
mod support;
mod table;
