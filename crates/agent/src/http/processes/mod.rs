//! The process calls (agent-and-provisioning.md 2.11).

pub(super) mod list;
pub(super) mod output;
pub(super) mod signal;
pub(super) mod start;
