//! The chat engine on a real PostgreSQL and a fake LLM over HTTP.
#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::wildcard_enum_match_arm,
    reason = "a test ends where it cannot go on, and looks only at what it is about"
)]

mod advisor;
mod archive;
mod attachments;
mod chain;
mod cluster;
mod compaction;
mod dynamic_tools;
mod edit;
mod harness;
mod history_repair;
mod ledger;
mod lifecycle;
mod notifications;
mod plan_mode;
mod promote;
mod prompts;
mod retries;
mod spending;
mod statements;
mod streams;
mod subagents;
mod takeover;
mod titles;
mod transitions;
mod turns;
mod use_cases;
mod viewer;
mod waits;
mod watchdog;
