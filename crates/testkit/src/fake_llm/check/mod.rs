//! What the real providers demand of every request. A violation is answered with the provider's 400 and
//! remembered, so that a test fails even where the code under test copes with the refusal.

mod anthropic;
mod chat;
mod google;
mod responses;

use serde_json::Value;

use super::recorded::{Protocol, RecordedRequest, text_of};

/// All violations of a request; empty for a good one.
pub(super) fn violations(request: &RecordedRequest) -> Vec<String> {
    let mut found = Findings(Vec::new());
    found.demand(request.body.is_object(), || "the body is not a JSON object".to_owned());
    found.demand(!request.model().is_empty(), || "`model` is missing".to_owned());
    let names_stream = match request.protocol {
        Protocol::Anthropic | Protocol::Responses | Protocol::Chat => {
            request.body["stream"] == Value::Bool(true)
        }
        // The path says so; the body must not.
        Protocol::Google | Protocol::Bedrock => {
            request.body["stream"].is_null() && request.body["model"].is_null()
        }
    };
    found.demand(names_stream, || "`stream` is not what this provider takes".to_owned());
    found.demand(!request.messages().is_empty(), || "there are no messages".to_owned());
    match request.protocol {
        Protocol::Anthropic => {
            let has_version = request.header("anthropic-version").is_some();
            found.demand(has_version, || "the header anthropic-version is missing".to_owned());
            anthropic::check(request, &mut found);
        }
        Protocol::Bedrock => {
            let has_version = request.body["anthropic_version"] == "bedrock-2023-05-31";
            found.demand(has_version, || "`anthropic_version` is missing".to_owned());
            let has_search = request.tool_names().iter().any(|it| it == "web_search");
            found.demand(!has_search, || "Bedrock runs no tools of its own".to_owned());
            anthropic::check(request, &mut found);
        }
        Protocol::Google => google::check(request, &mut found),
        Protocol::Responses => responses::check(request, &mut found),
        Protocol::Chat => chat::check(request, &mut found),
    }
    let names = request.tool_names();
    let is_choice_alone = !request.body["tool_choice"].is_null() && names.is_empty();
    found.demand(!is_choice_alone, || "`tool_choice` without tools".to_owned());
    for (place, name) in names.iter().enumerate() {
        found.demand(is_name(name), || format!("the tool name {name:?} is not allowed"));
        found.demand(!names[..place].contains(name), || format!("the tool {name:?} is offered twice"));
    }
    found.0
}

/// The violations found so far.
struct Findings(Vec<String>);

impl Findings {
    /// Notes a violation unless `holds`.
    fn demand(&mut self, holds: bool, violation: impl FnOnce() -> String) {
        if !holds {
            self.0.push(violation());
        }
    }
}

/// Whether this is a name that all providers accept for a tool or a call.
fn is_name(text: &str) -> bool {
    let is_allowed = |it: char| it.is_ascii_alphanumeric() || it == '_' || it == '-';
    !text.is_empty() && text.len() <= 128 && text.chars().all(is_allowed)
}

/// Whether a text says nothing.
fn is_blank(value: &Value) -> bool {
    text_of(value).trim().is_empty()
}

/// The ids that occur more than once.
fn repeated(ids: &[&str]) -> Vec<String> {
    let is_repeated = |(place, id): &(usize, &&str)| ids[..*place].contains(*id);
    ids.iter().enumerate().filter(is_repeated).map(|(_, id)| (*id).to_owned()).collect()
}
