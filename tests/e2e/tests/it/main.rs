//! The stories that a person lives through, told with the real binary.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "helpers of tests end the test when they cannot go on, and say why"
)]

mod browser;
mod chaos;
mod cli;
mod cluster;
mod cluster_key;
mod cluster_support;
mod crash;
mod git_changes;
mod server;
mod start;
mod story;
mod traces;
mod trouble;
mod workspace_context;
