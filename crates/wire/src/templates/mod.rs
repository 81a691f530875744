//! Templates and their versions (platform.md 2.5, 2.30).

use chrono::{DateTime, Utc};
use ropewalk_model::{OrganizationId, TemplateId, TemplateVersionId, UserId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::jobs::ProvisionerJob;

/// A template: what workspaces are made of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Template {
    /// The template.
    #[schema(value_type = Uuid)]
    pub id: TemplateId,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
    /// Its organization.
    #[schema(value_type = Uuid)]
    pub organization_id: OrganizationId,
    /// The organization's name.
    pub organization_name: String,
    /// The organization's name for people.
    pub organization_display_name: String,
    /// The organization's picture.
    pub organization_icon: String,
    /// Unique in the organization without regard to case.
    pub name: String,
    /// For people.
    pub display_name: String,
    /// What carries out its builds: `local` (this server's host) or `terraform`.
    pub provisioner: String,
    /// The version that new workspaces get.
    #[schema(value_type = Uuid)]
    pub active_version_id: TemplateVersionId,
    /// People who own a workspace of it; -1 = not known yet.
    pub active_user_count: i64,
    /// How long builds take.
    pub build_time_stats: TemplateBuildTimeStats,
    /// What it is for.
    pub description: String,
    /// Whether new workspaces should use another template.
    pub deprecated: bool,
    /// Which, and why.
    pub deprecation_message: String,
    /// Whether it is gone.
    pub deleted: bool,
    /// A picture.
    pub icon: String,
    /// After how many ms a started workspace stops; 0 = never.
    pub default_ttl_ms: i64,
    /// By how many ms use puts that off.
    pub activity_bump_ms: i64,
    /// When workspaces must stop in any case.
    pub autostop_requirement: TemplateAutostopRequirement,
    /// When workspaces may start by themselves.
    pub autostart_requirement: TemplateAutostartRequirement,
    /// Who made it; the nil id = it came with the server.
    #[schema(value_type = Uuid)]
    pub created_by_id: UserId,
    /// Their user name.
    pub created_by_name: String,
    /// Whether people may let workspaces start by themselves.
    pub allow_user_autostart: bool,
    /// Whether people may choose when workspaces stop.
    pub allow_user_autostop: bool,
    /// Whether people may cancel builds that run.
    pub allow_user_cancel_workspace_jobs: bool,
    /// After how many ms a failed workspace is stopped; 0 = never.
    pub failure_ttl_ms: i64,
    /// After how many ms without use a workspace becomes dormant; 0 = never.
    pub time_til_dormant_ms: i64,
    /// After how many ms a dormant workspace is deleted; 0 = never.
    pub time_til_dormant_autodelete_ms: i64,
    /// Whether workspaces must start with the active version.
    pub require_active_version: bool,
    /// With whom ports may be shared at most.
    pub max_port_share_level: String,
    /// How requests across origins are treated.
    pub cors_behavior: String,
    /// Whether the page for a new workspace shows all parameters at once.
    pub use_classic_parameter_flow: bool,
    /// Whether modules are fetched for each build.
    pub disable_module_cache: bool,
}

/// How long builds of a template take.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TemplateBuildTimeStats {
    /// Starts.
    pub start: BuildTimePercentiles,
    /// Stops.
    pub stop: BuildTimePercentiles,
    /// Deletes.
    pub delete: BuildTimePercentiles,
}

/// How long one kind of build takes, in ms; null = there was none yet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BuildTimePercentiles {
    /// The median.
    #[serde(rename = "P50")]
    pub p50: Option<i64>,
    /// 95 of 100 take no longer.
    #[serde(rename = "P95")]
    pub p95: Option<i64>,
}

/// When workspaces must stop in any case.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TemplateAutostopRequirement {
    /// On which days; empty = never.
    pub days_of_week: Vec<String>,
    /// Every how many weeks.
    pub weeks: i64,
}

/// When workspaces may start by themselves.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TemplateAutostartRequirement {
    /// On which days.
    pub days_of_week: Vec<String>,
}

/// Somebody, briefly.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MinimalUser {
    /// The account; the nil id = the server itself.
    #[schema(value_type = Uuid)]
    pub id: UserId,
    /// The name in URLs.
    pub username: String,
    /// The name for people.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// A picture.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub avatar_url: String,
}

/// One version of a template.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TemplateVersion {
    /// The version.
    #[schema(value_type = Uuid)]
    pub id: TemplateVersionId,
    /// Its template.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Uuid>)]
    pub template_id: Option<TemplateId>,
    /// Its organization.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Uuid>)]
    pub organization_id: Option<OrganizationId>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
    /// Unique in the template.
    pub name: String,
    /// What changed.
    pub message: String,
    /// Its import.
    pub job: ProvisionerJob,
    /// Markdown.
    pub readme: String,
    /// Who made it.
    pub created_by: MinimalUser,
    /// Whether new builds may not use it.
    pub archived: bool,
    /// Whether its workspaces run outside of the server's control.
    pub has_external_agent: bool,
}

/// A choice that a template gives. Native templates have none so far.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct TemplateVersionParameter {
    /// Its name.
    pub name: String,
    /// Its name for people.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub display_name: String,
    /// Markdown.
    pub description: String,
    /// The same without marks.
    pub description_plaintext: String,
    /// `string`, `number`, `bool` or `list(string)`.
    #[serde(rename = "type")]
    pub kind: String,
    /// How it is asked for.
    pub form_type: String,
    /// Whether it may change after the first build.
    pub mutable: bool,
    /// The value when none is given.
    pub default_value: String,
    /// A picture.
    pub icon: String,
    /// The values that may be chosen; empty = any.
    pub options: Vec<TemplateVersionParameterOption>,
    /// What to say of a bad value.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub validation_error: String,
    /// What values look like.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub validation_regex: String,
    /// The least number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub validation_min: Option<i32>,
    /// The greatest number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub validation_max: Option<i32>,
    /// `increasing` or `decreasing`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub validation_monotonic: Option<String>,
    /// Whether a value must be given.
    pub required: bool,
    /// Whether it is for one build alone.
    pub ephemeral: bool,
}

/// One value that may be chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TemplateVersionParameterOption {
    /// For people.
    pub name: String,
    /// Markdown.
    pub description: String,
    /// The value.
    pub value: String,
    /// A picture.
    pub icon: String,
}

/// Named values for all parameters of a version. Native templates have none so far.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Preset {
    /// The preset.
    #[serde(rename = "ID")]
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// Its values.
    pub parameters: Vec<PresetParameter>,
    /// Whether it is chosen at first.
    pub default: bool,
    /// How many workspaces are kept ready.
    pub desired_prebuild_instances: Option<i32>,
    /// Markdown.
    pub description: String,
    /// A picture.
    pub icon: String,
}

/// One value of a preset.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct PresetParameter {
    /// The parameter.
    pub name: String,
    /// The value.
    pub value: String,
}

/// Which templates to list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ListTemplatesQuery {
    /// A part of the name or display name; or `exact_name:`, `organization:`, `deprecated:`, `deleted:`.
    #[serde(default)]
    pub q: String,
}

/// Which versions of a template to list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ListTemplateVersionsQuery {
    /// Archived ones too.
    #[serde(default)]
    pub include_archived: bool,
    /// Most entries; 0 or absent = 1,000, which is also the most.
    #[serde(default)]
    pub limit: i64,
    /// How many entries to skip.
    #[serde(default)]
    pub offset: i64,
}
