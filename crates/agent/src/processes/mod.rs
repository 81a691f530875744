//! Processes that calls start: spawning in groups, the kept output, the table, the end of all of them
//! (agent-and-provisioning.md 2.11).

mod group;
mod output;
mod process;
mod spawn;
mod table;

pub(crate) use group::{RunMarker, kill_marked};
pub(crate) use spawn::{GroupSignal, Leader, SpawnError, Spawned, Streams, output_pipe, spawn};
pub(crate) use table::{ProcessError, ProcessTable};
