//! Going on from an answer that the provider keeps, instead of sending the whole history (chat-engine.md 5.8).
//!
//! It saves bytes and nothing else, so that it is done only where nothing speaks against it; the whole history is always as good.
//! What must stay true: whatever the provider is not sent, it has seen; the answer that is gone on from is the last thing before the
//! new messages, of the same model config, and has no call of ours in it. After the first step tool results follow, or an answer:
//! the next step sends everything (PR-42).

use ropewalk_llm::{Kept, responses_kept};
use ropewalk_model::MessageId;
use ropewalk_model::chat::{Message, Part, Role, active_messages};
use ropewalk_platform::chat_models::ResolvedModel;

use crate::prompt::is_shown;
use crate::runner::History;

/// Where a request goes on from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Chain {
    /// The provider's id of the answer.
    pub(super) previous_response_id: String,
    /// The first message after it.
    pub(super) first: MessageId,
}

/// What becomes of the answers of a model.
pub(super) fn kept(model: &ResolvedModel) -> Kept {
    responses_kept(&model.endpoint, &model.model, model.call_config.provider_options.as_ref())
}

/// Where the next request of the chat may go on from; `None`: it sends the whole history.
pub(super) fn chain(history: &History, model: &ResolvedModel) -> Option<Chain> {
    let is_asked_for = kept(model) == Kept::Chained && !history.chat.turn_plan_mode;
    if !is_asked_for {
        return None;
    }
    let active = active_messages(&history.messages);
    let spoken: Vec<&Message> = active.into_iter().filter(|it| it.body.role != Role::System).collect();
    let last = spoken.iter().rposition(|it| it.body.role != Role::User)?;
    let (answer, new) = (spoken[last], &spoken[last + 1..]);
    let is_answer = answer.body.role == Role::Assistant
        && answer.body.model_config_id == Some(model.id)
        && !answer.body.parts.iter().any(is_local_call);
    let says_something = new.iter().any(|it| is_shown(it, &history.files));
    let previous_response_id = answer.body.provider_response_id.clone().filter(|id| !id.is_empty())?;
    let first = new.first()?.id;
    (is_answer && says_something).then_some(Chain { previous_response_id, first })
}

const fn is_local_call(part: &Part) -> bool {
    matches!(part, Part::ToolCall { provider_executed: false, .. })
}
