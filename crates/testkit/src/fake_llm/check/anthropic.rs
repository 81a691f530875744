//! The Messages API: the user speaks first, roles alternate, and the message after a `tool_use` begins with
//! its `tool_result`s.

use serde_json::Value;

use super::super::recorded::{RecordedRequest, items, text_of};
use super::{Findings, is_blank, is_name, repeated};

/// The most cache marks of one request.
const MAX_CACHE_MARKS: usize = 4;

pub(super) fn check(request: &RecordedRequest, found: &mut Findings) {
    let body = &request.body;
    found.demand(body["max_tokens"].as_i64().is_some_and(|it| it > 0), || {
        "`max_tokens` is missing".to_owned()
    });
    if let Some(budget) = body["thinking"]["budget_tokens"].as_i64() {
        let is_below = body["max_tokens"].as_i64().is_some_and(|it| budget < it);
        found.demand(is_below && budget >= 1024, || format!("the thinking budget {budget} is out of range"));
    }
    let marks = count_marks(body);
    found.demand(marks <= MAX_CACHE_MARKS, || format!("{marks} cache marks"));
    for block in items(&body["system"]) {
        found.demand(!is_blank(&block["text"]), || "a system block is empty".to_owned());
    }
    check_roles(request.messages(), found);
    let mut calls: Vec<&str> = Vec::new();
    let mut open: Vec<&str> = Vec::new();
    for (place, message) in request.messages().iter().enumerate() {
        check_blocks(place, message, found);
        check_results(place, message, &open, found);
        open = ids(message, "tool_use", "id");
        calls.extend(&open);
    }
    found.demand(open.is_empty(), || format!("calls without results at the end: {open:?}"));
    for id in repeated(&calls) {
        found.demand(false, || format!("the call {id} occurs twice"));
    }
}

fn check_roles(messages: &[Value], found: &mut Findings) {
    for (place, message) in messages.iter().enumerate() {
        let wanted = if place % 2 == 0 { "user" } else { "assistant" };
        found.demand(text_of(&message["role"]) == wanted, || {
            format!("message {place} has the role {} and not {wanted}", message["role"])
        });
    }
    found.demand(messages.last().is_none_or(|it| it["role"] == "user"), || {
        "the last message is not the user's".to_owned()
    });
}

/// The results at the start of a message must answer exactly the calls of the message before it.
fn check_results(place: usize, message: &Value, open: &[&str], found: &mut Findings) {
    let blocks = items(&message["content"]);
    let is_result = |it: &&Value| it["type"] == "tool_result";
    let leading: Vec<&str> =
        blocks.iter().take_while(is_result).map(|it| text_of(&it["tool_use_id"])).collect();
    let all = ids(message, "tool_result", "tool_use_id");
    found.demand(leading.len() == all.len(), || {
        format!("message {place} has tool results after other content")
    });
    for id in &all {
        found.demand(open.contains(id), || format!("message {place} has a result without a call: {id}"));
    }
    for id in open {
        found.demand(all.contains(id), || format!("message {place} lacks the result of the call {id}"));
    }
    for id in repeated(&all) {
        found.demand(false, || format!("message {place} has two results of the call {id}"));
    }
}

fn check_blocks(place: usize, message: &Value, found: &mut Findings) {
    let blocks = items(&message["content"]);
    let is_empty = blocks.is_empty() && is_blank(&message["content"]);
    found.demand(!is_empty, || format!("message {place} is empty"));
    let searches = ids(message, "server_tool_use", "id");
    let found_by = ids(message, "web_search_tool_result", "tool_use_id");
    for block in blocks {
        let holds = match text_of(&block["type"]) {
            "text" => !is_blank(&block["text"]),
            "tool_use" => {
                is_name(text_of(&block["id"]))
                    && is_name(text_of(&block["name"]))
                    && block["input"].is_object()
            }
            "server_tool_use" => {
                let id = text_of(&block["id"]);
                is_name(id)
                    && id.starts_with("srvtoolu_")
                    && block["name"] == "web_search"
                    && block["input"].is_object()
                    && found_by.contains(&id)
            }
            "tool_result" => is_name(text_of(&block["tool_use_id"])) && !is_empty_result(block),
            "web_search_tool_result" => {
                let content = &block["content"];
                let is_sealed = |it: &Value| it["encrypted_content"].is_string() && it["url"].is_string();
                searches.contains(&text_of(&block["tool_use_id"]))
                    && (content["error_code"].is_string()
                        || content.as_array().is_some_and(|it| it.iter().all(is_sealed)))
            }
            "thinking" => !is_blank(&block["signature"]) && block["cache_control"].is_null(),
            "redacted_thinking" => !is_blank(&block["data"]) && block["cache_control"].is_null(),
            "image" | "document" => block["source"].is_object(),
            _ => false,
        };
        found.demand(holds, || format!("message {place} has a bad block: {block}"));
    }
}

fn is_empty_result(block: &Value) -> bool {
    let content = &block["content"];
    let is_blank_part = |it: &Value| it["type"] == "text" && is_blank(&it["text"]);
    items(content).iter().any(is_blank_part) || (content.is_string() && is_blank(content))
}

fn ids<'a>(message: &'a Value, kind: &str, key: &str) -> Vec<&'a str> {
    let blocks = items(&message["content"]).iter();
    blocks.filter(|it| it["type"] == kind).map(|it| text_of(&it[key])).collect()
}

fn count_marks(value: &Value) -> usize {
    match value {
        Value::Object(fields) => {
            usize::from(fields.contains_key("cache_control"))
                + fields.values().map(count_marks).sum::<usize>()
        }
        Value::Array(elements) => elements.iter().map(count_marks).sum(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => 0,
    }
}
