//! "May I?" (platform.md 2.2, 2.30).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Questions under names of the caller's choice; the answer has a truth value under each.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AuthorizationRequest {
    /// At most 100.
    pub checks: BTreeMap<String, AuthorizationCheck>,
}

/// One question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AuthorizationCheck {
    /// What something is done to.
    pub object: AuthorizationObject,
    /// What, such as `read`.
    pub action: String,
}

/// What something is done to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AuthorizationObject {
    /// Its type, such as `workspace`.
    pub resource_type: String,
    /// Its owner's id, or `me`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner_id: Option<String>,
    /// Its organization.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organization_id: Option<String>,
    /// The object itself. Used for users and organizations, whose own id says whose they are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resource_id: Option<String>,
    /// Whether any organization of the caller will do.
    #[serde(default)]
    pub any_org: bool,
}
