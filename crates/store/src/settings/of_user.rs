//! Settings of single people.

use ropewalk_model::{Timestamp, UserId};

use super::{flag, word};
use crate::{Step, Store, StoreError};

/// The keys of `user_settings`. Each stands here once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum UserSettingKey {
    /// Whether the person has their chats recorded: `true` or `false`. SQL reads it (`chat_debug_is_on`).
    ChatDebug,
    /// The person's own instructions for their chats. SQL reads it (`record_generation_attempt`).
    ChatPrompt,
    /// The model that the person chose for new chats.
    ChatRootModelOverride,
    /// The model that they chose for chats that a chat makes for general work.
    ChatGeneralModelOverride,
    /// The model that they chose for chats that a chat makes to explore.
    ChatExploreModelOverride,
}

impl UserSettingKey {
    const fn as_str(self) -> &'static str {
        match self {
            Self::ChatDebug => "chat_debug",
            Self::ChatPrompt => "chat_prompt",
            Self::ChatRootModelOverride => "chat_root_model_override",
            Self::ChatGeneralModelOverride => "chat_general_model_override",
            Self::ChatExploreModelOverride => "chat_explore_model_override",
        }
    }
}

impl Store {
    /// A person's setting.
    ///
    /// # Errors
    /// The database does not answer.
    #[tracing::instrument(name = "db.settings.user", skip_all, fields(user.id = %user, key = key.as_str()), err(level = "debug"))]
    pub async fn user_setting(
        &self,
        user: UserId,
        key: UserSettingKey,
    ) -> Result<Option<String>, StoreError> {
        sqlx::query_scalar!(
            "select value from user_settings where user_id = $1 and key = $2",
            user.uuid(),
            key.as_str(),
        )
        .fetch_optional(self.pool())
        .await
        .step("read a person's setting")
    }

    /// A person's setting that is on or off; off where it is not set.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn user_flag_setting(&self, user: UserId, key: UserSettingKey) -> Result<bool, StoreError> {
        Ok(flag(self.user_setting(user, key).await?.as_deref(), false))
    }

    /// Turns a person's setting on or off.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn put_user_flag_setting(
        &self,
        user: UserId,
        key: UserSettingKey,
        on: bool,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.put_user_setting(user, key, word(on), now).await
    }

    /// Sets a person's setting.
    ///
    /// # Errors
    /// The database does not answer.
    #[tracing::instrument(name = "db.settings.put_user", skip_all, fields(user.id = %user, key = key.as_str()), err(level = "debug"))]
    pub async fn put_user_setting(
        &self,
        user: UserId,
        key: UserSettingKey,
        value: &str,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        sqlx::query!(
            "insert into user_settings (user_id, key, value, updated_at) values ($1, $2, $3, $4)
             on conflict (user_id, key) do update set value = excluded.value, updated_at = excluded.updated_at",
            user.uuid(),
            key.as_str(),
            value,
            now,
        )
        .execute(self.pool())
        .await
        .map(drop)
        .step("write a person's setting")
    }
}
