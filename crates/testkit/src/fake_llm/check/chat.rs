//! Chat Completions: an assistant message with calls is followed directly by one `tool` message per call.

use serde_json::Value;

use super::super::recorded::{RecordedRequest, items, text_of};
use super::{Findings, is_blank, is_name, repeated};

pub(super) fn check(request: &RecordedRequest, found: &mut Findings) {
    check_address(request, found);
    let mut open: Vec<&str> = Vec::new();
    for (place, message) in request.messages().iter().enumerate() {
        let role = text_of(&message["role"]);
        if role == "tool" {
            let id = text_of(&message["tool_call_id"]);
            found.demand(open.contains(&id), || format!("message {place} has a result without a call: {id}"));
            open.retain(|it| *it != id);
        } else {
            found.demand(open.is_empty(), || format!("message {place} comes before the results of {open:?}"));
            open = items(&message["tool_calls"]).iter().map(|it| text_of(&it["id"])).collect();
        }
        for id in repeated(&open) {
            found.demand(false, || format!("message {place} has two calls {id}"));
        }
        check_message(place, role, message, found);
    }
    found.demand(open.is_empty(), || format!("calls without results at the end: {open:?}"));
    let is_ours = |it: &Value| it["role"] == "assistant";
    found.demand(!request.messages().last().is_some_and(is_ours), || {
        "the last message is the assistant's".to_owned()
    });
}

/// What only gateways take, and what only Azure's older addresses need.
fn check_address(request: &RecordedRequest, found: &mut Findings) {
    let reasoning = &request.body["reasoning"];
    found.demand(reasoning.is_null() || request.is_gateway(), || "`reasoning` is a gateway's".to_owned());
    let is_double = !reasoning["effort"].is_null() && !reasoning["max_tokens"].is_null();
    found.demand(!is_double, || "`reasoning` has both an effort and a number of tokens".to_owned());
    for message in request.messages() {
        let details = items(&message["reasoning_details"]);
        found.demand(details.is_empty() || request.is_gateway(), || {
            "`reasoning_details` are a gateway's".to_owned()
        });
        for detail in details {
            let kind = text_of(&detail["type"]);
            found.demand(kind.starts_with("reasoning."), || format!("a bad detail of reasoning: {detail}"));
        }
    }
}

fn check_message(place: usize, role: &str, message: &Value, found: &mut Findings) {
    let content = &message["content"];
    let is_empty = is_blank(content) && items(content).is_empty();
    let calls = items(&message["tool_calls"]);
    let holds = match role {
        "system" | "developer" | "user" => !is_empty,
        "assistant" => !is_empty || !calls.is_empty(),
        "tool" => content.is_string() || !is_empty,
        _ => false,
    };
    found.demand(holds, || format!("message {place} ({role}) is empty or has an unknown role"));
    for call in calls {
        let function = &call["function"];
        let args: Option<Value> = serde_json::from_str(text_of(&function["arguments"])).ok();
        let holds = call["type"] == "function"
            && is_name(text_of(&call["id"]))
            && is_name(text_of(&function["name"]))
            && args.is_some_and(|it| it.is_object());
        found.demand(holds, || format!("message {place} has a bad call: {call}"));
    }
    for part in items(content) {
        let holds = match text_of(&part["type"]) {
            "text" => !is_blank(&part["text"]),
            "image_url" => !is_blank(&part["image_url"]["url"]),
            "file" => !is_blank(&part["file"]["file_data"]),
            _ => false,
        };
        found.demand(holds, || format!("message {place} has a bad part of type {}", part["type"]));
    }
}
