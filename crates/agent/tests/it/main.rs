//! A real agent against a tiny server, over a real tunnel on loopback.

#![expect(clippy::expect_used, clippy::panic, reason = "the helpers of a test fail the test")]

mod connecting;
mod files;
mod processes;
mod program;
mod scripts;
mod server;
mod workspace;
