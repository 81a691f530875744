//! Settings that are a number of days (chats-api.md 1.13).

use ropewalk_model::Timestamp;

use super::SettingKey;
use crate::{Store, StoreError};

/// After how many days something is done with what nobody needs; 0 = never.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DaysSetting {
    /// Chats that nobody uses are archived.
    AutoArchive,
    /// Archived chats, and files that no chat has, are deleted.
    Retention,
    /// Debug records are deleted.
    DebugRetention,
}

impl DaysSetting {
    const fn key(self) -> SettingKey {
        match self {
            Self::AutoArchive => SettingKey::ChatAutoArchiveDays,
            Self::Retention => SettingKey::ChatRetentionDays,
            Self::DebugRetention => SettingKey::ChatDebugRetentionDays,
        }
    }

    /// What holds where nothing is set: chats stay where they are; what is archived is kept for a month, as in the reference
    /// (docs/adr/0026).
    const fn default_days(self) -> i32 {
        match self {
            Self::AutoArchive => 0,
            Self::Retention | Self::DebugRetention => 30,
        }
    }
}

impl Store {
    /// After how many days it is done; 0 = never.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn days_setting(&self, setting: DaysSetting) -> Result<i32, StoreError> {
        let set = self.setting(setting.key()).await?;
        Ok(set.and_then(|days| days.parse().ok()).unwrap_or(setting.default_days()))
    }

    /// Sets after how many days it is done; the caller has checked the number.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn put_days_setting(
        &self,
        setting: DaysSetting,
        days: i32,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.put_setting(setting.key(), &days.to_string(), now).await
    }
}
