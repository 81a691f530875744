//! What administrators tell new chats, and people their own (chats-api.md 1.13).

use ropewalk_authz::Subject;
use ropewalk_model::text::clean;
use ropewalk_platform::UseCaseError;
use ropewalk_store::settings::{SettingKey, UserSettingKey};

use super::authorize::{may_change_settings, may_see_settings};
use crate::engine::Engine;
use crate::prompt::{DeploymentPrompt, stored_deployment_prompt};

/// The longest prompt, in bytes, after it was cleaned.
const PROMPT_BYTES_MAX: usize = 128 * 1024;

impl Engine {
    /// What administrators tell new chats.
    ///
    /// # Errors
    /// Not found for anybody but administrators.
    pub async fn system_prompt(&self, subject: &Subject) -> Result<DeploymentPrompt, UseCaseError> {
        may_see_settings(subject)?;
        Ok(stored_deployment_prompt(&self.context.store).await?)
    }

    /// Sets what administrators tell new chats; `includes_default` stays as it is when it is not given.
    ///
    /// # Errors
    /// Forbidden for anybody but administrators; invalid for a text that is too long.
    pub async fn put_system_prompt(
        &self,
        subject: &Subject,
        text: &str,
        includes_default: Option<bool>,
    ) -> Result<(), UseCaseError> {
        may_change_settings(subject)?;
        let text = checked("system_prompt", text)?;
        let (store, now) = (&self.context.store, self.context.now());
        if let Some(includes_default) = includes_default {
            store.put_flag_setting(SettingKey::ChatDefaultPrompt, includes_default, now).await?;
        }
        Ok(store.put_setting(SettingKey::ChatSystemPrompt, &text, now).await?)
    }

    /// What administrators tell chats that plan; empty = nothing.
    ///
    /// # Errors
    /// Not found for anybody but administrators.
    pub async fn plan_mode_instructions(&self, subject: &Subject) -> Result<String, UseCaseError> {
        may_see_settings(subject)?;
        Ok(self.context.store.setting(SettingKey::ChatPlanPrompt).await?.unwrap_or_default())
    }

    /// Sets what administrators tell chats that plan, from their next steps on.
    ///
    /// # Errors
    /// Forbidden for anybody but administrators; invalid for a text that is too long.
    pub async fn put_plan_mode_instructions(
        &self,
        subject: &Subject,
        text: &str,
    ) -> Result<(), UseCaseError> {
        may_change_settings(subject)?;
        let text = checked("plan_mode_instructions", text)?;
        let (store, now) = (&self.context.store, self.context.now());
        Ok(store.put_setting(SettingKey::ChatPlanPrompt, &text, now).await?)
    }

    /// What the subject tells all of their chats; empty = nothing.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn user_prompt(&self, subject: &Subject) -> Result<String, UseCaseError> {
        let stored = self.context.store.user_setting(subject.user_id, UserSettingKey::ChatPrompt).await?;
        Ok(stored.unwrap_or_default())
    }

    /// Sets what the subject tells all of their chats, from their next steps on; gives it as it was stored.
    ///
    /// # Errors
    /// Invalid for a text that is too long.
    pub async fn put_user_prompt(&self, subject: &Subject, text: &str) -> Result<String, UseCaseError> {
        let text = checked("custom_prompt", text)?;
        let (store, now) = (&self.context.store, self.context.now());
        store.put_user_setting(subject.user_id, UserSettingKey::ChatPrompt, &text, now).await?;
        Ok(text)
    }
}

fn checked(field: &str, text: &str) -> Result<String, UseCaseError> {
    let text = clean(text);
    if text.len() > PROMPT_BYTES_MAX {
        let detail = format!("must be at most {PROMPT_BYTES_MAX} bytes long");
        return Err(UseCaseError::invalid_field(field, detail));
    }
    Ok(text)
}
