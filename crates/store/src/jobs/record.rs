//! A job as it is read, and the row that a new one gets.

use ropewalk_model::build::{JobStatus, JobTimes};
use ropewalk_model::{JobId, OrganizationId, ReplicaId, Timestamp, UserId};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::{Step, StoreError};

/// What a job does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum JobKind {
    /// Reads a template version.
    TemplateVersionImport,
    /// Builds a workspace.
    WorkspaceBuild,
}

impl JobKind {
    /// The word in the database and on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::TemplateVersionImport => "template_version_import",
            Self::WorkspaceBuild => "workspace_build",
        }
    }
}

/// A job.
#[derive(Clone, Debug, PartialEq)]
pub struct JobRecord {
    /// The job.
    pub id: JobId,
    /// Whose workers may take it.
    pub organization_id: OrganizationId,
    /// Who asked for it; `None` = the server itself.
    pub initiator_id: Option<UserId>,
    /// What it does.
    pub kind: JobKind,
    /// Tags that a worker must have: a JSON object of texts.
    pub tags: serde_json::Value,
    /// The replica that holds it, or held it last.
    pub worker_id: Option<ReplicaId>,
    /// Why it failed.
    pub error: Option<String>,
    /// The kind of failure, where there is a code for it.
    pub error_code: Option<String>,
    /// Whether lines of its log were dropped.
    pub logs_overflowed: bool,
    /// When it was queued.
    pub created_at: Timestamp,
    /// When a worker took it.
    pub started_at: Option<Timestamp>,
    /// When somebody asked to cancel it.
    pub canceled_at: Option<Timestamp>,
    /// When it ended.
    pub completed_at: Option<Timestamp>,
    /// Pending jobs before it; 0 when it is not pending.
    pub queue_position: i64,
    /// All pending jobs; 0 when it is not pending.
    pub queue_size: i64,
}

impl JobRecord {
    /// The derived status.
    #[must_use]
    pub const fn status(&self) -> JobStatus {
        JobStatus::of(&JobTimes {
            started_at: self.started_at,
            canceled_at: self.canceled_at,
            completed_at: self.completed_at,
            has_error: self.error.is_some(),
        })
    }
}

/// The columns of a job within a wider row.
#[derive(Clone, Debug)]
pub(crate) struct JobColumns {
    pub(crate) id: Uuid,
    pub(crate) organization_id: Uuid,
    pub(crate) initiator_id: Option<Uuid>,
    pub(crate) kind: String,
    pub(crate) tags: serde_json::Value,
    pub(crate) worker_id: Option<Uuid>,
    pub(crate) error: Option<String>,
    pub(crate) error_code: Option<String>,
    pub(crate) logs_overflowed: bool,
    pub(crate) created_at: Timestamp,
    pub(crate) started_at: Option<Timestamp>,
    pub(crate) canceled_at: Option<Timestamp>,
    pub(crate) completed_at: Option<Timestamp>,
    pub(crate) queue_position: i64,
    pub(crate) queue_size: i64,
}

#[derive(Debug, thiserror::Error)]
#[error("the word {0:?} is unknown")]
struct UnknownWord(String);

impl JobColumns {
    pub(crate) fn read(self) -> Result<JobRecord, StoreError> {
        let kind = [JobKind::TemplateVersionImport, JobKind::WorkspaceBuild]
            .into_iter()
            .find(|kind| kind.as_str() == self.kind)
            .ok_or_else(|| StoreError::corrupt("job kind", self.id, UnknownWord(self.kind.clone())))?;
        Ok(JobRecord {
            id: self.id.into(),
            organization_id: self.organization_id.into(),
            initiator_id: self.initiator_id.map(UserId::from),
            kind,
            tags: self.tags,
            worker_id: self.worker_id.map(ReplicaId::from),
            error: self.error,
            error_code: self.error_code,
            logs_overflowed: self.logs_overflowed,
            created_at: self.created_at,
            started_at: self.started_at,
            canceled_at: self.canceled_at,
            completed_at: self.completed_at,
            queue_position: self.queue_position,
            queue_size: self.queue_size,
        })
    }
}

/// A job to queue, in the transaction of the change that needs it.
pub(crate) struct NewJob {
    pub(crate) id: JobId,
    pub(crate) organization_id: Uuid,
    pub(crate) initiator_id: Option<UserId>,
    pub(crate) kind: JobKind,
    pub(crate) input: serde_json::Value,
}

impl NewJob {
    /// Queues it for any worker: the tags are the untagged set of platform.md 3.4.
    pub(crate) async fn insert(&self, connection: &mut PgConnection) -> Result<(), StoreError> {
        sqlx::query!(
            r#"insert into provisioner_jobs
                 (id, organization_id, initiator_id, kind, provisioner, tags, input, created_at, updated_at)
               values ($1, $2, $3, $4, 'local', '{"scope": "organization", "owner": ""}', $5, now(), now())"#,
            self.id.uuid(),
            self.organization_id,
            self.initiator_id.map(UserId::uuid),
            self.kind.as_str(),
            self.input,
        )
        .execute(connection)
        .await
        .map(drop)
        .step("queue a job")
    }
}
