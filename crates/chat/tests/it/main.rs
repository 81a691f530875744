//! The chat engine on a real PostgreSQL and a fake LLM over HTTP.

mod harness;
mod ledger;
mod notifications;
mod retries;
mod streams;
mod takeover;
mod transitions;
mod turns;
mod use_cases;
mod viewer;
