//! What changed in the Git repositories that a chat works in (agent-and-provisioning.md 2.13; docs/adr/0029).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Asks for what changed in the repositories of the asking chat.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct GitChangesRequest {
    /// The digest of each repository as the asker knows it, by its top directory.
    #[serde(default)]
    pub known: BTreeMap<String, String>,
}

/// What there is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct GitChangesResponse {
    /// The repositories that are not as the asker knows them.
    pub repositories: Vec<GitRepository>,
    /// The top directories of all repositories that are there.
    pub roots: Vec<String>,
}

/// A repository.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct GitRepository {
    /// Its top directory.
    pub repo_root: String,
    /// Its branch; the beginning of the commit's name when it is off all branches.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub branch: Option<String>,
    /// The address of its remote `origin`, without name and password.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remote_origin: Option<String>,
    /// All changes since the last commit; a sentence when they are too many.
    pub unified_diff: String,
    /// What all of this says, as a hash.
    pub digest: String,
}
