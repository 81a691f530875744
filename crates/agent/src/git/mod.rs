//! What changed in the Git repositories that a chat works in (agent-and-provisioning.md 2.13; docs/adr/0029).
//!
//! What must stay true: looking changes nothing. The index of the repository, its files and its objects stay as they are; no program
//! that a repository names is run, but for what Git cannot be kept from; every run of Git has a deadline and a limit to its output.

mod paths;
mod run;
mod scan;
#[cfg(test)]
mod tests;

pub(crate) use paths::{ChatPaths, around};
pub(crate) use scan::scan;
