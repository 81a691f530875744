//! What a compaction stores (chat-engine.md 5.7: PR-28, PR-31). Pure.

use ropewalk_model::Timestamp;
use ropewalk_model::chat::{
    CHAT_SUMMARIZED, CompactionSource, Message, NewMessage, Part, Role, Visibility, active_messages,
    is_workspace_context,
};
use serde_json::{Value, json};

use super::fullness::Measure;

/// What stands before the summary, so that the model knows what it reads.
const PREFIX: &str = "The conversation up to here was too long to be shown to you as a whole. This is its summary, written as a \
    hand-over: the work was under way, and you go on with it. What is said after it is newer and counts more. Do not greet, do not \
    repeat the summary; take the next step.\n\n";

/// What the model that writes the summary is asked.
pub(super) const REQUEST: &str = "Write a hand-over of this conversation for an assistant that goes on with the work and will see \
    nothing of it but your text and the person's latest message. Be dense and exact; leave out courtesies. Say:\n\
    1. The goal: what the person wants, with every wish and limit that they stated, in their words where these matter.\n\
    2. Decisions that were made, and why; what was considered and dropped.\n\
    3. Technical details that are needed to go on: paths, names, commands, versions, ids, settings, signatures, results. Where \
    something can be read again (a file, the output of a command), say where, and do not copy it.\n\
    4. Errors that came up, exactly as they read, and what mended them. Do not generalise.\n\
    5. What is done, what is under way, what is left.\n\
    6. The very next action.\n\
    Do not call tools. Answer with the hand-over alone.";

/// A compaction that was made.
pub(super) struct Compaction<'a> {
    /// Its call, unlike any other.
    pub(super) call_id: &'a str,
    /// Who asked for it.
    pub(super) source: CompactionSource,
    /// How full the context was.
    pub(super) measure: Measure,
    /// What is told after the summary as it was.
    pub(super) kept: Option<String>,
    /// When.
    pub(super) at: Timestamp,
}

impl Compaction<'_> {
    fn args(&self) -> Value {
        json!({ "source": self.source.as_str(), "threshold_percent": self.measure.threshold_percent })
    }

    /// The call, as it is shown while the summary is written, and stored with it.
    pub(super) fn call(&self) -> Part {
        Part::ToolCall {
            tool_call_id: self.call_id.to_owned(),
            tool_name: CHAT_SUMMARIZED.to_owned(),
            args: self.args(),
            provider_executed: false,
            provider_metadata: None,
            created_at: Some(self.at),
        }
    }

    /// Its result: the summary.
    pub(super) fn result(&self, summary: &str, now: Timestamp) -> Part {
        let result = json!({
            "summary": summary, "source": self.source.as_str(), "threshold_percent": self.measure.threshold_percent,
            "usage_percent": self.measure.percent(), "context_tokens": self.measure.tokens,
            "context_limit_tokens": self.measure.limit,
        });
        self.answer(result, false, now)
    }

    /// Its result, when there is no summary.
    pub(super) fn failure(&self, error: &str, now: Timestamp) -> Part {
        self.answer(json!({ "error": error }), true, now)
    }

    fn answer(&self, result: Value, is_error: bool, now: Timestamp) -> Part {
        Part::ToolResult {
            tool_call_id: self.call_id.to_owned(),
            tool_name: CHAT_SUMMARIZED.to_owned(),
            result,
            is_error,
            is_media: false,
            provider_executed: false,
            provider_metadata: None,
            created_at: Some(now),
        }
    }

    /// The rows of the boundary. `made` is the row of the call: it has what the summary used and cost.
    pub(super) fn boundary(&self, summary: &str, made: NewMessage, now: Timestamp) -> Vec<NewMessage> {
        let mut text = vec![Part::text(format!("{PREFIX}{summary}"))];
        text.extend(self.kept.clone().map(Part::text));
        let mut told = NewMessage::new(Role::User, Visibility::Model, text);
        let mut shown = NewMessage::new(Role::Tool, Visibility::Both, vec![self.result(summary, now)]);
        told.model_config_id = made.model_config_id;
        shown.model_config_id = made.model_config_id;
        let call = NewMessage { parts: vec![self.call()], visibility: Visibility::User, ..made };
        vec![told, call, shown]
    }
}

/// What a person said and nobody has answered: it is no part of the summary and stands after the boundary again, for the model alone.
/// People see it where they wrote it.
pub(super) fn unanswered(history: &[Message]) -> Vec<NewMessage> {
    let active = active_messages(history);
    let answered = active.iter().rposition(|it| it.body.role != Role::User).map_or(0, |place| place + 1);
    let is_said = |it: &&&Message| !it.compressed && !is_workspace_context(&it.body);
    let repeat = |it: &&Message| NewMessage { visibility: Visibility::Model, ..it.body.clone() };
    active[answered..].iter().filter(is_said).map(repeat).collect()
}

/// The history without what [`unanswered`] gives: what is to be summarized.
pub(super) fn answered(history: &[Message]) -> &[Message] {
    let is_answer = |it: &Message| !it.deleted && !it.compressed && it.body.role != Role::User;
    let end = history.iter().rposition(is_answer).map_or(history.len(), |place| place + 1);
    &history[..end]
}
