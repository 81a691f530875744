//! Builds and their resources as they are read.

use ropewalk_model::build::Transition;
use ropewalk_model::{
    BuildId, JobId, OrganizationId, ResourceId, TemplateId, TemplateVersionId, Timestamp, UserId, WorkspaceId,
};
use uuid::Uuid;

use crate::jobs::{JobColumns, JobRecord};
use crate::{Step, Store, StoreError};

/// Most builds in one list.
const LIST_LIMIT: i64 = 1000;

/// A build with what its wire form needs of its neighbours.
#[derive(Clone, Debug, PartialEq)]
pub struct BuildRecord {
    /// The build.
    pub id: BuildId,
    /// When it was asked for.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
    /// Its workspace.
    pub workspace_id: WorkspaceId,
    /// The workspace's name.
    pub workspace_name: String,
    /// The workspace's organization.
    pub organization_id: OrganizationId,
    /// The workspace's owner.
    pub owner_id: UserId,
    /// The owner's user name.
    pub owner_name: String,
    /// The owner's picture.
    pub owner_avatar_url: String,
    /// The workspace's template.
    pub template_id: TemplateId,
    /// Its name.
    pub template_name: String,
    /// Its name for people.
    pub template_display_name: String,
    /// Its picture.
    pub template_icon: String,
    /// The version that was built.
    pub template_version_id: TemplateVersionId,
    /// The version's name.
    pub template_version_name: String,
    /// From 1, dense within the workspace.
    pub build_number: i32,
    /// What it does.
    pub transition: Transition,
    /// Who asked for it.
    pub initiator_id: UserId,
    /// Their user name.
    pub initiator_name: String,
    /// Why, such as `initiator` or `cli`.
    pub reason: String,
    /// What the driver left, for its next call.
    pub state: Option<serde_json::Value>,
    /// When it is to be stopped.
    pub deadline: Option<Timestamp>,
    /// Its job.
    pub job: JobRecord,
}

/// Something that a build made.
#[derive(Clone, Debug, PartialEq)]
pub struct ResourceRecord {
    /// The resource.
    pub id: ResourceId,
    /// The job of its build.
    pub job_id: JobId,
    /// When it was made.
    pub created_at: Timestamp,
    /// What the build did.
    pub transition: String,
    /// Its type.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// Whether pages leave it out.
    pub hide: bool,
    /// Its picture.
    pub icon: String,
    /// Facts: a JSON list of `{key, value, sensitive}`.
    pub metadata: serde_json::Value,
}

struct BuildRow {
    id: Uuid,
    created_at: Timestamp,
    updated_at: Timestamp,
    workspace_id: Uuid,
    workspace_name: String,
    organization_id: Uuid,
    owner_id: Uuid,
    owner_name: String,
    owner_avatar_url: String,
    template_id: Uuid,
    template_name: String,
    template_display_name: String,
    template_icon: String,
    template_version_id: Uuid,
    template_version_name: String,
    build_number: i32,
    transition: String,
    initiator_id: Uuid,
    initiator_name: String,
    reason: String,
    state: Option<serde_json::Value>,
    deadline: Option<Timestamp>,
    job_id: Uuid,
    job_initiator_id: Option<Uuid>,
    job_kind: String,
    job_tags: serde_json::Value,
    job_worker_id: Option<Uuid>,
    job_error: Option<String>,
    job_error_code: Option<String>,
    job_logs_overflowed: bool,
    job_created_at: Timestamp,
    job_started_at: Option<Timestamp>,
    job_canceled_at: Option<Timestamp>,
    job_completed_at: Option<Timestamp>,
    job_queue_position: i64,
    job_queue_size: i64,
}

#[derive(Debug, thiserror::Error)]
#[error("the word {0:?} is unknown")]
struct UnknownWord(String);

impl BuildRow {
    fn read(self) -> Result<BuildRecord, StoreError> {
        let transition = Transition::parse(&self.transition).ok_or_else(|| {
            StoreError::corrupt("build transition", self.id, UnknownWord(self.transition.clone()))
        })?;
        let job = JobColumns {
            id: self.job_id,
            organization_id: self.organization_id,
            initiator_id: self.job_initiator_id,
            kind: self.job_kind,
            tags: self.job_tags,
            worker_id: self.job_worker_id,
            error: self.job_error,
            error_code: self.job_error_code,
            logs_overflowed: self.job_logs_overflowed,
            created_at: self.job_created_at,
            started_at: self.job_started_at,
            canceled_at: self.job_canceled_at,
            completed_at: self.job_completed_at,
            queue_position: self.job_queue_position,
            queue_size: self.job_queue_size,
        };
        Ok(BuildRecord {
            id: self.id.into(),
            created_at: self.created_at,
            updated_at: self.updated_at,
            workspace_id: self.workspace_id.into(),
            workspace_name: self.workspace_name,
            organization_id: self.organization_id.into(),
            owner_id: self.owner_id.into(),
            owner_name: self.owner_name,
            owner_avatar_url: self.owner_avatar_url,
            template_id: self.template_id.into(),
            template_name: self.template_name,
            template_display_name: self.template_display_name,
            template_icon: self.template_icon,
            template_version_id: self.template_version_id.into(),
            template_version_name: self.template_version_name,
            build_number: self.build_number,
            transition,
            initiator_id: self.initiator_id.into(),
            initiator_name: self.initiator_name,
            reason: self.reason,
            state: self.state,
            deadline: self.deadline,
            job: job.read()?,
        })
    }
}

/// A checked query for whole builds; `$tail` is what stands after the joins. Names in it: `b` build, `w` workspace,
/// `j` job.
macro_rules! build_query {
    ($tail:tt $(, $argument:expr)* $(,)?) => {
        sqlx::query_as!(
            BuildRow,
            r#"select b.id, b.created_at, b.updated_at, b.workspace_id, w.name as workspace_name, w.organization_id,
                      w.owner_id, o.username as owner_name, o.avatar_url as owner_avatar_url, w.template_id,
                      t.name as template_name, t.display_name as template_display_name, t.icon as template_icon,
                      b.template_version_id, v.name as template_version_name, b.build_number, b.transition,
                      b.initiator_id, i.username as initiator_name, b.reason, b.state, b.deadline,
                      j.id as job_id, j.initiator_id as job_initiator_id, j.kind as job_kind, j.tags as job_tags,
                      j.worker_id as job_worker_id, j.error as job_error, j.error_code as job_error_code,
                      j.logs_overflowed as job_logs_overflowed, j.created_at as job_created_at,
                      j.started_at as job_started_at, j.canceled_at as job_canceled_at,
                      j.completed_at as job_completed_at,
                      case when j.started_at is null and j.completed_at is null then (
                          select count(*) from provisioner_jobs q
                           where q.started_at is null and q.completed_at is null
                             and (q.created_at, q.id) < (j.created_at, j.id)) else 0 end as "job_queue_position!",
                      case when j.started_at is null and j.completed_at is null then (
                          select count(*) from provisioner_jobs q
                           where q.started_at is null and q.completed_at is null) else 0 end as "job_queue_size!"
                 from workspace_builds b
                 join workspaces w on w.id = b.workspace_id
                 join users o on o.id = w.owner_id
                 join users i on i.id = b.initiator_id
                 join templates t on t.id = w.template_id
                 join template_versions v on v.id = b.template_version_id
                 join provisioner_jobs j on j.id = b.job_id
                "# + $tail
            $(, $argument)*
        )
    };
}

impl Store {
    /// A build by id.
    ///
    /// # Errors
    /// The database does not answer.
    #[tracing::instrument(name = "db.build.by_id", skip_all, err(level = "debug"))]
    pub async fn build(&self, id: BuildId) -> Result<Option<BuildRecord>, StoreError> {
        let row = build_query!("where b.id = $1", id.uuid()).fetch_optional(self.pool()).await;
        row.step("read a build")?.map(BuildRow::read).transpose()
    }

    /// Builds by id, in no order that means anything.
    ///
    /// # Errors
    /// The database does not answer.
    #[tracing::instrument(name = "db.build.by_ids", skip_all, err(level = "debug"))]
    pub async fn builds_by_id(&self, ids: &[BuildId]) -> Result<Vec<BuildRecord>, StoreError> {
        let ids: Vec<Uuid> = ids.iter().map(|id| id.uuid()).collect();
        let most = i64::try_from(ids.len()).unwrap_or(i64::MAX);
        let rows = build_query!("where b.id = any($1) order by b.id limit $2", &ids, most)
            .fetch_all(self.pool())
            .await
            .step("read builds")?;
        rows.into_iter().map(BuildRow::read).collect()
    }

    /// The build with this number.
    ///
    /// # Errors
    /// The database does not answer.
    #[tracing::instrument(name = "db.build.by_number", skip_all, err(level = "debug"))]
    pub async fn build_by_number(
        &self,
        workspace: WorkspaceId,
        number: i32,
    ) -> Result<Option<BuildRecord>, StoreError> {
        let row = build_query!("where b.workspace_id = $1 and b.build_number = $2", workspace.uuid(), number)
            .fetch_optional(self.pool())
            .await;
        row.step("read a build by number")?.map(BuildRow::read).transpose()
    }

    /// The builds of a workspace, the newest first, at most 1,000; with `since` only those created after it.
    ///
    /// # Errors
    /// The database does not answer.
    #[tracing::instrument(name = "db.build.list", skip_all, err(level = "debug"))]
    pub async fn builds_of(
        &self,
        workspace: WorkspaceId,
        since: Option<Timestamp>,
        limit: Option<i64>,
        offset: i64,
    ) -> Result<Vec<BuildRecord>, StoreError> {
        let rows = build_query!(
            "where b.workspace_id = $1 and ($2::timestamptz is null or b.created_at > $2)
             order by b.build_number desc limit $3 offset $4",
            workspace.uuid(),
            since,
            limit.unwrap_or(LIST_LIMIT).min(LIST_LIMIT),
            offset,
        )
        .fetch_all(self.pool())
        .await
        .step("list the builds of a workspace")?;
        rows.into_iter().map(BuildRow::read).collect()
    }

    /// What the builds of these jobs made, the oldest first. One build makes a handful.
    ///
    /// # Errors
    /// The database does not answer.
    #[tracing::instrument(name = "db.build.resources", skip_all, err(level = "debug"))]
    pub async fn resources_of_jobs(&self, jobs: &[JobId]) -> Result<Vec<ResourceRecord>, StoreError> {
        let jobs: Vec<Uuid> = jobs.iter().map(|id| id.uuid()).collect();
        sqlx::query_as!(
            ResourceRecord,
            "select id, job_id, created_at, transition, type as kind, name, hide, icon, metadata
               from workspace_resources where job_id = any($1) order by created_at, name, id limit 10000",
            &jobs,
        )
        .fetch_all(self.pool())
        .await
        .step("read the resources of builds")
    }

    /// The parameter values of a build, by name.
    ///
    /// # Errors
    /// The database does not answer.
    #[tracing::instrument(name = "db.build.parameters", skip_all, err(level = "debug"))]
    pub async fn build_parameters(&self, build: BuildId) -> Result<Vec<(String, String)>, StoreError> {
        let rows = sqlx::query!(
            "select name, value from workspace_build_parameters where build_id = $1 order by name limit 1000",
            build.uuid(),
        )
        .fetch_all(self.pool())
        .await
        .step("read the parameters of a build")?;
        Ok(rows.into_iter().map(|row| (row.name, row.value)).collect())
    }
}
