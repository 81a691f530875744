//! What changed in the repositories that a chat works in (chats-api.md 1.9).

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::agent::GitRepository;

/// What a client may say on the stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ChatGitRequest {
    /// Look now.
    Refresh,
}

/// A message of the stream.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ChatGitEvent {
    /// The workspace was looked at. What did not change since the message before is left out.
    Changes {
        /// When.
        scanned_at: DateTime<Utc>,
        /// What changed; absent = nothing.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[schema(required = false)]
        repositories: Vec<WorkspaceAgentRepoChanges>,
    },
    /// It could not be looked at, or the client said something that is not understood.
    Error {
        /// Why.
        message: String,
    },
}

/// A repository.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WorkspaceAgentRepoChanges {
    /// Its top directory.
    pub repo_root: String,
    /// Its branch; the beginning of the commit's name when it is off all branches.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub branch: Option<String>,
    /// The address of its remote `origin`, without name and password.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remote_origin: Option<String>,
    /// All changes since the last commit, staged or not, and new files.
    pub unified_diff: String,
    /// Whether it is there no more.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[schema(required = false)]
    pub removed: bool,
}

impl From<GitRepository> for WorkspaceAgentRepoChanges {
    fn from(it: GitRepository) -> Self {
        let GitRepository { repo_root, branch, remote_origin, unified_diff, digest: _ } = it;
        Self { repo_root, branch, remote_origin, unified_diff, removed: false }
    }
}

impl WorkspaceAgentRepoChanges {
    /// A repository that is there no more.
    #[must_use]
    pub fn gone(repo_root: String) -> Self {
        Self { repo_root, removed: true, ..Self::default() }
    }
}
