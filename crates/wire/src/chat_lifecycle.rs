//! When chats that nobody uses are archived, and when archived ones are deleted (chats-api.md 1.13).

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// After how many days chats that nobody uses are archived.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ChatAutoArchiveDays {
    /// 0 to 3650; 0 = never.
    pub auto_archive_days: i32,
}

/// After how many days archived chats, and files that no chat has, are deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ChatRetentionDays {
    /// 0 to 3650; 0 = never.
    pub retention_days: i32,
}
