//! The typed calls to an agent: one method per endpoint of its HTTP API.

pub(crate) mod files;
mod git;
mod hello;
mod processes;
mod request;
