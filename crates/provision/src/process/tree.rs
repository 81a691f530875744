//! All processes of a workspace, and how they are ended.
//!
//! A workspace's processes are found in three ways at once, because each alone can be escaped by accident: by
//! descent from its first process, by that process's session, and by the marker that the driver puts into the
//! environment (daemons that detach twice keep it). With a pid namespace its first process takes all others with
//! it; without one the search is repeated until nothing is left. The workspace's uid is no way to find them: a second
//! server on this host, with another data directory, may have given the same uid to a workspace of its own.

use std::{collections::HashSet, time::Duration};

use rustix::process::Signal;
use tokio::time::Instant;

use super::{ProcessEntry, ProcessId};
use crate::DriverError;

/// How long the processes get to end by themselves after SIGTERM.
pub(crate) const GRACE: Duration = Duration::from_secs(10);

/// How long after SIGKILL the kernel may take to remove the last process.
const KILL_WAIT: Duration = Duration::from_secs(10);

const POLL_INTERVAL: Duration = Duration::from_millis(50);

/// How to find a workspace's processes.
#[derive(Clone, Debug)]
pub(crate) struct TreeQuery {
    /// The process that the driver started.
    pub(crate) leader: Option<ProcessId>,
    /// The agent, when it is not the leader. It gets the SIGTERM.
    pub(crate) agent: Option<ProcessId>,
    /// Entry of the environment that all processes of the workspace inherit.
    pub(crate) marker: String,
}

impl TreeQuery {
    /// The processes that run now. Reads all of `/proc`: call it where blocking is allowed.
    pub(crate) fn find(&self) -> Vec<ProcessId> {
        let all = ProcessEntry::all();
        let own_line = ancestors_and_self(&all);
        let leader = self.leader.filter(|leader| leader.is_alive());
        let belongs = |entry: &ProcessEntry| {
            leader.is_some_and(|leader| entry.id == leader || entry.session == leader.pid)
                || self.agent == Some(entry.id)
                || entry.has_in_environment(&self.marker)
        };
        let mut found: HashSet<i32> =
            all.iter().filter(|entry| belongs(entry)).map(|entry| entry.id.pid).collect();
        // The first process of the namespace hides its environment; it is the parent of what was found.
        let inits: Vec<i32> = all
            .iter()
            .filter(|entry| {
                all.iter().any(|child| child.parent == entry.id.pid && found.contains(&child.id.pid))
            })
            .filter(|entry| entry.is_namespace_init())
            .map(|entry| entry.id.pid)
            .collect();
        found.extend(inits);
        add_descendants(&all, &mut found);
        all.iter()
            .map(|entry| entry.id)
            .filter(|id| found.contains(&id.pid) && !own_line.contains(&id.pid))
            .collect()
    }

    /// The process that runs the agent: the one recorded, else the last in line below the leader.
    fn agent_process(&self) -> Option<ProcessId> {
        self.agent.filter(|agent| agent.is_alive()).or_else(|| self.leader.filter(|leader| leader.is_alive()))
    }
}

/// Ends all processes that `query` finds: SIGTERM to the agent, [`GRACE`], then SIGKILL to whatever is left.
/// Returns how many had to be killed.
pub(crate) async fn end_tree(query: TreeQuery, grace: Duration) -> Result<usize, DriverError> {
    if let Some(agent) = query.agent_process() {
        // A failure to signal is no end of the matter: what still runs after the grace time is killed.
        if let Err(error) = agent.signal(Signal::TERM) {
            tracing::warn!(pid = agent.pid, %error, "Could not send SIGTERM to the agent");
        }
        let deadline = Instant::now() + grace;
        while agent.is_alive() && Instant::now() < deadline {
            tokio::time::sleep(POLL_INTERVAL).await;
        }
    }
    let deadline = Instant::now() + KILL_WAIT;
    let mut killed = HashSet::new();
    loop {
        let search = query.clone();
        let left = tokio::task::spawn_blocking(move || search.find())
            .await
            .map_err(|_join| DriverError::Interrupted { action: "list the processes of the workspace" })?;
        if left.is_empty() {
            return Ok(killed.len());
        }
        for process in &left {
            if let Err(error) = process.signal(Signal::KILL) {
                tracing::warn!(pid = process.pid, %error, "Could not send SIGKILL to a process of a workspace");
            }
            killed.insert(process.pid);
        }
        if Instant::now() >= deadline {
            return Err(DriverError::StillRunning { pids: left.iter().map(|process| process.pid).collect() });
        }
        tokio::time::sleep(POLL_INTERVAL).await;
    }
}

/// Adds the children of what is in `found`, and theirs.
fn add_descendants(all: &[ProcessEntry], found: &mut HashSet<i32>) {
    loop {
        let more: Vec<i32> = all
            .iter()
            .filter(|entry| found.contains(&entry.parent) && !found.contains(&entry.id.pid))
            .map(|entry| entry.id.pid)
            .collect();
        if more.is_empty() {
            return;
        }
        found.extend(more);
    }
}

/// The server itself and what it runs under. A server that was started inside a workspace of the same name must not
/// end itself.
fn ancestors_and_self(all: &[ProcessEntry]) -> HashSet<i32> {
    let mut line = HashSet::new();
    let mut pid = i32::try_from(std::process::id()).unwrap_or(0);
    while pid > 0 && line.insert(pid) {
        pid = all.iter().find(|entry| entry.id.pid == pid).map_or(0, |entry| entry.parent);
    }
    line
}
