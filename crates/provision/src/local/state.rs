//! What the driver remembers of a workspace between builds, as JSON in `workspace_builds.state`.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    DriverError,
    process::{ProcessId, boot_id, pid_namespace},
};

/// The state of one workspace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct LocalState {
    /// Always `local`.
    pub(crate) driver: String,
    /// The instance (data directory) whose host the workspace is on.
    pub(crate) instance_id: Uuid,
    /// The home directory, for people.
    pub(crate) directory: PathBuf,
    /// The tier's name, for people.
    pub(crate) sandbox: String,
    /// The uid that only this workspace has.
    #[serde(default)]
    pub(crate) dedicated_uid: Option<u32>,
    /// What runs; none after a stop.
    #[serde(default)]
    pub(crate) processes: Option<RunningTree>,
}

/// The process tree of a started workspace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct RunningTree {
    /// Pids of another boot mean nothing.
    pub(crate) boot_id: String,
    /// Pids of another pid namespace (a server that moved into a container) mean nothing.
    pub(crate) pid_namespace: String,
    /// The first process.
    pub(crate) leader: ProcessId,
    /// The agent; the leader itself where there is no pid namespace.
    pub(crate) agent: ProcessId,
    /// The workspace's cgroup.
    #[serde(default)]
    pub(crate) cgroup: Option<PathBuf>,
}

impl LocalState {
    /// Reads the state of `instance`; `None` when there is none.
    pub(crate) fn read(
        state: Option<&serde_json::Value>,
        instance: Uuid,
    ) -> Result<Option<Self>, DriverError> {
        let Some(state) = state else { return Ok(None) };
        let state = Self::deserialize(state).map_err(|source| DriverError::State { source })?;
        if state.instance_id != instance {
            return Err(DriverError::Elsewhere { instance: state.instance_id });
        }
        Ok(Some(state))
    }

    /// The tree, while its pids can mean something here.
    pub(crate) fn tree(&self) -> Option<&RunningTree> {
        self.processes
            .as_ref()
            .filter(|tree| tree.boot_id == boot_id() && tree.pid_namespace == pid_namespace())
    }

    pub(crate) fn to_json(&self) -> Result<serde_json::Value, DriverError> {
        serde_json::to_value(self).map_err(|source| DriverError::State { source })
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use uuid::Uuid;

    use super::{LocalState, RunningTree};
    use crate::{
        DriverError,
        process::{ProcessId, boot_id, pid_namespace},
    };

    fn state(boot_id: String) -> LocalState {
        let process = ProcessId { pid: 1, start_ticks: 1 };
        LocalState {
            driver: "local".to_owned(),
            instance_id: Uuid::from_u128(7),
            directory: PathBuf::from("/data/workspaces/x"),
            sandbox: "landlock".to_owned(),
            dedicated_uid: None,
            processes: Some(RunningTree {
                boot_id,
                pid_namespace: pid_namespace(),
                leader: process,
                agent: process,
                cgroup: None,
            }),
        }
    }

    #[test]
    fn pids_of_another_boot_are_not_used() {
        assert!(state(boot_id()).tree().is_some());
        assert!(state("earlier".to_owned()).tree().is_none());
    }

    #[test]
    fn the_state_of_another_server_is_refused() {
        let json = state(boot_id()).to_json().unwrap();
        let own = LocalState::read(Some(&json), Uuid::from_u128(7)).unwrap();
        assert_eq!(own, Some(state(boot_id())));
        let other = LocalState::read(Some(&json), Uuid::from_u128(8));
        assert!(matches!(other, Err(DriverError::Elsewhere { .. })));
        assert!(matches!(
            LocalState::read(Some(&serde_json::json!({"a": 1})), Uuid::nil()),
            Err(DriverError::State { .. })
        ));
    }
}
