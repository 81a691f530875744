//! Who may do what to a chat (chats-api.md 0.5).

use ropewalk_authz::{Action, Object, ResourceType, Subject};
use ropewalk_model::ChatId;
use ropewalk_model::chat::Chat;
use ropewalk_platform::UseCaseError;

use crate::engine::Engine;

const SETTINGS: Object = Object::site(ResourceType::DeploymentConfig);

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Right {
    /// To see it.
    Read,
    /// To change it.
    Change,
    /// To make it work with the owner's models and workspaces: the owner alone.
    Speak,
}

pub(super) fn object(chat: &Chat) -> Object {
    Object::of_member(ResourceType::Chat, chat.organization_id, chat.owner_id)
}

/// Checks a row that was loaded; what may not be seen or changed is not found, so that nothing tells that it exists.
pub(super) fn check(subject: &Subject, chat: &Chat, right: Right) -> Result<(), UseCaseError> {
    let action = match right {
        Right::Read => Action::Read,
        Right::Change | Right::Speak => Action::Update,
    };
    if !subject.can(action, &object(chat)) {
        return Err(UseCaseError::not_found("chat"));
    }
    if right == Right::Speak && subject.user_id != chat.owner_id {
        return Err(UseCaseError::forbidden("Only the owner of a chat may speak in it."));
    }
    Ok(())
}

/// Settings of the whole deployment. Who may not see one is told that it is not there.
pub(super) fn may_see_settings(subject: &Subject) -> Result<(), UseCaseError> {
    subject.authorize(Action::Read, &SETTINGS).map_err(|_denied| UseCaseError::not_found("setting"))
}

/// To change settings of the whole deployment: administrators alone.
pub(super) fn may_change_settings(subject: &Subject) -> Result<(), UseCaseError> {
    subject
        .authorize(Action::Update, &SETTINGS)
        .map_err(|_denied| UseCaseError::forbidden("Only administrators may change this."))
}

impl Engine {
    /// Loads a chat that `subject` may follow; the row goes to [`Engine::stream`], which does not load it again for that.
    ///
    /// # Errors
    /// Not found.
    pub async fn authorize_stream(&self, subject: &Subject, id: ChatId) -> Result<Chat, UseCaseError> {
        self.authorized(subject, id, Right::Read).await
    }

    pub(super) async fn authorized(
        &self,
        subject: &Subject,
        id: ChatId,
        right: Right,
    ) -> Result<Chat, UseCaseError> {
        let chat = self.context.store.chat(id).await?.ok_or(UseCaseError::not_found("chat"))?;
        check(subject, &chat, right)?;
        Ok(chat)
    }
}
