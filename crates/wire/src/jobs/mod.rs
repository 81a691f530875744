//! Provisioning jobs and their logs (platform.md 2.8, 2.9, 2.30).

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use ropewalk_model::build::JobStatus;
use ropewalk_model::{BuildId, JobId, OrganizationId, TemplateId, TemplateVersionId, UserId, WorkspaceId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// How far a job has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ProvisionerJobStatus {
    /// Waits for a worker.
    Pending,
    /// A worker is on it.
    Running,
    /// Ended well.
    Succeeded,
    /// Asked to cancel; not ended yet.
    Canceling,
    /// Cancelled.
    Canceled,
    /// Ended with an error.
    Failed,
    /// A word of a newer server.
    #[serde(other)]
    Unknown,
}

impl From<JobStatus> for ProvisionerJobStatus {
    fn from(status: JobStatus) -> Self {
        match status {
            JobStatus::Pending => Self::Pending,
            JobStatus::Running => Self::Running,
            JobStatus::Succeeded => Self::Succeeded,
            JobStatus::Canceling => Self::Canceling,
            JobStatus::Canceled => Self::Canceled,
            JobStatus::Failed => Self::Failed,
        }
    }
}

/// What a job does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ProvisionerJobType {
    /// Reads a template version.
    TemplateVersionImport,
    /// Tries a template version.
    TemplateVersionDryRun,
    /// Builds a workspace.
    WorkspaceBuild,
}

/// A queued piece of provisioning.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ProvisionerJob {
    /// The job.
    #[schema(value_type = Uuid)]
    pub id: JobId,
    /// When it was queued.
    pub created_at: DateTime<Utc>,
    /// When a worker took it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub started_at: Option<DateTime<Utc>>,
    /// When it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub completed_at: Option<DateTime<Utc>>,
    /// When somebody asked to cancel it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub canceled_at: Option<DateTime<Utc>>,
    /// Why it failed, in words for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// The kind of failure; absent = a generic one. Clients treat words that they do not know as generic.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error_code: Option<String>,
    /// How far it has come.
    pub status: ProvisionerJobStatus,
    /// The server that runs it or ran it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub worker_id: Option<Uuid>,
    /// That server's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub worker_name: Option<String>,
    /// The uploaded file that it works on; the nil id when there is none.
    pub file_id: Uuid,
    /// Tags that a worker must have.
    pub tags: BTreeMap<String, String>,
    /// Pending jobs before it; 0 when it is not pending.
    pub queue_position: i64,
    /// All pending jobs; 0 when it is not pending.
    pub queue_size: i64,
    /// The organization.
    #[schema(value_type = Uuid)]
    pub organization_id: OrganizationId,
    /// Who asked for it; the nil id = the server itself.
    #[schema(value_type = Uuid)]
    pub initiator_id: UserId,
    /// What it works on.
    pub input: ProvisionerJobInput,
    /// What it does.
    #[serde(rename = "type")]
    pub kind: ProvisionerJobType,
    /// Workers that could take it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub available_workers: Option<Vec<Uuid>>,
    /// Names of what it works on.
    pub metadata: ProvisionerJobMetadata,
    /// Whether lines of its log were dropped.
    pub logs_overflowed: bool,
}

/// What a job works on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ProvisionerJobInput {
    /// The template version, for imports.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Uuid>)]
    pub template_version_id: Option<TemplateVersionId>,
    /// The build, for builds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Uuid>)]
    pub workspace_build_id: Option<BuildId>,
    /// Why the input cannot be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}

/// Names of what a job works on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ProvisionerJobMetadata {
    /// Name of the template version.
    pub template_version_name: String,
    /// The template.
    #[schema(value_type = Uuid)]
    pub template_id: TemplateId,
    /// Its name.
    pub template_name: String,
    /// Its name for people.
    pub template_display_name: String,
    /// Its picture.
    pub template_icon: String,
    /// The workspace, for builds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Uuid>)]
    pub workspace_id: Option<WorkspaceId>,
    /// Its name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub workspace_name: Option<String>,
}

/// One line of a job's log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ProvisionerJobLog {
    /// Ascends within the job.
    pub id: i64,
    /// When it was written.
    pub created_at: DateTime<Utc>,
    /// Who wrote it.
    pub log_source: LogSource,
    /// How much it matters.
    pub log_level: LogLevel,
    /// Groups lines.
    pub stage: String,
    /// The text.
    pub output: String,
}

/// Who writes a line of a job's log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LogSource {
    /// The server.
    ProvisionerDaemon,
    /// The driver.
    Provisioner,
}

/// How much a line of a log matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LogLevel {
    /// Finest detail.
    Trace,
    /// Detail.
    Debug,
    /// The steps.
    Info,
    /// Something odd.
    Warn,
    /// A failure.
    Error,
}

/// Which lines of a log, and how (platform.md 2.8).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct LogsQuery {
    /// Only lines with a higher id.
    #[serde(default)]
    #[param(value_type = Option<i64>)]
    pub after: Option<String>,
    /// Only lines with a lower id.
    #[serde(default)]
    #[param(value_type = Option<i64>)]
    pub before: Option<String>,
    /// Present, with any value: a WebSocket that goes on until the log is complete.
    #[serde(default)]
    pub follow: Option<String>,
    /// `json` (default) or `text`: lines as plain text.
    #[serde(default)]
    pub format: Option<String>,
}
