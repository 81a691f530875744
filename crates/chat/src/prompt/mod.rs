//! What a model is told: the stored system messages of a chat, and its history as a request.
//!
//! What must stay true:
//! - the same history always gives the same messages, so that providers can cache the prefix;
//! - no call is without a result and no result without a call, whatever the history looks like
//!   (chat-engine.md 5.5): a provider refuses such a request for good, and the chat would be stuck.
//!
//! `turn` inserts what is told anew in each step, `context` is what the workspace tells.

mod attached;
mod context;
mod convert;
mod deployment;
mod overlays;
mod repair;
mod system;
mod turn;

pub use crate::files::FileContents;
pub(crate) use context::{PERSONAL_SKILL, WORKSPACE_SKILL, latest_context};
pub(crate) use deployment::{deployment_prompt, stored_deployment_prompt};
pub use system::{DeploymentPrompt, WorkspaceBinding, default_prompt, system_messages};
pub(crate) use turn::TurnPrompts;

use ropewalk_llm::{Content, Message, Role};
use ropewalk_model::{MessageId, chat as model};

/// The history as a provider may be given it: rows that the model sees, converted (chat-engine.md 5.4) and
/// with the pairing of calls and results repaired (5.5 PR-13, PR-14). Deleted and compressed rows are left out, and what stands
/// before a cleared context's boundary. `files` are those that the history names.
#[must_use]
pub fn conversation(history: &[model::Message], files: &FileContents) -> Vec<Message> {
    conversation_of(model::active_messages(history), files)
}

/// The instructions of the history and what stands in it from message `first` on, as [`conversation`] gives them: for a provider that
/// has the rest (chat-engine.md PR-41).
pub(crate) fn conversation_from(
    first: MessageId,
    history: &[model::Message],
    files: &FileContents,
) -> Vec<Message> {
    let active = model::active_messages(history).into_iter();
    conversation_of(active.filter(|it| it.body.role == model::Role::System || it.id >= first), files)
}

fn conversation_of<'a>(
    active: impl IntoIterator<Item = &'a model::Message>,
    files: &FileContents,
) -> Vec<Message> {
    let visible = active.into_iter().filter(|message| message.body.visibility.is_for_model());
    repair::repair(visible.filter_map(|message| convert::message(&message.body, files)).collect())
}

/// A question that stands in no history.
pub(crate) fn question(text: &str) -> Message {
    let text = Content::Text { text: text.to_owned(), provider_metadata: None };
    Message { role: Role::User, content: vec![text] }
}

/// Whether a model is shown something of the message.
pub(crate) fn is_shown(message: &model::Message, files: &FileContents) -> bool {
    message.body.visibility.is_for_model() && convert::message(&message.body, files).is_some()
}

#[cfg(test)]
#[path = "prompt_tests.rs"]
mod tests;
