//! Workspaces (platform.md 2.6, 2.30).

use chrono::{DateTime, Utc};
use ropewalk_model::{AgentId, OrganizationId, TemplateId, TemplateVersionId, UserId, WorkspaceId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::agents::WorkspaceAppStatus;
use crate::builds::{WorkspaceBuild, WorkspaceBuildParameter};

/// A workspace.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Workspace {
    /// The workspace.
    #[schema(value_type = Uuid)]
    pub id: WorkspaceId,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
    /// Its owner.
    #[schema(value_type = Uuid)]
    pub owner_id: UserId,
    /// The owner's user name.
    pub owner_name: String,
    /// The owner's picture.
    pub owner_avatar_url: String,
    /// Its organization.
    #[schema(value_type = Uuid)]
    pub organization_id: OrganizationId,
    /// The organization's name.
    pub organization_name: String,
    /// Its template.
    #[schema(value_type = Uuid)]
    pub template_id: TemplateId,
    /// The template's name.
    pub template_name: String,
    /// The template's name for people.
    pub template_display_name: String,
    /// The template's picture.
    pub template_icon: String,
    /// Whether people may cancel builds that run.
    pub template_allow_user_cancel_workspace_jobs: bool,
    /// The version that new workspaces of the template get.
    #[schema(value_type = Uuid)]
    pub template_active_version_id: TemplateVersionId,
    /// Whether it must start with that version.
    pub template_require_active_version: bool,
    /// Whether the page for a new workspace shows all parameters at once.
    pub template_use_classic_parameter_flow: bool,
    /// Whether nobody has taken it yet.
    pub is_prebuild: bool,
    /// The task that it is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub task_id: Option<Uuid>,
    /// Its last build; that build's status is the workspace's.
    pub latest_build: WorkspaceBuild,
    /// The last report of an application in it.
    pub latest_app_status: Option<WorkspaceAppStatus>,
    /// Whether its template has a newer active version.
    pub outdated: bool,
    /// Its name; unique for its owner without regard to case.
    pub name: String,
    /// When it starts by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub autostart_schedule: Option<String>,
    /// After how many ms it stops by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ttl_ms: Option<i64>,
    /// When somebody last worked in it.
    pub last_used_at: DateTime<Utc>,
    /// When it will be deleted for lack of use.
    pub deleting_at: Option<DateTime<Utc>>,
    /// Since when it is dormant.
    pub dormant_at: Option<DateTime<Utc>>,
    /// Whether all is well with its agents.
    pub health: WorkspaceHealth,
    /// Whether it follows its template's active version: `always` or `never`.
    pub automatic_updates: String,
    /// Whether it may be renamed.
    pub allow_renames: bool,
    /// Whether the caller has marked it.
    pub favorite: bool,
    /// When it starts by itself next.
    pub next_start_at: Option<DateTime<Utc>>,
}

/// Whether all is well with a workspace's agents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WorkspaceHealth {
    /// Whether it is.
    pub healthy: bool,
    /// The agents with which it is not.
    #[schema(value_type = Vec<Uuid>)]
    pub failing_agents: Vec<AgentId>,
}

/// A page of workspaces.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct WorkspacesResponse {
    /// The page.
    pub workspaces: Vec<Workspace>,
    /// How many there are in all.
    pub count: i64,
}

/// Makes a workspace. Exactly one of `template_id` and `template_version_id` must be given.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CreateWorkspaceRequest {
    /// The template, for its active version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Uuid>)]
    pub template_id: Option<TemplateId>,
    /// A version of a template.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Uuid>)]
    pub template_version_id: Option<TemplateVersionId>,
    /// Its name: letters and digits in groups joined by single dashes, at most 32 characters.
    #[serde(default)]
    pub name: String,
    /// When it starts by itself. Not supported yet: must be absent or empty.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub autostart_schedule: Option<String>,
    /// After how many ms it stops by itself. Not supported yet: must be absent or 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ttl_ms: Option<i64>,
    /// Values of parameters.
    #[serde(default)]
    pub rich_parameter_values: Vec<WorkspaceBuildParameter>,
    /// `always` or `never` (default).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub automatic_updates: Option<String>,
    /// Values from a preset.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub template_version_preset_id: Option<Uuid>,
}

/// Which workspaces to list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ListWorkspacesQuery {
    /// A part of the name, or `owner/name`; or keys: `id`, `owner` (`me`), `name`, `template`, `organization`, `status`.
    #[serde(default)]
    pub q: String,
    /// Most entries; 0 or absent = 1,000, which is also the most.
    #[serde(default)]
    pub limit: i64,
    /// How many entries to skip.
    #[serde(default)]
    pub offset: i64,
}

/// Whether a deleted workspace counts as found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct GetWorkspaceQuery {
    /// Find it even when it is deleted.
    #[serde(default)]
    pub include_deleted: bool,
}

/// One event of a workspace's stream: `GET /workspaces/{id}/watch-ws` (platform.md 1.6).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "type", content = "data", rename_all = "snake_case")]
pub enum WorkspaceEvent {
    /// The workspace as it is now.
    Data(Box<Workspace>),
    /// Nothing; clients ignore it.
    Ping,
    /// Why the stream ends.
    Error(crate::Response),
}
