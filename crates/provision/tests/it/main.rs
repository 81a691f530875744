//! The local driver on the real host: real processes, real namespaces, real Landlock.
#![expect(clippy::unwrap_used, clippy::panic, reason = "the helpers of a test fail the test")]

mod failures;
mod host;
mod lifecycle;
mod proofs;
