//! What a worker reads to carry out a build.

use ropewalk_model::build::Transition;
use ropewalk_model::{BuildId, WorkspaceId};

use crate::{Step, Store, StoreError};

/// A build as a worker sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct BuildWork {
    /// The build.
    pub build_id: BuildId,
    /// Its workspace.
    pub workspace_id: WorkspaceId,
    /// The workspace's name.
    pub workspace_name: String,
    /// The owner's user name.
    pub owner_name: String,
    /// What to do.
    pub transition: Transition,
    /// What carries it out, such as `local`.
    pub provisioner: String,
    /// The definition of the template version.
    pub definition: serde_json::Value,
    /// What the driver left at the last build.
    pub state: Option<serde_json::Value>,
}

struct WorkRow {
    workspace_id: uuid::Uuid,
    workspace_name: String,
    owner_name: String,
    transition: String,
    provisioner: String,
    definition: serde_json::Value,
    state: Option<serde_json::Value>,
}

#[derive(Debug, thiserror::Error)]
#[error("the word {0:?} is unknown")]
struct UnknownWord(String);

impl Store {
    /// Reads what a build is about.
    ///
    /// # Errors
    /// The database does not answer, or the build is stored wrongly.
    #[tracing::instrument(name = "db.build.work", skip_all, err(level = "debug"))]
    pub async fn build_work(&self, id: BuildId) -> Result<Option<BuildWork>, StoreError> {
        let row = sqlx::query_as!(
            WorkRow,
            "select b.workspace_id, w.name as workspace_name, u.username as owner_name, b.transition, t.provisioner,
                    v.definition, b.state
               from workspace_builds b
               join workspaces w on w.id = b.workspace_id
               join users u on u.id = w.owner_id
               join templates t on t.id = w.template_id
               join template_versions v on v.id = b.template_version_id
              where b.id = $1",
            id.uuid(),
        )
        .fetch_optional(self.pool())
        .await
        .step("read what to build")?;
        row.map(|row| {
            let transition = Transition::parse(&row.transition).ok_or_else(|| {
                StoreError::corrupt("build transition", id, UnknownWord(row.transition.clone()))
            })?;
            Ok(BuildWork {
                build_id: id,
                workspace_id: row.workspace_id.into(),
                workspace_name: row.workspace_name,
                owner_name: row.owner_name,
                transition,
                provisioner: row.provisioner,
                definition: row.definition,
                state: row.state,
            })
        })
        .transpose()
    }
}
