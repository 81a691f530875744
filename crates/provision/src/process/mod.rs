//! Processes of the host, as `/proc` shows them: identified by pid **and** start time, so that a pid that was
//! used again is never mistaken for the old process, and never killed.

mod table;
mod tree;

pub(crate) use table::{ProcessEntry, ProcessId, boot_id, pid_namespace};
pub(crate) use tree::{GRACE, TreeQuery, end_tree};
