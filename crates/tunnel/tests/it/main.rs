//! Both ends of the tunnel over real sockets on loopback.

#![expect(clippy::expect_used, clippy::panic, reason = "the helpers of a test fail the test")]

mod bulk;
mod calls;
mod failures;
mod harness;
