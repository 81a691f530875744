//! The models that administrators set for kinds of work, and whether people may choose for themselves.

use ropewalk_authz::{Action, Subject};
use ropewalk_model::ModelConfigId;
use ropewalk_store::settings::SettingKey;
use ropewalk_wire::chat_model_overrides::ChatModelOverride;

use super::super::{SETTINGS, require_admin};
use super::{OverrideContext, Stored, read_model};
use crate::{Platform, UseCaseError};

impl Platform {
    /// The model that administrators set for `context`: `general`, `explore`, `title_generation` or `compaction`.
    ///
    /// # Errors
    /// Not found for anybody but administrators; invalid for another context.
    pub async fn model_override(
        &self,
        subject: &Subject,
        context: &str,
    ) -> Result<ChatModelOverride, UseCaseError> {
        may_see_settings(subject)?;
        self.model_override_view(OverrideContext::parse(context)?).await
    }

    /// Sets the model for `context`; an empty id sets none.
    ///
    /// # Errors
    /// Forbidden for anybody but administrators; invalid for another context, and for a model that is not turned on.
    pub async fn put_model_override(
        &self,
        subject: &Subject,
        context: &str,
        model_config_id: &str,
    ) -> Result<(), UseCaseError> {
        require_admin(subject)?;
        let context = OverrideContext::parse(context)?;
        let value = match model_config_id.trim() {
            "" => String::new(),
            id => self.usable_model_id(id).await?.to_string(),
        };
        Ok(self.store().put_setting(context.key(), &value, self.now()).await?)
    }

    /// Whether people may choose models for themselves.
    ///
    /// # Errors
    /// Not found for anybody but administrators.
    pub async fn personal_model_overrides(&self, subject: &Subject) -> Result<bool, UseCaseError> {
        may_see_settings(subject)?;
        self.people_may_choose_models().await
    }

    /// Sets whether people may choose models for themselves. Who chose before has that choice again when it is allowed again.
    ///
    /// # Errors
    /// Forbidden for anybody but administrators.
    pub async fn put_personal_model_overrides(
        &self,
        subject: &Subject,
        allow_users: bool,
    ) -> Result<(), UseCaseError> {
        require_admin(subject)?;
        let key = SettingKey::ChatPersonalModelOverrides;
        Ok(self.store().put_flag_setting(key, allow_users, self.now()).await?)
    }

    pub(super) async fn people_may_choose_models(&self) -> Result<bool, UseCaseError> {
        Ok(self.store().flag_setting(SettingKey::ChatPersonalModelOverrides, false).await?)
    }

    pub(super) async fn stored_override(
        &self,
        context: OverrideContext,
    ) -> Result<Stored<ModelConfigId>, UseCaseError> {
        Ok(read_model(self.store().setting(context.key()).await?.as_deref()))
    }

    pub(super) async fn model_override_view(
        &self,
        context: OverrideContext,
    ) -> Result<ChatModelOverride, UseCaseError> {
        let stored = self.stored_override(context).await?;
        Ok(ChatModelOverride {
            context: context.as_str().to_owned(),
            model_config_id: stored.set().map(|id| id.to_string()).unwrap_or_default(),
            is_malformed: stored == Stored::Malformed,
        })
    }

    /// Reads the id of a model that can be used: it and its provider are turned on.
    pub(super) async fn usable_model_id(&self, id: &str) -> Result<ModelConfigId, UseCaseError> {
        let invalid = |detail| UseCaseError::invalid_field("model_config_id", detail);
        let id: ModelConfigId = id.parse().map_err(|_not_an_id| invalid("must be the id of a model"))?;
        if self.store().model_is_usable(id).await? {
            Ok(id)
        } else {
            Err(invalid("must name a model that is turned on, of a provider that is"))
        }
    }
}

/// What administrators set is seen by them alone.
fn may_see_settings(subject: &Subject) -> Result<(), UseCaseError> {
    subject.authorize(Action::Read, &SETTINGS).map_err(|_denied| UseCaseError::not_found("setting"))
}
