//! The program inside a workspace: processes, files, scripts, and the tunnel to the server.
//!
//! It dials the server ([`connection`]), serves its HTTP API on that tunnel ([`http`]), runs the template's
//! scripts ([`scripts`]), and reports its life and its logs ([`report`]). It needs `sh` and nothing else, and
//! knows nothing of the server but its DTOs.
//!
//! What must stay true: a repeated call with a client token has its effect once ([`journal`]); nothing that the
//! agent starts outlives an orderly stop ([`processes`]); an edit changes all of its files or none ([`files`]).

mod args;
mod chat_context;
mod connection;
mod files;
mod git;
mod http;
mod journal;
mod processes;
mod report;
mod run;
mod scripts;
mod server;
mod settings;
mod supervise;
mod workspace;

pub use args::{AgentArgs, command, run};
pub use chat_context::ContextPlaces;
pub use run::{AgentRunError, AgentStop, run_agent};
pub use server::install_crypto_provider;
pub use settings::{AgentLimits, AgentSettings};
