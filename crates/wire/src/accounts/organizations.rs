//! Organizations (platform.md 2.4, 2.30).

use chrono::{DateTime, Utc};
use ropewalk_model::OrganizationId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A group of people with templates, workspaces and chats of their own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Organization {
    /// The organization.
    #[schema(value_type = Uuid)]
    pub id: OrganizationId,
    /// The name in URLs.
    pub name: String,
    /// The name for people.
    pub display_name: String,
    /// A picture.
    pub icon: String,
    /// What it is for.
    pub description: String,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
    /// Whether new people join it.
    pub is_default: bool,
}
