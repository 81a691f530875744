//! A new title, made from the whole conversation: stored, or only proposed (chats-api.md 1.9; chat-engine.md 6.4).

use std::time::Duration;

use ropewalk_authz::Subject;
use ropewalk_model::ChatId;
use ropewalk_model::chat::Chat;
use ropewalk_platform::UseCaseError;
use ropewalk_telemetry::ErrorChain;

use super::authorize::Right;
use crate::engine::Engine;
use crate::side_calls::{NoAnswer, propose};

/// How long all models together may take.
const PATIENCE: Duration = Duration::from_secs(60);

impl Engine {
    /// Gives the chat a new title. One that somebody gives it meanwhile stays.
    ///
    /// # Errors
    /// As [`Engine::propose_title`].
    pub async fn regenerate_title(&self, subject: &Subject, id: ChatId) -> Result<Chat, UseCaseError> {
        let (chat, title) = self.found_title(subject, id).await?;
        let store = &self.context.store;
        if store.replace_chat_title(id, &chat.title, &title).await? {
            return Ok(Chat { title, ..chat });
        }
        let now = store.chat(id).await?;
        Ok(Chat { title: now.map_or(title, |it| it.title), ..chat })
    }

    /// A title for the chat, which is not stored.
    ///
    /// # Errors
    /// Not found; forbidden for anybody but the owner; invalid for an archived chat; [`UseCaseError::UsageLimit`]; conflict when no model
    /// gives a title, with the reason; [`UseCaseError::TimedOut`].
    pub async fn propose_title(&self, subject: &Subject, id: ChatId) -> Result<String, UseCaseError> {
        self.found_title(subject, id).await.map(|(_, title)| title)
    }

    async fn found_title(&self, subject: &Subject, id: ChatId) -> Result<(Chat, String), UseCaseError> {
        let chat = self.authorized(subject, id, Right::Speak).await?;
        if chat.archived {
            return Err(UseCaseError::invalid(
                "The chat is archived. Bring it back before you use it again.",
            ));
        }
        let context = &self.context;
        context.tool_deps.platform.admit_message(chat.owner_id).await?;
        let history = context.store.chat_history(id).await?;
        match tokio::time::timeout(PATIENCE, propose(context, &chat, &history)).await {
            Ok(Ok(title)) => Ok((chat, title)),
            Ok(Err(why)) => Err(not_given(why)),
            Err(_elapsed) => Err(UseCaseError::TimedOut {
                message: "The model took too long to find a title. Try again.".to_owned(),
            }),
        }
    }
}

fn not_given(why: NoAnswer) -> UseCaseError {
    match why {
        NoAnswer::Unavailable(error) => {
            tracing::warn!("A title was asked for and no model can write it: {}", ErrorChain(&error));
            UseCaseError::conflict(error.to_string())
        }
        NoAnswer::Failed(error) => UseCaseError::conflict(format!("No title was found. {}", error.message)),
        NoAnswer::Useless => UseCaseError::conflict(
            "The model gave nothing that can be a title. Try again, or rename the chat.",
        ),
    }
}
