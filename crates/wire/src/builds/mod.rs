//! Builds of workspaces (platform.md 2.7, 2.30).

use chrono::{DateTime, Utc};
use ropewalk_model::build::Transition;
use ropewalk_model::{BuildId, JobId, ResourceId, TemplateVersionId, UserId, WorkspaceId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::agents::WorkspaceAgent;
use crate::jobs::ProvisionerJob;

/// What a build does to its workspace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum WorkspaceTransition {
    /// Brings it up.
    Start,
    /// Takes its compute down; its files stay.
    Stop,
    /// Removes it with its files.
    Delete,
}

impl From<Transition> for WorkspaceTransition {
    fn from(transition: Transition) -> Self {
        match transition {
            Transition::Start => Self::Start,
            Transition::Stop => Self::Stop,
            Transition::Delete => Self::Delete,
        }
    }
}

impl From<WorkspaceTransition> for Transition {
    fn from(transition: WorkspaceTransition) -> Self {
        match transition {
            WorkspaceTransition::Start => Self::Start,
            WorkspaceTransition::Stop => Self::Stop,
            WorkspaceTransition::Delete => Self::Delete,
        }
    }
}

impl WorkspaceTransition {
    /// The word on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Stop => "stop",
            Self::Delete => "delete",
        }
    }
}

impl std::fmt::Display for WorkspaceTransition {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl std::fmt::Display for WorkspaceStatus {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The status of a build; of the latest build it is the workspace's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum WorkspaceStatus {
    /// Waits for a worker.
    Pending,
    /// Is being started.
    Starting,
    /// Is up.
    Running,
    /// Is being stopped.
    Stopping,
    /// Is down.
    Stopped,
    /// The build failed.
    Failed,
    /// The build was asked to cancel.
    Canceling,
    /// The build was cancelled.
    Canceled,
    /// Is being deleted.
    Deleting,
    /// Is gone.
    Deleted,
}

impl WorkspaceStatus {
    /// All statuses.
    pub const ALL: [Self; 10] = [
        Self::Pending,
        Self::Starting,
        Self::Running,
        Self::Stopping,
        Self::Stopped,
        Self::Failed,
        Self::Canceling,
        Self::Canceled,
        Self::Deleting,
        Self::Deleted,
    ];

    /// The word on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Starting => "starting",
            Self::Running => "running",
            Self::Stopping => "stopping",
            Self::Stopped => "stopped",
            Self::Failed => "failed",
            Self::Canceling => "canceling",
            Self::Canceled => "canceled",
            Self::Deleting => "deleting",
            Self::Deleted => "deleted",
        }
    }

    /// Reads the word on the wire.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == text)
    }
}

/// Why a client asks for a build.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum BuildReason {
    /// Somebody wants it.
    Initiator,
    /// The web page.
    Dashboard,
    /// The command line.
    Cli,
    /// Somebody connects by SSH.
    SshConnection,
    /// Somebody connects with VS Code.
    VscodeConnection,
    /// Somebody connects with a JetBrains editor.
    JetbrainsConnection,
    /// A task was paused.
    TaskManualPause,
    /// A task goes on.
    TaskResume,
}

impl BuildReason {
    /// The word on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Initiator => "initiator",
            Self::Dashboard => "dashboard",
            Self::Cli => "cli",
            Self::SshConnection => "ssh_connection",
            Self::VscodeConnection => "vscode_connection",
            Self::JetbrainsConnection => "jetbrains_connection",
            Self::TaskManualPause => "task_manual_pause",
            Self::TaskResume => "task_resume",
        }
    }
}

/// One start, stop or delete of a workspace.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct WorkspaceBuild {
    /// The build.
    #[schema(value_type = Uuid)]
    pub id: BuildId,
    /// When it was asked for.
    pub created_at: DateTime<Utc>,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
    /// Its workspace.
    #[schema(value_type = Uuid)]
    pub workspace_id: WorkspaceId,
    /// The workspace's name.
    pub workspace_name: String,
    /// The workspace's owner.
    #[schema(value_type = Uuid)]
    pub workspace_owner_id: UserId,
    /// The owner's user name.
    pub workspace_owner_name: String,
    /// The owner's picture.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub workspace_owner_avatar_url: String,
    /// The version that was built.
    #[schema(value_type = Uuid)]
    pub template_version_id: TemplateVersionId,
    /// The version's name.
    pub template_version_name: String,
    /// From 1, dense within the workspace.
    pub build_number: i32,
    /// What it does.
    pub transition: WorkspaceTransition,
    /// Who asked for it.
    #[schema(value_type = Uuid)]
    pub initiator_id: UserId,
    /// Their user name.
    pub initiator_name: String,
    /// Its job.
    pub job: ProvisionerJob,
    /// Why, such as `initiator` or `cli`.
    pub reason: String,
    /// What it made.
    pub resources: Vec<WorkspaceResource>,
    /// When the workspace is to be stopped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline: Option<DateTime<Utc>>,
    /// How far that may be put off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_deadline: Option<DateTime<Utc>>,
    /// The transition seen through the job.
    pub status: WorkspaceStatus,
    /// What it costs per day, in quota units.
    pub daily_cost: i32,
    /// The preset of its parameters.
    pub template_version_preset_id: Option<Uuid>,
    /// Whether its agent runs outside of the server's control.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub has_external_agent: Option<bool>,
}

/// Something that a build made.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct WorkspaceResource {
    /// The resource.
    #[schema(value_type = Uuid)]
    pub id: ResourceId,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// The job of its build.
    #[schema(value_type = Uuid)]
    pub job_id: JobId,
    /// What the build did.
    pub workspace_transition: WorkspaceTransition,
    /// Its type.
    #[serde(rename = "type")]
    pub kind: String,
    /// Its name.
    pub name: String,
    /// Whether pages leave it out.
    pub hide: bool,
    /// A picture.
    pub icon: String,
    /// The agents in it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub agents: Vec<WorkspaceAgent>,
    /// Facts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub metadata: Vec<WorkspaceResourceMetadata>,
    /// What it costs per day, in quota units.
    pub daily_cost: i32,
}

/// One fact about a resource.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WorkspaceResourceMetadata {
    /// What it is about.
    pub key: String,
    /// The fact; empty when it is sensitive.
    pub value: String,
    /// Whether the value is kept back.
    pub sensitive: bool,
}

/// One parameter's value in a build.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WorkspaceBuildParameter {
    /// The parameter.
    pub name: String,
    /// The value.
    pub value: String,
}

/// Asks for a build.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CreateWorkspaceBuildRequest {
    /// Another version of the same template.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Uuid>)]
    pub template_version_id: Option<TemplateVersionId>,
    /// What to do.
    pub transition: WorkspaceTransition,
    /// Not supported: must be false or absent.
    #[serde(default)]
    pub dry_run: bool,
    /// State to build from, base64. Not supported by native templates: must be absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// Forget the resources instead of removing them; only with `delete`. Not supported by native templates.
    #[serde(default)]
    pub orphan: bool,
    /// Values of parameters.
    #[serde(default)]
    pub rich_parameter_values: Vec<WorkspaceBuildParameter>,
    /// `debug`, for more log lines. Builds of native templates always log everything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub log_level: Option<String>,
    /// Values from a preset.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub template_version_preset_id: Option<Uuid>,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<BuildReason>,
}

impl CreateWorkspaceBuildRequest {
    /// A request with nothing but its transition.
    #[must_use]
    pub const fn new(transition: WorkspaceTransition) -> Self {
        Self {
            template_version_id: None,
            transition,
            dry_run: false,
            state: None,
            orphan: false,
            rich_parameter_values: Vec::new(),
            log_level: None,
            template_version_preset_id: None,
            reason: None,
        }
    }
}

/// Which builds of a workspace to list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ListBuildsQuery {
    /// Only builds created after this.
    #[serde(default)]
    pub since: Option<DateTime<Utc>>,
    /// Most entries; 0 or absent = 1,000, which is also the most.
    #[serde(default)]
    pub limit: i64,
    /// How many entries to skip.
    #[serde(default)]
    pub offset: i64,
}

/// What the caller believes of the build that it cancels.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct CancelBuildQuery {
    /// `pending` or `running`: cancel only when the job has this status.
    #[serde(default)]
    pub expect_status: Option<String>,
}
