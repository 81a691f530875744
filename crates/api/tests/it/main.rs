//! The API over real HTTP, each test on a server and a database of its own.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test's helper ends the test when it cannot do its work"
)]

mod accounts;
mod authz;
mod authz_cases;
mod chat_models;
mod chats;
mod chats_advisor;
mod chats_agents;
mod chats_compaction;
mod chats_debug;
mod chats_effort;
mod chats_files;
mod chats_lifecycle;
mod chats_overrides;
mod chats_own_keys;
mod chats_prompts;
mod chats_providers;
mod chats_spend;
mod chats_stream;
mod chats_support;
mod chats_titles;
mod chats_tools;
mod chats_transitions;
mod chats_update;
mod chats_wait;
mod groups;
mod harness;
mod http_rules;
mod metrics;
mod openapi;
mod replicas;
mod skills;
mod webpush;
mod workspaces;
mod workspaces_agents;
mod workspaces_jobs;
mod workspaces_local;
mod workspaces_support;
