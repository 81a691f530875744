//! The conformance suite: every provider, over real HTTP, against the fake server of `testkit`.
#![expect(clippy::expect_used, reason = "a test's helper ends the test when it cannot do its work")]

mod conformance;
mod failures;
mod limits;
mod quirks;
mod replay;
mod request_bodies;
mod scripted;
mod suite;
mod support;
mod table;
