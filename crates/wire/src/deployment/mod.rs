//! What the deployment says of itself (platform.md 1.7, 2.18, 2.30).

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// Which server this is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BuildInfo {
    /// The URL under which people reach the server.
    pub external_url: String,
    /// The version that clients open their features by, such as `v2.34.0+ropewalk-0.1.0`.
    pub version: String,
    /// The URL of the web page.
    pub dashboard_url: String,
    /// Whether anything is told to the makers: never, unless somebody turns it on.
    pub telemetry: bool,
    /// Whether this is a proxy for workspaces.
    pub workspace_proxy: bool,
    /// The version of the agent's interface.
    pub agent_api_version: String,
    /// The version of the provisioner's interface.
    pub provisioner_api_version: String,
    /// What to tell people with an old client.
    pub upgrade_message: String,
    /// This deployment.
    pub deployment_id: String,
    /// The key for web push.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub webpush_public_key: Option<String>,
}

/// Whether there is a newer version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct UpdateCheck {
    /// Whether this is the newest that the server knows of.
    pub current: bool,
    /// The newest that it knows of.
    pub version: String,
    /// Where to get it.
    pub url: String,
}

/// How the deployment looks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Appearance {
    /// The name in the title; empty = the product's.
    pub application_name: String,
    /// The picture at the login; empty = the product's.
    pub logo_url: String,
    /// Where the documentation is; empty = the product's.
    pub docs_url: String,
    /// The old form of the first announcement.
    pub service_banner: Banner,
    /// Announcements on every page.
    pub announcement_banners: Vec<Banner>,
    /// Links for people who need help.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub support_links: Vec<SupportLink>,
}

/// An announcement.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Banner {
    /// Whether it is shown.
    pub enabled: bool,
    /// Its text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// Its colour, as in CSS.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub background_color: Option<String>,
}

/// A link for people who need help.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SupportLink {
    /// Its text.
    pub name: String,
    /// Where it leads.
    pub target: String,
    /// Its picture.
    pub icon: String,
}

/// What clients put into `~/.ssh/config`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SshConfigResponse {
    /// What the names of hosts begin with.
    pub hostname_prefix: String,
    /// What the names of hosts end with.
    pub hostname_suffix: String,
    /// More options.
    pub ssh_config_options: BTreeMap<String, String>,
}

/// What may be used. Ropewalk has no licences: everything.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Entitlements {
    /// By the feature's name.
    pub features: BTreeMap<String, Feature>,
    /// Always empty.
    pub warnings: Vec<String>,
    /// Always empty.
    pub errors: Vec<String>,
    /// Always true, so that clients show everything.
    pub has_license: bool,
    /// Always false.
    pub trial: bool,
    /// Always false.
    pub require_telemetry: bool,
    /// When it was last looked at.
    pub refreshed_at: DateTime<Utc>,
}

/// Whether a feature may be used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Feature {
    /// Always `entitled`.
    pub entitlement: Entitlement,
    /// Whether it is turned on.
    pub enabled: bool,
}

/// Whether a feature may be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Entitlement {
    /// It may.
    Entitled,
    /// It may for a while.
    GracePeriod,
    /// It may not.
    NotEntitled,
}

/// Where workspaces can be reached through.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RegionsResponse {
    /// At least the server itself.
    pub regions: Vec<Region>,
}

/// A place to reach workspaces through.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Region {
    /// The place; for the server itself the deployment's id.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// Its name for people.
    pub display_name: String,
    /// A picture.
    pub icon_url: String,
    /// Whether it works.
    pub healthy: bool,
    /// Its URL.
    pub path_app_url: String,
    /// The pattern of its applications' host names; empty = none.
    pub wildcard_hostname: String,
}
