//! Reading `/proc`.
//!
//! Invariant: a signal goes out only through a pidfd that was opened before the start time was compared, so that no
//! reuse of the pid can happen in between.

use std::path::PathBuf;

use rustix::process::{Pid, PidfdFlags, Signal, pidfd_open, pidfd_send_signal};
use serde::{Deserialize, Serialize};

/// A process, for as long as this host runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) struct ProcessId {
    /// The pid in the server's pid namespace.
    pub(crate) pid: i32,
    /// Field 22 of `/proc/<pid>/stat`: clock ticks after boot.
    pub(crate) start_ticks: u64,
}

/// One line of the process table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ProcessEntry {
    pub(crate) id: ProcessId,
    pub(crate) parent: i32,
    pub(crate) session: i32,
    /// Ended, but its parent has not asked for its exit status yet.
    pub(crate) is_zombie: bool,
}

impl ProcessEntry {
    /// The process that has `pid` now.
    pub(crate) fn read(pid: i32) -> Option<Self> {
        parse_stat(pid, &std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?)
    }

    /// All processes that are visible, zombies left out.
    pub(crate) fn all() -> Vec<Self> {
        let Ok(entries) = std::fs::read_dir("/proc") else { return Vec::new() };
        entries
            .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok())
            .filter_map(Self::read)
            .filter(|entry| !entry.is_zombie)
            .collect()
    }

    /// Whether its environment has the entry `marker` (`NAME=value`). An environment that may not be read has not.
    pub(crate) fn has_in_environment(&self, marker: &str) -> bool {
        std::fs::read(format!("/proc/{}/environ", self.id.pid))
            .is_ok_and(|environ| environ.split(|byte| *byte == 0).any(|entry| entry == marker.as_bytes()))
    }

    /// Whether it is the first process of a pid namespace below the server's.
    pub(crate) fn is_namespace_init(&self) -> bool {
        let Ok(status) = std::fs::read_to_string(format!("/proc/{}/status", self.id.pid)) else {
            return false;
        };
        let levels: Vec<&str> = status
            .lines()
            .find_map(|line| line.strip_prefix("NSpid:"))
            .map(|pids| pids.split_whitespace().collect())
            .unwrap_or_default();
        levels.len() > 1 && levels.last() == Some(&"1")
    }
}

impl ProcessId {
    /// This process.
    pub(crate) fn own() -> Option<Self> {
        ProcessEntry::read(i32::try_from(std::process::id()).ok()?).map(|entry| entry.id)
    }

    /// Whether it still runs. A zombie does not.
    pub(crate) fn is_alive(self) -> bool {
        ProcessEntry::read(self.pid).is_some_and(|entry| entry.id == self && !entry.is_zombie)
    }

    /// Sends `signal`, unless the process is gone.
    pub(crate) fn signal(self, signal: Signal) -> std::io::Result<()> {
        let Some(pid) = Pid::from_raw(self.pid) else { return Ok(()) };
        let pidfd = match pidfd_open(pid, PidfdFlags::empty()) {
            Ok(pidfd) => pidfd,
            Err(rustix::io::Errno::SRCH) => return Ok(()),
            Err(error) => return Err(error.into()),
        };
        if ProcessEntry::read(self.pid).is_none_or(|entry| entry.id != self) {
            return Ok(());
        }
        match pidfd_send_signal(pidfd, signal) {
            Ok(()) | Err(rustix::io::Errno::SRCH) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }
}

/// The id of the host's present boot; start times of another boot mean nothing.
pub(crate) fn boot_id() -> String {
    let text = std::fs::read_to_string("/proc/sys/kernel/random/boot_id").unwrap_or_default();
    text.trim().to_owned()
}

/// The pid namespace that this process sees; pids of another one mean nothing.
pub(crate) fn pid_namespace() -> String {
    std::fs::read_link("/proc/self/ns/pid").unwrap_or_else(|_hidden| PathBuf::new()).display().to_string()
}

/// Reads `/proc/<pid>/stat`. The command name stands in parentheses and may hold anything, parentheses too.
fn parse_stat(pid: i32, stat: &str) -> Option<ProcessEntry> {
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    // Counted from field 3, the state: see proc_pid_stat(5).
    let state = *fields.first()?;
    let parent = fields.get(1)?.parse().ok()?;
    let session = fields.get(3)?.parse().ok()?;
    let start_ticks = fields.get(19)?.parse().ok()?;
    let is_zombie = matches!(state, "Z" | "X");
    Some(ProcessEntry { id: ProcessId { pid, start_ticks }, parent, session, is_zombie })
}

#[cfg(test)]
mod tests {
    use super::{ProcessEntry, ProcessId, parse_stat};

    #[test]
    fn a_command_name_with_parentheses_does_not_confuse_the_reader() {
        let stat = "42 (a) b (c)) S 7 42 40 0 -1 4194560 1 0 0 0 0 0 0 0 20 0 1 0 987654 1 1";
        let entry = parse_stat(42, stat).unwrap();
        assert_eq!((entry.parent, entry.session, entry.is_zombie), (7, 40, false));
        assert_eq!(entry.id, ProcessId { pid: 42, start_ticks: 987_654 });
    }

    #[test]
    fn a_reused_pid_is_neither_alive_nor_signalled() {
        let own = ProcessId::own().unwrap();
        assert!(own.is_alive());
        let old = ProcessId { pid: own.pid, start_ticks: own.start_ticks - 1 };
        assert!(!old.is_alive());
        // SIGKILL to this very process would end the test.
        old.signal(rustix::process::Signal::KILL).unwrap();
        assert!(ProcessEntry::read(own.pid).is_some());
    }
}
