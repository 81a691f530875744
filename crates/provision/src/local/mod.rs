//! The driver `local`: a workspace is a directory of this host plus a process tree, no Terraform, no containers.
//!
//! ```text
//! DATA_DIR/workspaces/<workspace id>/        the home directory; kept until the workspace is deleted
//! DATA_DIR/workspace-run/<workspace id>/     token, log of the agent, pid record; rewritten at each start
//! ```
//!
//! What must stay true:
//! - the tree outlives the server: own session, no parent-death signal, output to a file;
//! - it is found again by pid, start time, boot and pid namespace, or by the marker in its environment;
//! - nothing outside the two directories above is ever written or removed;
//! - processes get only the environment of `environment.rs`, never the server's.

mod delete;
mod driver;
pub(crate) mod environment;
pub(crate) mod layout;
mod remove;
mod start;
mod state;
mod stop;
pub(crate) mod user;

use std::{ops::RangeInclusive, path::PathBuf};

pub use driver::LocalDriver;

use crate::sandbox::{ProgramCommand, SandboxSetting};

/// The uids that workspaces get when the server runs as root. Below 65536, because containers often map no more;
/// outside the ranges of people, system users and systemd.
pub const DEFAULT_USER_IDS: RangeInclusive<u32> = 50_000..=59_999;

/// How the driver works on this host.
#[derive(Clone, Debug)]
pub struct LocalDriverConfig {
    /// The server's data directory; absolute.
    pub data_dir: PathBuf,
    /// The same over all starts from one data directory (`replicas.instance_id`).
    pub instance_id: uuid::Uuid,
    /// The agent: this executable with `agent`, or `ropewalk-agent`.
    pub agent: ProgramCommand,
    /// The launcher: this executable with `sandbox-exec`, or `ropewalk-sandbox-exec`.
    pub launcher: ProgramCommand,
    /// Where agents on this host reach the server.
    pub agent_url: String,
    /// The sandbox that the server is set to.
    pub sandbox: SandboxSetting,
    /// The uids of workspaces when the server is root.
    pub user_ids: RangeInclusive<u32>,
}
