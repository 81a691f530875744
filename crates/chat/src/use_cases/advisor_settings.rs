//! What administrators set of the advisor (chats-api.md 1.13).

use ropewalk_authz::Subject;
use ropewalk_platform::UseCaseError;
use ropewalk_store::settings::SettingKey;

use super::authorize::may_change_settings;
use crate::advisor::AdvisorSettings;
use crate::engine::Engine;

impl Engine {
    /// What is set; everybody signed in may see it.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn advisor_settings(&self) -> Result<AdvisorSettings, UseCaseError> {
        Ok(AdvisorSettings::read(&self.context.store).await?)
    }

    /// Sets it, from the next steps of chats on.
    ///
    /// # Errors
    /// Forbidden for anybody but administrators; invalid for an unknown or disabled model.
    pub async fn put_advisor_settings(
        &self,
        subject: &Subject,
        settings: &AdvisorSettings,
    ) -> Result<(), UseCaseError> {
        may_change_settings(subject)?;
        if let Some(id) = settings.model_config_id {
            self.usable_model(id).await?;
        }
        let (store, now) = (&self.context.store, self.context.now());
        store.put_setting(SettingKey::ChatAdvisor, &settings.stored(), now).await?;
        Ok(store.put_flag_setting(SettingKey::ChatAdvisorEnabled, settings.enabled, now).await?)
    }
}
