//! Queues a build: its row and its job, in one transaction.

use ropewalk_model::build::Transition;
use ropewalk_model::{BuildId, JobId, TemplateVersionId, UserId, WorkspaceId};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::jobs::{JobKind, NewJob};
use crate::{Step, Store, StoreError};

/// A build to queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewBuild {
    /// The build.
    pub id: BuildId,
    /// Its job.
    pub job_id: JobId,
    /// Its workspace.
    pub workspace_id: WorkspaceId,
    /// The version to build.
    pub template_version_id: TemplateVersionId,
    /// What it does.
    pub transition: Transition,
    /// Who asks for it.
    pub initiator_id: UserId,
    /// Why.
    pub reason: String,
}

/// What became of a request for a build.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CreateBuildOutcome {
    /// It is queued.
    Queued,
    /// There is one of this id already: it was asked for before, and is not asked for twice.
    Known,
    /// Another build of the workspace has not ended.
    Active {
        /// That build's number.
        build_number: i32,
    },
    /// The workspace is deleted, or there never was one.
    NoWorkspace,
}

impl Store {
    /// Queues a build unless another one of the workspace has not ended. The driver's state of the last build is
    /// carried over, so that a build that fails loses nothing.
    ///
    /// # Errors
    /// The database does not answer.
    #[tracing::instrument(name = "db.build.create", skip_all, err(level = "debug"))]
    pub async fn create_build(&self, build: &NewBuild) -> Result<CreateBuildOutcome, StoreError> {
        let step = "queue a build";
        let mut transaction = self.begin(step).await?;
        let workspace = sqlx::query!(
            "select organization_id from workspaces where id = $1 and not deleted for update",
            build.workspace_id.uuid(),
        )
        .fetch_optional(&mut *transaction)
        .await
        .step(step)?;
        let Some(workspace) = workspace else { return Ok(CreateBuildOutcome::NoWorkspace) };
        let known =
            sqlx::query_scalar!("select workspace_id from workspace_builds where id = $1", build.id.uuid())
                .fetch_optional(&mut *transaction)
                .await
                .step(step)?;
        if known == Some(build.workspace_id.uuid()) {
            return Ok(CreateBuildOutcome::Known);
        }
        let latest = sqlx::query!(
            r#"select b.build_number, b.state, j.completed_at is not null as "is_complete!"
                 from workspace_builds b join provisioner_jobs j on j.id = b.job_id
                where b.workspace_id = $1 order by b.build_number desc limit 1"#,
            build.workspace_id.uuid(),
        )
        .fetch_optional(&mut *transaction)
        .await
        .step(step)?;
        let (number, state) = match latest {
            Some(latest) if !latest.is_complete => {
                return Ok(CreateBuildOutcome::Active { build_number: latest.build_number });
            }
            Some(latest) => (latest.build_number + 1, latest.state),
            None => (1, None),
        };
        insert_build(&mut transaction, build, workspace.organization_id, number, state).await?;
        transaction.commit().await.step(step)?;
        Ok(CreateBuildOutcome::Queued)
    }
}

/// The rows of a build and its job.
pub(crate) async fn insert_build(
    connection: &mut PgConnection,
    build: &NewBuild,
    organization: Uuid,
    number: i32,
    state: Option<serde_json::Value>,
) -> Result<(), StoreError> {
    let job = NewJob {
        id: build.job_id,
        organization_id: organization,
        initiator_id: Some(build.initiator_id),
        kind: JobKind::WorkspaceBuild,
        input: serde_json::json!({ "workspace_build_id": build.id }),
    };
    job.insert(connection).await?;
    sqlx::query!(
        "insert into workspace_builds (id, workspace_id, template_version_id, build_number, transition, initiator_id,
                                       reason, job_id, state, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, now(), now())",
        build.id.uuid(),
        build.workspace_id.uuid(),
        build.template_version_id.uuid(),
        number,
        build.transition.as_str(),
        build.initiator_id.uuid(),
        build.reason,
        build.job_id.uuid(),
        state,
    )
    .execute(connection)
    .await
    .map(drop)
    .step("insert a build")
}
