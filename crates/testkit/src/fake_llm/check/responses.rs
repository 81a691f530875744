//! The Responses API: each function call has its output after it, before anybody else speaks; a reasoning
//! item is followed by the item that it belongs to.

use serde_json::Value;

use super::super::recorded::{RecordedRequest, items, text_of};
use super::{Findings, is_blank, is_name, repeated};

pub(super) fn check(request: &RecordedRequest, found: &mut Findings) {
    let include = items(&request.body["include"]);
    found.demand(include.iter().any(|it| it == "reasoning.encrypted_content"), || {
        "`include` lacks reasoning.encrypted_content".to_owned()
    });
    let input = request.messages();
    let calls: Vec<&str> =
        input.iter().filter(|it| it["type"] == "function_call").map(|it| text_of(&it["call_id"])).collect();
    for id in repeated(&calls) {
        found.demand(false, || format!("the call {id} occurs twice"));
    }
    let mut open: Vec<&str> = Vec::new();
    for (place, item) in input.iter().enumerate() {
        match text_of(&item["type"]) {
            "" | "message" => {
                found
                    .demand(open.is_empty(), || format!("item {place} comes before the outputs of {open:?}"));
                check_message(place, item, found);
            }
            "function_call" => {
                open.push(text_of(&item["call_id"]));
                check_call(place, item, found);
            }
            "function_call_output" => {
                let id = text_of(&item["call_id"]);
                found.demand(open.contains(&id), || {
                    format!("no tool call found for function call output {id}")
                });
                open.retain(|it| *it != id);
                let has_output = item["output"].is_string() || !items(&item["output"]).is_empty();
                found.demand(has_output, || format!("the output of {id} is missing"));
            }
            "reasoning" => check_reasoning(place, item, input.get(place + 1), found),
            "web_search_call" => {
                found.demand(!is_blank(&item["id"]), || format!("item {place} has no id"));
            }
            kind => found.demand(false, || format!("item {place} has the unknown type {kind:?}")),
        }
    }
    found.demand(open.is_empty(), || format!("no tool output found for function calls {open:?}"));
}

fn check_message(place: usize, item: &Value, found: &mut Findings) {
    let role = text_of(&item["role"]);
    let is_known = matches!(role, "system" | "developer" | "user" | "assistant");
    found.demand(is_known, || format!("item {place} has the role {role:?}"));
    let content = &item["content"];
    let is_empty = is_blank(content) && items(content).is_empty();
    found.demand(!is_empty, || format!("item {place} is empty"));
    for part in items(content) {
        let holds = match (text_of(&part["type"]), role) {
            ("output_text", "assistant") | ("input_text", "system" | "developer" | "user") => {
                !is_blank(&part["text"])
            }
            ("input_image", "user") => !is_blank(&part["image_url"]),
            ("input_file", "user") => !is_blank(&part["file_data"]),
            _ => false,
        };
        found.demand(holds, || format!("item {place} ({role}) has a bad part of type {}", part["type"]));
    }
}

fn check_call(place: usize, item: &Value, found: &mut Findings) {
    let args: Option<Value> = serde_json::from_str(text_of(&item["arguments"])).ok();
    let holds = is_name(text_of(&item["call_id"]))
        && is_name(text_of(&item["name"]))
        && args.is_some_and(|it| it.is_object());
    found.demand(holds, || format!("item {place} is a bad call: {item}"));
}

fn check_reasoning(place: usize, item: &Value, next: Option<&Value>, found: &mut Findings) {
    found.demand(!is_blank(&item["id"]) && item["summary"].is_array(), || {
        format!("item {place} is a bad reasoning item")
    });
    let is_followed = next.is_some_and(|it| match text_of(&it["type"]) {
        "function_call" | "web_search_call" | "reasoning" => true,
        "message" => it["role"] == "assistant",
        _ => false,
    });
    found.demand(is_followed, || {
        format!("item {place} of type 'reasoning' was provided without its required following item")
    });
}
