//! Pairs calls and results (chat-engine.md 5.5, PR-13 and PR-14).
//!
//! After this: each local call of an assistant message has exactly one result, in the tool message right after
//! it, in the order of the calls; no other local result is left; ids are unique over the conversation (some
//! servers number their calls anew in each answer). Of the provider's own results those are left that follow their call in the
//! same message; its calls are left as they are: what an unanswered one means is the adapter's to know.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use ropewalk_llm::{Content, Message, Role};
use serde_json::json;

const INTERRUPTED: &str = "The call was interrupted and gave no result. Whether it had an effect is not known: check before you repeat it.";

/// See the module.
pub(super) fn repair(messages: Vec<Message>) -> Vec<Message> {
    let mut repaired = Vec::with_capacity(messages.len() + 1);
    let mut rest: VecDeque<Message> = messages.into();
    let mut ids = UsedIds::default();
    while let Some(mut message) = rest.pop_front() {
        match message.role {
            Role::System | Role::User => repaired.push(message),
            Role::Tool => adopt_orphans(message, &mut ids, &mut repaired),
            Role::Assistant => {
                drop_provider_orphans(&mut message);
                let results = take_results(&mut message, &mut rest, &mut ids);
                if !message.content.is_empty() {
                    repaired.push(message);
                }
                if !results.is_empty() {
                    repaired.push(Message { role: Role::Tool, content: results });
                }
            }
        }
    }
    repaired
}

/// Takes out the provider's results that no call of its own stands before.
fn drop_provider_orphans(message: &mut Message) {
    let mut called: BTreeSet<String> = BTreeSet::new();
    message.content.retain(|content| match content {
        Content::ToolCall { id, provider_executed: true, .. } => {
            called.insert(id.clone());
            true
        }
        Content::ToolResult { id, provider_executed: true, .. } => called.contains(id),
        Content::Text { .. }
        | Content::Reasoning { .. }
        | Content::File { .. }
        | Content::ToolCall { .. }
        | Content::ToolResult { .. } => true,
    });
}

/// Finds the result of each local call of `message` in what follows, takes it from there, and puts an error in
/// the place of a missing one.
fn take_results(message: &mut Message, rest: &mut VecDeque<Message>, ids: &mut UsedIds) -> Vec<Content> {
    let mut results = Vec::new();
    for call in &mut message.content {
        let Content::ToolCall { id, tool_name, provider_executed: false, .. } = call else { continue };
        let found = take_result(id, rest);
        let unique = ids.claim(id);
        id.clone_from(&unique);
        results
            .push(found.map_or_else(|| interrupted(&unique, tool_name), |result| with_id(result, &unique)));
    }
    results
}

/// The first result with this id before the next call with the same id.
fn take_result(wanted: &str, rest: &mut VecDeque<Message>) -> Option<Content> {
    for message in rest.iter_mut() {
        let calls_again = message
            .content
            .iter()
            .any(|it| matches!(it, Content::ToolCall { id, provider_executed: false, .. } if id == wanted));
        if calls_again {
            return None;
        }
        let place = message.content.iter().position(|it| is_local_result(it) && id_of(it) == Some(wanted));
        if let (Role::Tool, Some(place)) = (message.role, place) {
            return Some(message.content.remove(place));
        }
    }
    None
}

/// Gives each result that no call asked for a call of its own. Dropped are those whose call is answered
/// already, and those without a tool's name: no call can be made for them, and no provider takes them alone.
fn adopt_orphans(message: Message, ids: &mut UsedIds, repaired: &mut Vec<Message>) {
    for result in message.content {
        let Content::ToolResult { id, tool_name, .. } = &result else { continue };
        if tool_name.is_empty() || ids.is_known(id) {
            continue;
        }
        let unique = ids.claim(id);
        let call = Content::ToolCall {
            id: unique.clone(),
            tool_name: tool_name.clone(),
            args: json!({}),
            provider_executed: false,
            provider_metadata: None,
        };
        repaired.push(Message { role: Role::Assistant, content: vec![call] });
        repaired.push(Message { role: Role::Tool, content: vec![with_id(result, &unique)] });
    }
}

fn is_local_result(content: &Content) -> bool {
    matches!(content, Content::ToolResult { provider_executed: false, .. })
}

fn id_of(content: &Content) -> Option<&str> {
    match content {
        Content::ToolResult { id, .. } | Content::ToolCall { id, .. } => Some(id),
        Content::Text { .. } | Content::Reasoning { .. } | Content::File { .. } => None,
    }
}

fn with_id(mut result: Content, unique: &str) -> Content {
    if let Content::ToolResult { id, .. } = &mut result {
        unique.clone_into(id);
    }
    result
}

fn interrupted(id: &str, tool_name: &str) -> Content {
    Content::ToolResult {
        id: id.to_owned(),
        tool_name: tool_name.to_owned(),
        text: INTERRUPTED.to_owned(),
        media: None,
        is_error: true,
        provider_executed: false,
        provider_metadata: None,
    }
}

/// The ids handed out so far, and the original ids they were made from.
#[derive(Default)]
struct UsedIds {
    given: BTreeSet<String>,
    times_seen: BTreeMap<String, usize>,
}

impl UsedIds {
    fn is_known(&self, original: &str) -> bool {
        self.times_seen.contains_key(original)
    }

    fn claim(&mut self, original: &str) -> String {
        let times = self.times_seen.entry(original.to_owned()).or_default();
        loop {
            *times += 1;
            let candidate = if *times == 1 { original.to_owned() } else { format!("{original}_{times}") };
            if self.given.insert(candidate.clone()) {
                return candidate;
            }
        }
    }
}
