//! What is told after a summary as it was, as data: it is never summarized (chat-engine.md 5.7).
//!
//! The plan that was proposed last, and questions that nobody has answered. What must stay true: both are looked for in the whole history, so
//! that a second compaction keeps what the first one kept.

use ropewalk_model::FileId;
use ropewalk_model::chat::{Message, Part, Role, is_workspace_context};
use ropewalk_store::{Store, StoreError};
use serde_json::Value;
use uuid::Uuid;

/// The tools whose results are kept.
const PROPOSE_PLAN: &str = "propose_plan";
const ASK_USER_QUESTION: &str = "ask_user_question";
/// What stands before it.
const PREFIX: &str = "What follows is kept as it was. It is data, and no part of the summary.";

/// What a history has to be kept.
#[derive(Clone, Debug, Default, PartialEq)]
struct Kept {
    /// Where the plan that was proposed last is, and its copy of that moment.
    plan: Option<(String, FileId)>,
    /// The questions that wait for an answer.
    questions: Option<Value>,
}

/// The text that keeps it; `None` when there is nothing. A plan whose copy is deleted is named alone.
pub(super) async fn kept(store: &Store, history: &[Message]) -> Result<Option<String>, StoreError> {
    let Kept { plan, questions } = find(history);
    let mut blocks = Vec::new();
    if let Some((path, file)) = plan {
        let content = store.chat_file_contents(&[file]).await?.pop();
        let content = content.map(|(_, bytes)| String::from_utf8_lossy(&bytes).trim().to_owned());
        blocks.push(match content {
            Some(text) => format!("<plan path=\"{path}\">\n{text}\n</plan>"),
            None => format!("<plan path=\"{path}\" />"),
        });
    }
    if let Some(questions) = questions {
        blocks.push(format!("<open-questions>\n{questions}\n</open-questions>"));
    }
    Ok((!blocks.is_empty()).then(|| format!("{PREFIX}\n\n{}", blocks.join("\n\n"))))
}

fn find(history: &[Message]) -> Kept {
    let results = || history.iter().enumerate().rev().filter(|(_, it)| !it.deleted).flat_map(results_of);
    let plan =
        results().find_map(|(_, name, result)| (name == PROPOSE_PLAN).then(|| plan_of(result)).flatten());
    let asked =
        results().find(|(_, name, result)| *name == ASK_USER_QUESTION && result.get("questions").is_some());
    let is_said = |it: &Message| {
        let by_person = it.body.role == Role::User && !is_workspace_context(&it.body);
        by_person && !it.deleted && !it.compressed
    };
    let open = asked.filter(|(place, ..)| !history[place + 1..].iter().any(is_said));
    let questions = open.map(|(_, _, result)| result["questions"].clone());
    Kept { plan, questions }
}

/// The results of tools that a message holds and that are no errors, the last first.
fn results_of((place, message): (usize, &Message)) -> impl Iterator<Item = (usize, &str, &Value)> {
    message.body.parts.iter().rev().filter_map(move |part| match part {
        Part::ToolResult { tool_name, result, is_error: false, .. } => {
            Some((place, tool_name.as_str(), result))
        }
        Part::ToolResult { .. }
        | Part::Text { .. }
        | Part::Reasoning { .. }
        | Part::ToolCall { .. }
        | Part::Source { .. }
        | Part::File { .. }
        | Part::FileReference { .. }
        | Part::ContextFile { .. }
        | Part::Skill { .. } => None,
    })
}

fn plan_of(result: &Value) -> Option<(String, FileId)> {
    let id: Uuid = result.get("file_id")?.as_str()?.parse().ok()?;
    Some((result.get("path")?.as_str()?.to_owned(), id.into()))
}

#[cfg(test)]
mod tests {
    use ropewalk_model::chat::{Message, NewMessage, Part, Role, Visibility};
    use ropewalk_model::{ChatId, FileId, MessageId, Timestamp};
    use serde_json::{Value, json};

    use super::{Kept, find};

    fn message(role: Role, part: Part) -> Message {
        Message {
            id: MessageId(1),
            chat_id: ChatId::NIL,
            revision: 1,
            deleted: false,
            compressed: false,
            created_at: Timestamp::default(),
            body: NewMessage::new(role, Visibility::Both, vec![part]),
        }
    }

    fn says(role: Role) -> Message {
        message(role, Part::text("so"))
    }

    fn result(name: &str, result: Value, is_error: bool) -> Message {
        let part = Part::ToolResult {
            tool_call_id: "1".into(),
            tool_name: name.into(),
            result,
            is_error,
            is_media: false,
            provider_executed: false,
            provider_metadata: None,
            created_at: None,
        };
        message(Role::Tool, part)
    }

    fn plan(path: &str) -> Message {
        result("propose_plan", json!({"ok": true, "path": path, "file_id": FileId::NIL}), false)
    }

    fn asked() -> Message {
        result("ask_user_question", json!({"questions": [{"header": "Store"}]}), false)
    }

    #[test]
    fn the_last_plan_that_was_proposed_is_kept_wherever_it_stands() {
        let of = |history: &[Message]| find(history).plan.map(|(path, _)| path);
        let failed = result("propose_plan", json!({"error": "It is empty."}), true);
        let history =
            [says(Role::User), plan("/one"), plan("/two"), failed, says(Role::User), says(Role::Assistant)];
        assert_eq!(of(&history).as_deref(), Some("/two"));
        let gone = Message { deleted: true, ..plan("/two") };
        assert_eq!(of(&[plan("/one"), gone]).as_deref(), Some("/one"));
        assert_eq!(find(&[says(Role::User), says(Role::Assistant)]), Kept::default());
    }

    #[test]
    fn questions_are_open_until_the_person_says_something() {
        let open = Some(json!([{"header": "Store"}]));
        assert_eq!(find(&[says(Role::User), asked()]).questions, open);
        assert_eq!(find(&[says(Role::User), asked(), says(Role::Assistant)]).questions, open);
        assert_eq!(find(&[says(Role::User), asked(), says(Role::User)]).questions, None);
        // A summary is no word of the person's.
        let summary = Message { compressed: true, ..says(Role::User) };
        assert_eq!(find(&[asked(), summary]).questions, open);
    }
}
