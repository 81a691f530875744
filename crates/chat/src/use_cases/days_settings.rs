//! After how many days unused chats are archived, and archived chats, files and records deleted (chats-api.md 1.13).

use ropewalk_authz::Subject;
use ropewalk_platform::UseCaseError;
use ropewalk_store::settings::DaysSetting;

use super::authorize::may_change_settings;
use crate::engine::Engine;

/// The most days that can be set: ten years.
const DAYS_MAX: i32 = 3650;

impl Engine {
    /// After how many days it is done; 0 = never. Anybody may know.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn days_setting(&self, setting: DaysSetting) -> Result<i32, UseCaseError> {
        Ok(self.context.store.days_setting(setting).await?)
    }

    /// Sets after how many days it is done.
    ///
    /// # Errors
    /// Forbidden for anybody but administrators; invalid outside 0 to 3650.
    pub async fn put_days_setting(
        &self,
        subject: &Subject,
        setting: DaysSetting,
        days: i32,
    ) -> Result<(), UseCaseError> {
        may_change_settings(subject)?;
        if !(0..=DAYS_MAX).contains(&days) {
            return Err(UseCaseError::invalid_field(field(setting), format!("must be 0 to {DAYS_MAX}")));
        }
        Ok(self.context.store.put_days_setting(setting, days, self.context.now()).await?)
    }
}

/// How requests call it.
const fn field(setting: DaysSetting) -> &'static str {
    match setting {
        DaysSetting::AutoArchive => "auto_archive_days",
        DaysSetting::Retention => "retention_days",
        DaysSetting::DebugRetention => "debug_retention_days",
    }
}
