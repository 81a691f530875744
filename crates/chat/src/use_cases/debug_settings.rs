//! Who has their chats recorded (chats-api.md 1.13, chat-engine.md SV-40d).

use ropewalk_authz::Subject;
use ropewalk_platform::UseCaseError;
use ropewalk_store::settings::{SettingKey, UserSettingKey};

use super::authorize::{may_change_settings, may_see_settings};
use crate::engine::Engine;

/// Whether people may have their chats recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DebugLogging {
    /// Whether people may choose.
    pub allow_users: bool,
    /// Whether every chat is recorded, whatever people choose.
    pub is_forced: bool,
}

/// Whether a person's chats are recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OwnDebugLogging {
    /// Whether they are.
    pub is_enabled: bool,
    /// Whether the person may choose.
    pub may_choose: bool,
    /// Whether every chat is recorded, whatever people choose.
    pub is_forced: bool,
}

impl Engine {
    /// Whether people may have their chats recorded.
    ///
    /// # Errors
    /// Not found for anybody but administrators.
    pub async fn debug_logging(&self, subject: &Subject) -> Result<DebugLogging, UseCaseError> {
        may_see_settings(subject)?;
        Ok(DebugLogging { allow_users: self.debug_is_allowed().await?, is_forced: self.debug_is_forced() })
    }

    /// Sets whether people may have their chats recorded. Who chose it before has it again when it is allowed again.
    ///
    /// # Errors
    /// Forbidden for anybody but administrators.
    pub async fn put_debug_logging(&self, subject: &Subject, allow_users: bool) -> Result<(), UseCaseError> {
        may_change_settings(subject)?;
        let (store, now) = (&self.context.store, self.context.now());
        Ok(store.put_flag_setting(SettingKey::ChatDebugAllowUsers, allow_users, now).await?)
    }

    /// Whether the subject's chats are recorded.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn own_debug_logging(&self, subject: &Subject) -> Result<OwnDebugLogging, UseCaseError> {
        let (is_forced, is_allowed) = (self.debug_is_forced(), self.debug_is_allowed().await?);
        let key = UserSettingKey::ChatDebug;
        let wants_it = self.context.store.user_flag_setting(subject.user_id, key).await?;
        Ok(OwnDebugLogging {
            is_enabled: is_forced || (is_allowed && wants_it),
            may_choose: is_allowed && !is_forced,
            is_forced,
        })
    }

    /// Sets whether the subject's chats are recorded.
    ///
    /// # Errors
    /// Conflict when the deployment records every chat; forbidden when people may not choose.
    pub async fn put_own_debug_logging(&self, subject: &Subject, enabled: bool) -> Result<(), UseCaseError> {
        if self.debug_is_forced() {
            return Err(UseCaseError::conflict(
                "This deployment records every chat; that cannot be changed here.",
            ));
        }
        if !self.debug_is_allowed().await? {
            let message = "An administrator has to allow people to have their chats recorded first.";
            return Err(UseCaseError::forbidden(message));
        }
        let (store, now) = (&self.context.store, self.context.now());
        Ok(store.put_user_flag_setting(subject.user_id, UserSettingKey::ChatDebug, enabled, now).await?)
    }

    fn debug_is_forced(&self) -> bool {
        self.context.settings.records_all_chats
    }

    async fn debug_is_allowed(&self) -> Result<bool, UseCaseError> {
        Ok(self.context.store.flag_setting(SettingKey::ChatDebugAllowUsers, false).await?)
    }
}
