//! Finds and kills what is left of an agent's run: processes that have left their group or outlived its leader.
//!
//! Everything that the agent starts carries [`RunMarker::VARIABLE`] in its environment, and so do its children
//! unless they clear it. A pidfd is taken before the environment is read and the signal goes through it, so a
//! process number that was given to somebody else in between is never hit.

use std::fs;
use std::os::fd::OwnedFd;

use rustix::process::{Pid, PidfdFlags, Signal, pidfd_open, pidfd_send_signal};

/// Marks everything that one run of one agent starts.
#[derive(Clone, Debug)]
pub(crate) struct RunMarker {
    value: String,
}

impl RunMarker {
    /// Name of the environment variable.
    pub(crate) const VARIABLE: &'static str = "ROPEWALK_AGENT_RUN";

    /// A marker with a value that no other run has.
    pub(crate) const fn new(value: String) -> Self {
        Self { value }
    }

    pub(crate) fn value(&self) -> &str {
        &self.value
    }

    /// What stands in `/proc/<pid>/environ`.
    fn entry(&self) -> Vec<u8> {
        format!("{}={}", Self::VARIABLE, self.value).into_bytes()
    }
}

/// Sends `signal` to every process that carries the marker; returns how many there were.
///
/// On a system without `/proc` there are none, and the groups are all that can be signalled.
pub(crate) fn kill_marked(marker: &RunMarker, signal: Signal) -> usize {
    let entry = marker.entry();
    let Ok(processes) = fs::read_dir("/proc") else { return 0 };
    processes
        .flatten()
        .filter_map(|process| process.file_name().to_str()?.parse().ok())
        .filter_map(Pid::from_raw)
        .filter_map(|pid| marked(pid, &entry))
        .filter(|pidfd| pidfd_send_signal(pidfd, signal).is_ok())
        .count()
}

fn marked(pid: Pid, entry: &[u8]) -> Option<OwnedFd> {
    let pidfd = pidfd_open(pid, PidfdFlags::empty()).ok()?;
    let environment = fs::read(format!("/proc/{}/environ", pid.as_raw_nonzero())).ok()?;
    environment.split(|&byte| byte == 0).any(|variable| variable == entry).then_some(pidfd)
}
