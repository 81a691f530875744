//! Processes that calls start: spawning in groups, the kept output, the table, the end of all of them
//! (agent-and-provisioning.md 2.11).

mod group;
mod output;
mod process;
mod spawn;
mod table;

pub(crate) use group::RunMarker;
pub(crate) use spawn::{Leader, SpawnError, Spawned, Streams, output_pipe, spawn};
pub(crate) use table::{ProcessError, ProcessTable, directory_for};
