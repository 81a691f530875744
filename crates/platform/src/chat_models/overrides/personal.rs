//! The models that people choose for their own chats.

use ropewalk_authz::{Action, Subject};
use ropewalk_model::UserId;
use ropewalk_wire::chat_model_overrides::{
    ChatModelOverrideDefaults, ChatPersonalModelOverride, ChatPersonalModelOverrideMode as Mode,
    UpdateUserChatPersonalModelOverrideRequest, UserChatPersonalModelOverrides,
};

use super::super::SETTINGS;
use super::{Choice, OverrideContext, PersonalContext, Stored, read_choice};
use crate::{Platform, UseCaseError};

impl Platform {
    /// The subject's own choices.
    ///
    /// # Errors
    /// Forbidden.
    pub async fn own_model_overrides(
        &self,
        subject: &Subject,
    ) -> Result<UserChatPersonalModelOverrides, UseCaseError> {
        subject.authorize(Action::Use, &SETTINGS)?;
        let user = subject.user_id;
        Ok(UserChatPersonalModelOverrides {
            enabled: self.people_may_choose_models().await?,
            root: self.own_model_override_view(user, PersonalContext::Root).await?,
            general: self.own_model_override_view(user, PersonalContext::General).await?,
            explore: self.own_model_override_view(user, PersonalContext::Explore).await?,
            deployment_defaults: ChatModelOverrideDefaults {
                general: self.model_override_view(OverrideContext::General).await?,
                explore: self.model_override_view(OverrideContext::Explore).await?,
            },
        })
    }

    /// Sets the subject's own choice for `context`: `root`, `general` or `explore`.
    ///
    /// # Errors
    /// Forbidden where people may not choose; invalid for another context, a mode that it does not have, a model beside a mode that
    /// takes none, and a model that cannot be used.
    pub async fn put_own_model_override(
        &self,
        subject: &Subject,
        context: &str,
        request: &UpdateUserChatPersonalModelOverrideRequest,
    ) -> Result<(), UseCaseError> {
        subject.authorize(Action::Use, &SETTINGS)?;
        let context = PersonalContext::parse(context)?;
        if !self.people_may_choose_models().await? {
            let message = "An administrator has to allow people to choose models for their chats first.";
            return Err(UseCaseError::forbidden(message));
        }
        let id = request.model_config_id.trim();
        let choice = match request.mode {
            Mode::Model => Choice::Model(self.usable_model_id(id).await?),
            Mode::DeploymentDefault | Mode::ChatDefault if !id.is_empty() => {
                let detail = "must be empty unless the mode is model";
                return Err(UseCaseError::invalid_field("model_config_id", detail));
            }
            Mode::DeploymentDefault if context == PersonalContext::Root => {
                let detail = "must be chat_default or model for new chats";
                return Err(UseCaseError::invalid_field("mode", detail));
            }
            Mode::DeploymentDefault => Choice::DeploymentDefault,
            Mode::ChatDefault => Choice::ChatDefault,
        };
        let (key, value) = (context.key(), choice.store());
        Ok(self.store().put_user_setting(subject.user_id, key, &value, self.now()).await?)
    }

    pub(super) async fn stored_choice(
        &self,
        user: UserId,
        context: PersonalContext,
    ) -> Result<Stored<Choice>, UseCaseError> {
        Ok(read_choice(context, self.store().user_setting(user, context.key()).await?.as_deref()))
    }

    async fn own_model_override_view(
        &self,
        user: UserId,
        context: PersonalContext,
    ) -> Result<ChatPersonalModelOverride, UseCaseError> {
        let stored = self.stored_choice(user, context).await?;
        let (mode, model_config_id) = match stored.set().unwrap_or(context.unset()) {
            Choice::DeploymentDefault => (Mode::DeploymentDefault, String::new()),
            Choice::ChatDefault => (Mode::ChatDefault, String::new()),
            Choice::Model(id) => (Mode::Model, id.to_string()),
        };
        Ok(ChatPersonalModelOverride {
            context: context.as_str().to_owned(),
            mode,
            model_config_id,
            is_set: stored.set().is_some(),
            is_malformed: stored == Stored::Malformed,
        })
    }
}
