//! What administrators tell new chats, and people their own (chats-api.md 1.13).

use ropewalk_authz::{Action, Object, ResourceType, Subject};
use ropewalk_platform::UseCaseError;
use ropewalk_store::StoreError;
use ropewalk_store::settings::{SettingKey, UserSettingKey};
use ropewalk_telemetry::ErrorChain;

use crate::engine::Engine;
use crate::prompt::{DeploymentPrompt, clean};

/// The longest prompt, in bytes, after it was cleaned.
const PROMPT_BYTES_MAX: usize = 128 * 1024;

const SETTINGS: Object = Object::site(ResourceType::DeploymentConfig);

impl Engine {
    /// What administrators tell new chats.
    ///
    /// # Errors
    /// Not found for anybody but administrators.
    pub async fn system_prompt(&self, subject: &Subject) -> Result<DeploymentPrompt, UseCaseError> {
        subject.authorize(Action::Read, &SETTINGS).map_err(|_denied| UseCaseError::not_found("setting"))?;
        Ok(self.stored_deployment_prompt().await?)
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
        subject
            .authorize(Action::Update, &SETTINGS)
            .map_err(|_denied| UseCaseError::forbidden("Only administrators may change this."))?;
        let text = checked("system_prompt", text)?;
        let (store, now) = (&self.context.store, self.context.now());
        if let Some(includes_default) = includes_default {
            let word = if includes_default { "true" } else { "false" };
            store.put_setting(SettingKey::ChatDefaultPrompt, word, now).await?;
        }
        Ok(store.put_setting(SettingKey::ChatSystemPrompt, &text, now).await?)
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

    /// What administrators tell new chats; when that cannot be read, what the server comes with (chat-engine.md 5.1).
    pub(super) async fn deployment_prompt(&self) -> DeploymentPrompt {
        self.stored_deployment_prompt().await.unwrap_or_else(|error| {
            tracing::warn!("The deployment's instructions for chats cannot be read: {}", ErrorChain(&error));
            DeploymentPrompt::default()
        })
    }

    async fn stored_deployment_prompt(&self) -> Result<DeploymentPrompt, StoreError> {
        let store = &self.context.store;
        let own = store.setting(SettingKey::ChatSystemPrompt).await?.unwrap_or_default();
        let includes_default = store.setting(SettingKey::ChatDefaultPrompt).await?;
        Ok(DeploymentPrompt { includes_default: includes_default.as_deref() != Some("false"), own })
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
