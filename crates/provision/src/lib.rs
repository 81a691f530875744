//! Drivers that carry out builds: start, stop and delete the compute of a workspace.
//!
//! A [`Driver`] gets a [`BuildContext`] and answers with the new state (JSON that only the driver reads) and the
//! resources that now exist. The one driver so far is [`local::LocalDriver`]: a process tree on this host, in the
//! strongest sandbox that the machine allows (agent-and-provisioning.md 5.3).
//!
//! What must stay true:
//! - a driver can be run again after it failed or died half-way: start replaces what an earlier try left behind,
//!   stop and delete succeed when there is nothing left to do;
//! - what a driver starts outlives the server; the state says how to find it again;
//! - nothing here knows HTTP or SQL.

pub mod definition;
mod driver;
pub mod local;
mod log;
mod process;
pub mod sandbox;

pub use driver::{
    AgentLaunch, BuildContext, BuildOutcome, BuiltResource, Driver, DriverError, ResourceMetadata,
};
pub use log::{LogLevel, LogSink};
pub use sandbox::launch::sandbox_exec_main;
