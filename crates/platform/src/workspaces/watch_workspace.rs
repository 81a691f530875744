//! Watches a workspace: its state now, and again after each change (platform.md 2.6).

use std::time::Duration;

use ropewalk_authz::Subject;
use ropewalk_model::WorkspaceId;
use ropewalk_store::{Event, Subscription};
use ropewalk_wire::workspaces::Workspace;

use crate::{Platform, UseCaseError, channels};

/// How often a watcher looks by itself: a notification may be lost, and an agent that falls silent announces nothing.
const LOOK_INTERVAL: Duration = Duration::from_secs(5);

/// A watcher of one workspace.
#[derive(Debug)]
pub struct WorkspaceWatch {
    platform: Platform,
    subject: Subject,
    workspace_id: WorkspaceId,
    shown: Option<Workspace>,
    changes: Subscription,
}

impl Platform {
    /// Watches a workspace.
    ///
    /// # Errors
    /// Not found, also when the subject may not see it.
    pub async fn watch_workspace(
        &self,
        subject: &Subject,
        id: WorkspaceId,
    ) -> Result<WorkspaceWatch, UseCaseError> {
        self.find_workspace(subject, id).await?;
        let changes = self.subscribe(&channels::workspace(id)).await?;
        Ok(WorkspaceWatch {
            platform: self.clone(),
            subject: subject.clone(),
            workspace_id: id,
            shown: None,
            changes,
        })
    }
}

impl WorkspaceWatch {
    /// The workspace when it looks different from the last time; at first as it is. `None` when the
    /// workspace may no longer be seen. Dropping the call and calling again loses nothing.
    ///
    /// # Errors
    /// The database does not answer, or the server stops.
    pub async fn next(&mut self) -> Result<Option<Workspace>, UseCaseError> {
        loop {
            let workspace = match self.platform.get_workspace(&self.subject, self.workspace_id, true).await {
                Ok(workspace) => workspace,
                Err(UseCaseError::NotFound { .. }) => return Ok(None),
                Err(error) => return Err(error),
            };
            if self.shown.as_ref() != Some(&workspace) {
                self.shown = Some(workspace.clone());
                return Ok(Some(workspace));
            }
            tokio::select! {
                event = self.changes.recv() => {
                    if event == Event::Closed {
                        return Err(channels::stopping("watch the workspace any further"));
                    }
                }
                () = tokio::time::sleep(LOOK_INTERVAL) => {}
                () = self.platform.shutdown().cancelled() => {
                    return Err(channels::stopping("watch the workspace any further"));
                }
            }
        }
    }
}
