//! The Gemini API: a content with calls is followed directly by one with exactly their results; newer models demand
//! the signature of each turn's first call.

use serde_json::Value;

use super::super::recorded::{RecordedRequest, items, text_of};
use super::{Findings, is_blank, is_name};

/// What a part may be.
const KINDS: [&str; 6] =
    ["text", "inlineData", "functionCall", "functionResponse", "toolCall", "toolResponse"];

pub(super) fn check(request: &RecordedRequest, found: &mut Findings) {
    found.demand(request.path.contains("alt=sse"), || "`alt=sse` is missing".to_owned());
    for part in items(&request.body["systemInstruction"]["parts"]) {
        found.demand(!is_blank(&part["text"]), || "a system part is empty".to_owned());
    }
    check_tools(request, found);
    let contents = request.messages();
    found.demand(contents.first().is_some_and(|it| it["role"] == "user"), || {
        "the first content is not the user's".to_owned()
    });
    found.demand(contents.last().is_some_and(|it| it["role"] == "user"), || {
        "the last content is not the user's".to_owned()
    });
    let mut open: Vec<&Value> = Vec::new();
    for (place, content) in contents.iter().enumerate() {
        check_parts(place, content, found);
        let results: Vec<&Value> = members(content, "functionResponse").collect();
        check_results(place, &open, &results, found);
        open = members(content, "functionCall").collect();
        let is_models = content["role"] == "model";
        found.demand(open.is_empty() || is_models, || format!("content {place} has calls of the user"));
    }
    found.demand(open.is_empty(), || "calls without results at the end".to_owned());
    if request.model().starts_with("gemini-3") {
        check_signatures(contents, found);
    }
}

fn check_tools(request: &RecordedRequest, found: &mut Findings) {
    let tools = items(&request.body["tools"]);
    let has_search = tools.iter().any(|it| it["googleSearch"].is_object());
    let has_own = !request.tool_names().is_empty();
    let config = &request.body["toolConfig"];
    if has_search && has_own {
        let is_new = request.model().starts_with("gemini-3");
        found.demand(is_new, || "this model does not search beside functions".to_owned());
        let is_asked = config["includeServerSideToolInvocations"] == true;
        found.demand(is_asked, || "`includeServerSideToolInvocations` is missing".to_owned());
    }
    let calling = &config["functionCallingConfig"];
    let mode = text_of(&calling["mode"]);
    found.demand(calling.is_null() || (has_own && matches!(mode, "AUTO" | "NONE" | "ANY")), || {
        format!("a bad `functionCallingConfig`: {calling}")
    });
}

/// Each part is exactly one thing.
fn check_parts(place: usize, content: &Value, found: &mut Findings) {
    let role = text_of(&content["role"]);
    found.demand(matches!(role, "user" | "model"), || format!("content {place} has the role {role:?}"));
    let parts = items(&content["parts"]);
    found.demand(!parts.is_empty(), || format!("content {place} has no parts"));
    for part in parts {
        let kinds: Vec<&str> = KINDS.into_iter().filter(|it| !part[*it].is_null()).collect();
        let holds = match kinds.as_slice() {
            ["text"] => !is_blank(&part["text"]) || !is_blank(&part["thoughtSignature"]),
            ["inlineData"] => {
                !is_blank(&part["inlineData"]["mimeType"]) && !is_blank(&part["inlineData"]["data"])
            }
            ["functionCall"] => {
                is_name(text_of(&part["functionCall"]["name"])) && part["functionCall"]["args"].is_object()
            }
            ["functionResponse"] => {
                is_name(text_of(&part["functionResponse"]["name"]))
                    && part["functionResponse"]["response"].is_object()
            }
            ["toolCall" | "toolResponse"] => role == "model",
            _ => false,
        };
        found.demand(holds, || format!("content {place} has a bad part: {part}"));
    }
}

/// The results answer the calls of the content before, by id where the call has one, else by their place.
fn check_results(place: usize, calls: &[&Value], results: &[&Value], found: &mut Findings) {
    found.demand(calls.len() == results.len(), || {
        format!("content {place} has {} results for {} calls", results.len(), calls.len())
    });
    for (call, result) in calls.iter().zip(results) {
        found.demand(call["name"] == result["name"] && call["id"] == result["id"], || {
            format!("content {place} has the result {result} for the call {call}")
        });
    }
}

/// Since the last question of a person, the first call of each content must be signed.
fn check_signatures(contents: &[Value], found: &mut Findings) {
    let is_question = |it: &Value| it["role"] == "user" && members(it, "functionResponse").next().is_none();
    let turn = contents.iter().rposition(is_question).unwrap_or_default();
    for content in contents.iter().skip(turn) {
        let mut parts = items(&content["parts"]).iter();
        if let Some(first) = parts.find(|it| it["functionCall"].is_object()) {
            found.demand(!is_blank(&first["thoughtSignature"]), || {
                format!("Function call is missing a thought_signature: {first}")
            });
        }
    }
}

fn members<'a>(content: &'a Value, kind: &'a str) -> impl Iterator<Item = &'a Value> {
    items(&content["parts"]).iter().map(move |it| &it[kind]).filter(|it| it.is_object())
}
