//! Chats as clients see them.

use ropewalk_chat::use_cases::ListedChat;
use ropewalk_model::chat as model;
use ropewalk_platform::UseCaseError;
use ropewalk_platform::accounts::Caller;
use ropewalk_wire::chats::{Chat, ChatExtras, ChatFileMetadata};

use crate::ApiState;

/// A chat of a list, with its children.
pub(super) fn listed(caller: &Caller, chat: ListedChat) -> Chat {
    let extras = ChatExtras {
        owner_username: owner_username(caller, &chat.chat),
        has_unread: chat.has_unread,
        children: chat.children.into_iter().map(|child| listed(caller, child)).collect(),
        files: Vec::new(),
        warnings: Vec::new(),
    };
    Chat::from_model(&chat.chat, extras)
}

/// A chat alone, as the answer to a change of it.
pub(super) fn alone(caller: &Caller, chat: &model::Chat) -> Chat {
    let extras = ChatExtras { owner_username: owner_username(caller, chat), ..ChatExtras::default() };
    Chat::from_model(chat, extras)
}

/// The files that the chat's messages name; the caller was authorised for it.
///
/// # Errors
/// The database does not answer.
pub(super) async fn files(
    state: &ApiState,
    chat: &model::Chat,
) -> Result<Vec<ChatFileMetadata>, UseCaseError> {
    let files = state.chat.files_of_chat(chat).await?;
    Ok(files.into_iter().map(ChatFileMetadata::from).collect())
}

fn owner_username(caller: &Caller, chat: &model::Chat) -> Option<String> {
    (chat.owner_id == caller.subject.user_id).then(|| caller.username.clone())
}
