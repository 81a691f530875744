//! What still runs on this host, for a server that stops.

use crate::{Platform, UseCaseError};

/// A workspace whose processes run on this host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunningLocalWorkspace {
    /// `owner/name`.
    pub name: String,
    /// Its first process. SIGTERM to it does not end the workspace in every sandbox; `ropewalk workspaces stop` does.
    pub pid: u32,
}

impl Platform {
    /// The workspaces that run on this host, by owner and name. The server itself calls it, so it takes no subject.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn running_local_workspaces(&self) -> Result<Vec<RunningLocalWorkspace>, UseCaseError> {
        let started = self.store().running_workspaces().await?;
        Ok(started
            .into_iter()
            .filter_map(|workspace| {
                let driver = self.driver(&workspace.provisioner)?;
                let pid = driver.running_pid(workspace.state.as_ref()?)?;
                Some(RunningLocalWorkspace {
                    name: format!("{}/{}", workspace.owner_name, workspace.name),
                    pid,
                })
            })
            .collect())
    }
}
