//! Facts that follow from a chat's history alone.
//!
//! Invariant: only the last active assistant message can have open calls, because whoever inserts a user message
//! first answers every outstanding call (chat-state-machine.md 3, rule 1), and nothing else ends a step.

use serde_json::Value;

use super::{Message, NewMessage, Part, Role};
use crate::MessageId;

/// A tool call of the history that has no result yet. Calls that the provider runs itself are never open.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenCall {
    /// The assistant message that holds it.
    pub message_id: MessageId,
    /// The provider's id of the call.
    pub tool_call_id: String,
    /// The tool.
    pub tool_name: String,
    /// The arguments.
    pub args: Value,
}

/// The open calls of `history` in the order of the calls (chat-engine.md 1.1, rules 1 and 2).
///
/// `history` is in ascending order; messages that were deleted or compressed do not count. A call id counts once,
/// even when the model used it twice in one message: a second result could not be told from the first.
#[must_use]
pub fn open_calls(history: &[Message]) -> Vec<OpenCall> {
    let active: Vec<&Message> = history.iter().filter(|it| !it.deleted && !it.compressed).collect();
    let Some(last) = active.iter().rposition(|it| it.body.role == Role::Assistant) else {
        return Vec::new();
    };
    let message = active[last];
    let mut answered: Vec<&str> = Vec::new();
    for result in
        active[last + 1..].iter().filter(|it| it.body.role == Role::Tool).flat_map(|it| &it.body.parts)
    {
        if let Part::ToolResult { tool_call_id, .. } = result {
            answered.push(tool_call_id);
        }
    }
    let mut open = Vec::new();
    for part in &message.body.parts {
        if let Part::ToolCall { tool_call_id, tool_name, args, provider_executed: false, .. } = part
            && !answered.contains(&tool_call_id.as_str())
        {
            answered.push(tool_call_id);
            open.push(OpenCall {
                message_id: message.id,
                tool_call_id: tool_call_id.clone(),
                tool_name: tool_name.clone(),
                args: args.clone(),
            });
        }
    }
    open
}

/// The tool name in the rows that a cleared context leaves as its boundary (chat-engine.md 5.7, PR-30).
pub const CHAT_CLEARED: &str = "chat_cleared";

/// The tool name in the rows that a compaction leaves as its boundary; a summary for the model stands before them.
pub const CHAT_SUMMARIZED: &str = "chat_summarized";

/// Who asked for a compaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CompactionSource {
    /// The context was filled to its threshold.
    Automatic,
    /// A person.
    Manual,
}

impl CompactionSource {
    /// The wire name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Automatic => "automatic",
            Self::Manual => "manual",
        }
    }
}

/// Where the model's sight of a history begins, besides its instructions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Boundary {
    /// The place of its last row in the history.
    pub place: usize,
    /// How it came to be.
    pub kind: BoundaryKind,
}

/// How a boundary came to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BoundaryKind {
    /// The context was cleared.
    Cleared,
    /// What came before was summarized; the summary stands at this place.
    Summarized {
        /// The place of the summary in the history.
        summary: usize,
        /// Who asked for it.
        source: CompactionSource,
    },
}

/// The latest boundary of a history.
#[must_use]
pub fn latest_boundary(history: &[Message]) -> Option<Boundary> {
    let (place, (name, source)) =
        history.iter().enumerate().rev().find_map(|(place, it)| Some((place, mark(it)?)))?;
    let is_summary = |it: &Message| it.compressed && !it.deleted && it.body.role == Role::User;
    let kind = match history[..place].iter().rposition(is_summary) {
        Some(summary) if name == CHAT_SUMMARIZED => BoundaryKind::Summarized { summary, source },
        // A summary that is not there hides what came before all the same.
        Some(_) | None => BoundaryKind::Cleared,
    };
    Some(Boundary { place, kind })
}

/// The name of the boundary that ends with this row, and who asked for it.
fn mark(message: &Message) -> Option<(&str, CompactionSource)> {
    let is_mark = |part: &Part| {
        let Part::ToolResult { tool_name, result, is_error: false, .. } = part else { return None };
        let is_automatic = result["source"] == CompactionSource::Automatic.as_str();
        let source = if is_automatic { CompactionSource::Automatic } else { CompactionSource::Manual };
        [CHAT_CLEARED, CHAT_SUMMARIZED].into_iter().find(|it| it == tool_name).map(|name| (name, source))
    };
    let is_row = message.compressed && !message.deleted && message.body.role == Role::Tool;
    is_row.then(|| message.body.parts.iter().find_map(is_mark)).flatten()
}

/// The messages that the next step goes by: neither deleted nor compressed, and after the latest boundary, with its summary before
/// them. System messages are instructions and stay in front of every boundary.
#[must_use]
pub fn active_messages(history: &[Message]) -> Vec<&Message> {
    let boundary = latest_boundary(history);
    let summary = boundary.and_then(|it| match it.kind {
        BoundaryKind::Summarized { summary, .. } => Some(summary),
        BoundaryKind::Cleared => None,
    });
    let is_behind = |place: usize| boundary.is_none_or(|boundary| place > boundary.place);
    let is_active = |(place, it): &(usize, &Message)| {
        let is_seen = !it.compressed && (it.body.role == Role::System || is_behind(*place));
        !it.deleted && (is_seen || summary == Some(*place))
    };
    history.iter().enumerate().filter(is_active).map(|(_, it)| it).collect()
}

/// Whether a message holds what the workspace told (chat-engine.md 5.3), and nothing that a person wrote.
#[must_use]
pub fn is_workspace_context(message: &NewMessage) -> bool {
    let is_told = |part: &Part| matches!(part, Part::ContextFile { .. } | Part::Skill { .. });
    !message.parts.is_empty() && message.parts.iter().all(is_told)
}

/// The messages of the current turn: what follows the last active user message that people see, and that a person wrote
/// (chat-engine.md GL-2). Everything, when there is none.
#[must_use]
pub fn current_turn(history: &[Message]) -> &[Message] {
    let is_start = |it: &Message| {
        !it.deleted
            && !it.compressed
            && it.body.role == Role::User
            && it.body.visibility.is_for_user()
            && !is_workspace_context(&it.body)
    };
    history.iter().rposition(is_start).map_or(history, |start| &history[start + 1..])
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{
        Boundary, BoundaryKind, CHAT_CLEARED, CHAT_SUMMARIZED, CompactionSource, active_messages,
        current_turn, latest_boundary, open_calls,
    };
    use crate::chat::{Message, NewMessage, Part, Role, Visibility};
    use crate::{ChatId, MessageId, Timestamp};

    fn message(id: i64, role: Role, parts: Vec<Part>) -> Message {
        Message {
            id: MessageId(id),
            chat_id: ChatId::NIL,
            revision: 1,
            deleted: false,
            compressed: false,
            created_at: Timestamp::default(),
            body: NewMessage::new(role, Visibility::Both, parts),
        }
    }
    fn call(id: &str, provider_executed: bool) -> Part {
        Part::ToolCall {
            tool_call_id: id.into(),
            tool_name: "t".into(),
            args: json!({}),
            provider_executed,
            provider_metadata: None,
            created_at: None,
        }
    }
    fn result(id: &str) -> Part {
        Part::ToolResult {
            tool_call_id: id.into(),
            tool_name: "t".into(),
            result: json!({}),
            is_error: false,
            is_media: false,
            provider_executed: false,
            provider_metadata: None,
            created_at: None,
        }
    }
    fn ids(history: &[Message]) -> Vec<String> {
        open_calls(history).into_iter().map(|it| it.tool_call_id).collect()
    }

    #[test]
    fn calls_without_a_later_result_are_open_in_order() {
        let history = [
            message(1, Role::User, vec![Part::text("go")]),
            message(
                2,
                Role::Assistant,
                vec![call("b", false), call("p", true), call("a", false), call("c", false)],
            ),
            message(3, Role::Tool, vec![result("a")]),
        ];
        assert_eq!(ids(&history), ["b", "c"]);
    }

    #[test]
    fn only_the_last_assistant_message_counts_and_an_id_counts_once() {
        let history = [
            message(1, Role::Assistant, vec![call("x", false)]),
            message(2, Role::Tool, vec![result("x")]),
            message(3, Role::Assistant, vec![call("x", false), call("x", false)]),
        ];
        assert_eq!(ids(&history), ["x"], "the earlier result belongs to the earlier call of that id");
    }

    #[test]
    fn deleted_and_compressed_messages_do_not_count() {
        let mut gone = message(2, Role::Assistant, vec![call("x", false)]);
        gone.deleted = true;
        assert!(ids(&[message(1, Role::User, vec![]), gone.clone()]).is_empty());
        gone.deleted = false;
        gone.compressed = true;
        assert!(ids(&[gone]).is_empty());
        assert!(ids(&[]).is_empty());
    }

    #[test]
    fn a_boundary_hides_what_came_before_and_no_instructions() {
        let mut boundary = message(4, Role::Tool, vec![result("x")]);
        boundary.compressed = true;
        if let Part::ToolResult { tool_name, .. } = &mut boundary.body.parts[0] {
            CHAT_CLEARED.clone_into(tool_name);
        }
        let mut history = vec![
            message(1, Role::System, vec![]),
            message(2, Role::User, vec![]),
            message(3, Role::Assistant, vec![]),
            boundary,
            message(5, Role::User, vec![]),
        ];
        let ids =
            |history: &[Message]| active_messages(history).into_iter().map(|it| it.id.0).collect::<Vec<_>>();
        assert_eq!(ids(&history), [1, 5]);
        history[3].deleted = true;
        assert_eq!(
            ids(&history),
            [1, 2, 3, 5],
            "an edit that takes the boundary away shows again what was before"
        );
    }

    #[test]
    fn a_summary_stands_for_what_a_compaction_hides() {
        let mut history = vec![
            message(1, Role::System, vec![]),
            message(2, Role::User, vec![]),
            message(3, Role::Assistant, vec![]),
            message(4, Role::User, vec![Part::text("the summary")]),
            message(5, Role::Assistant, vec![call("s", false)]),
            message(6, Role::Tool, vec![result("s")]),
            message(7, Role::User, vec![]),
        ];
        for row in &mut history[3..6] {
            row.compressed = true;
        }
        if let Part::ToolResult { tool_name, result, .. } = &mut history[5].body.parts[0] {
            CHAT_SUMMARIZED.clone_into(tool_name);
            *result = json!({ "source": "automatic" });
        }
        let ids =
            |history: &[Message]| active_messages(history).into_iter().map(|it| it.id.0).collect::<Vec<_>>();
        assert_eq!(ids(&history), [1, 4, 7]);
        let kind = BoundaryKind::Summarized { summary: 3, source: CompactionSource::Automatic };
        assert_eq!(latest_boundary(&history), Some(Boundary { place: 5, kind }));
        let mut cleared = message(8, Role::Tool, vec![result("x")]);
        cleared.compressed = true;
        if let Part::ToolResult { tool_name, .. } = &mut cleared.body.parts[0] {
            CHAT_CLEARED.clone_into(tool_name);
        }
        history.push(cleared);
        assert_eq!(ids(&history), [1], "the later boundary counts, and has no summary");
        history.truncate(5);
        assert_eq!(ids(&history), [1, 2, 3], "a summary without its boundary is nothing");
    }

    #[test]
    fn a_turn_starts_after_the_last_user_message_that_people_see() {
        let mut hidden = message(3, Role::User, vec![]);
        hidden.body.visibility = Visibility::Model;
        let history = [
            message(1, Role::User, vec![]),
            message(2, Role::Assistant, vec![]),
            hidden,
            message(4, Role::Tool, vec![]),
        ];
        assert_eq!(current_turn(&history).iter().map(|it| it.id.0).collect::<Vec<_>>(), [2, 3, 4]);
        let told = Part::Skill {
            skill_name: "deploy".into(),
            skill_description: None,
            skill_dir: None,
            context_file_skill_meta_file: None,
        };
        let [first, second, ..] = history;
        let with_told = [first, second, message(3, Role::User, vec![told]), message(4, Role::Tool, vec![])];
        let turn: Vec<i64> = current_turn(&with_told).iter().map(|it| it.id.0).collect();
        assert_eq!(turn, [2, 3, 4], "nobody wrote what the workspace told");
    }
}
