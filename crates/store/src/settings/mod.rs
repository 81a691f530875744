//! Settings of the whole deployment that are data: its id, the hash of the set-up token.

mod days;
mod of_user;

pub use days::DaysSetting;
pub use of_user::UserSettingKey;

use ropewalk_model::Timestamp;

use crate::{Step, Store, StoreError};

/// The keys of `site_settings`. Each stands here once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SettingKey {
    /// What administrators set of the advisor, as JSON, but for whether it is on.
    ChatAdvisor,
    /// Whether chats have an advisor: `true` or `false`. SQL reads it (the statement that counts a try).
    ChatAdvisorEnabled,
    /// After how many days chats that nobody uses are archived; 0 = never.
    ChatAutoArchiveDays,
    /// What a chat and the chats that it made may spend, in micro-USD; 0 = any amount. SQL reads it (`chat_default_cap`).
    ChatCapMicros,
    /// Whether new chats get the instructions that the server comes with: `true` or `false`.
    ChatDefaultPrompt,
    /// Whether people may have their chats recorded: `true` or `false`. SQL reads it (`chat_debug_is_on`).
    ChatDebugAllowUsers,
    /// After how many days records of chats are removed; 0 = never.
    ChatDebugRetentionDays,
    /// The model of chats that a chat makes for general work: an id, or nothing (chats-api.md 1.13, as the next three).
    ChatGeneralModelOverride,
    /// The model of chats that a chat makes to explore.
    ChatExploreModelOverride,
    /// The model that writes titles.
    ChatTitleModelOverride,
    /// The model that writes summaries. SQL reads it (the statement that counts a try).
    ChatCompactionModelOverride,
    /// Whether people may choose such models for themselves: `true` or `false`.
    ChatPersonalModelOverrides,
    /// After how many days archived chats and files that no chat has are deleted; 0 = never.
    ChatRetentionDays,
    /// The deployment's own instructions for new chats.
    ChatSystemPrompt,
    /// What administrators tell chats that plan.
    ChatPlanPrompt,
    /// The deployment's own id, a UUID, made at the first start.
    DeploymentId,
    /// SHA-256 of the one-time set-up token, in hex; there as long as nobody has an account.
    SetupTokenHash,
    /// The key pair that tells push services who sends (RFC 8292): its public half, and the private one sealed; JSON, opaque here.
    VapidKeys,
    /// Which key sealed the secrets, so that a start with another key can say so.
    VaultKeyId,
    /// The key that seals secrets, wrapped under the password of the PostgreSQL URL (docs/adr/0013); opaque here.
    WrappedSecretsKey,
}

impl SettingKey {
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::ChatAdvisor => "chat_advisor",
            Self::ChatAdvisorEnabled => "chat_advisor_enabled",
            Self::ChatAutoArchiveDays => "agents_chat_auto_archive_days",
            Self::ChatCapMicros => "chat_cap_micros",
            Self::ChatDebugAllowUsers => "chat_debug_allow_users",
            Self::ChatDefaultPrompt => "chat_default_prompt",
            Self::ChatGeneralModelOverride => "agents_chat_general_model_override",
            Self::ChatExploreModelOverride => "agents_chat_explore_model_override",
            Self::ChatTitleModelOverride => "agents_chat_title_generation_model_override",
            Self::ChatCompactionModelOverride => "agents_chat_compaction_model_override",
            Self::ChatPersonalModelOverrides => "chat_personal_model_overrides",
            Self::ChatRetentionDays => "agents_chat_retention_days",
            Self::ChatSystemPrompt => "chat_system_prompt",
            Self::ChatPlanPrompt => "chat_plan_prompt",
            Self::ChatDebugRetentionDays => "chat_debug_retention_days",
            Self::DeploymentId => "deployment_id",
            Self::SetupTokenHash => "setup_token_hash",
            Self::VapidKeys => "vapid_keys",
            Self::VaultKeyId => "vault_key_id",
            Self::WrappedSecretsKey => "wrapped_secrets_key",
        }
    }
}

/// How a flag is stored. SQL compares with these words too.
const fn word(flag: bool) -> &'static str {
    if flag { "true" } else { "false" }
}

/// The flag that a stored value means; nothing and nonsense mean `default`.
fn flag(value: Option<&str>, default: bool) -> bool {
    match value {
        Some("true") => true,
        Some("false") => false,
        Some(_) | None => default,
    }
}

impl Store {
    /// A setting that is on or off; `default` where it is not set.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn flag_setting(&self, key: SettingKey, default: bool) -> Result<bool, StoreError> {
        Ok(flag(self.setting(key).await?.as_deref(), default))
    }

    /// Turns a setting on or off.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn put_flag_setting(
        &self,
        key: SettingKey,
        on: bool,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.put_setting(key, word(on), now).await
    }

    /// The value of a setting.
    ///
    /// # Errors
    /// The database does not answer.
    #[tracing::instrument(name = "db.settings.get", skip_all, fields(key = key.as_str()), err(level = "debug"))]
    pub async fn setting(&self, key: SettingKey) -> Result<Option<String>, StoreError> {
        sqlx::query_scalar!("select value from site_settings where key = $1", key.as_str())
            .fetch_optional(self.pool())
            .await
            .step("read a setting of the deployment")
    }

    /// Sets a setting.
    ///
    /// # Errors
    /// The database does not answer.
    #[tracing::instrument(name = "db.settings.put", skip_all, fields(key = key.as_str()), err(level = "debug"))]
    pub async fn put_setting(&self, key: SettingKey, value: &str, now: Timestamp) -> Result<(), StoreError> {
        sqlx::query!(
            "insert into site_settings (key, value, updated_at) values ($1, $2, $3)
             on conflict (key) do update set value = excluded.value, updated_at = excluded.updated_at",
            key.as_str(),
            value,
            now,
        )
        .execute(self.pool())
        .await
        .map(drop)
        .step("write a setting of the deployment")
    }

    /// Sets a setting unless it is set; gives the value that stands then. Two servers that start at the same time get
    /// the same value.
    ///
    /// # Errors
    /// The database does not answer.
    #[tracing::instrument(name = "db.settings.init", skip_all, fields(key = key.as_str()), err(level = "debug"))]
    pub async fn setting_or_init(
        &self,
        key: SettingKey,
        value: &str,
        now: Timestamp,
    ) -> Result<String, StoreError> {
        sqlx::query_scalar!(
            "insert into site_settings (key, value, updated_at) values ($1, $2, $3)
             on conflict (key) do update set key = excluded.key
             returning value",
            key.as_str(),
            value,
            now,
        )
        .fetch_one(self.pool())
        .await
        .step("set up a setting of the deployment")
    }

    /// Replaces a value, if it is still the one that the caller has read. Gives whether it was.
    ///
    /// # Errors
    /// The database does not answer.
    #[tracing::instrument(name = "db.settings.replace", skip_all, fields(key = key.as_str()), err(level = "debug"))]
    pub async fn replace_setting(
        &self,
        key: SettingKey,
        read: &str,
        value: &str,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        sqlx::query!(
            "update site_settings set value = $3, updated_at = $4 where key = $1 and value = $2",
            key.as_str(),
            read,
            value,
            now,
        )
        .execute(self.pool())
        .await
        .map(|done| done.rows_affected() == 1)
        .step("replace a setting of the deployment")
    }
}
