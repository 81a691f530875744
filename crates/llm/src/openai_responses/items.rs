//! The output items of one answer, from their announcement to their completion.
//!
//! A server may send an item's text piece by piece, whole at its completion, or both; each character goes out
//! once. Parallel calls are told apart by their place in the output.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::wire::{Item, Part};
use crate::StreamEvent;
use crate::decode::{DecodeError, Events, call_args};
use crate::metadata::{OPENAI, under};

const SEARCH: &str = "web_search";

#[derive(Default)]
pub(super) struct Items {
    open: BTreeMap<u64, Open>,
    /// Whether any call of ours was made.
    pub(super) has_calls: bool,
}

/// An item that is not complete yet.
enum Open {
    Message {
        is_started: bool,
    },
    Reasoning {
        last_summary: Option<u64>,
        has_text: bool,
    },
    Call {
        id: String,
        name: String,
        args: String,
    },
    Search {
        id: String,
    },
    /// An item of a kind that we do not know.
    Silent,
}

impl Items {
    pub(super) fn add(&mut self, index: u64, item: &Item, events: &mut Events) -> Result<(), DecodeError> {
        let open = match item.kind.as_str() {
            "message" => Open::Message { is_started: false },
            "reasoning" => {
                events.push_back(StreamEvent::ReasoningStart { id: index.to_string() });
                Open::Reasoning { last_summary: None, has_text: false }
            }
            "function_call" => {
                let id = required(item.call_id.as_ref(), "call_id")?;
                let name = required(item.name.as_ref(), "name")?;
                self.has_calls = true;
                events.push_back(StreamEvent::ToolInputStart {
                    id: id.clone(),
                    tool_name: name.clone(),
                    provider_executed: false,
                });
                Open::Call { id, name, args: String::new() }
            }
            "web_search_call" => {
                let id = required(item.id.as_ref(), "id")?;
                events.push_back(StreamEvent::ToolInputStart {
                    id: id.clone(),
                    tool_name: SEARCH.to_owned(),
                    provider_executed: true,
                });
                Open::Search { id }
            }
            _ => Open::Silent,
        };
        self.open.insert(index, open);
        Ok(())
    }

    /// More text of a message.
    pub(super) fn text(&mut self, index: u64, delta: &str, events: &mut Events) -> Result<(), DecodeError> {
        match self.open.get_mut(&index) {
            Some(Open::Message { is_started }) => {
                start_text(index, is_started, events);
                push_text(index, delta, events);
                Ok(())
            }
            Some(Open::Silent) => Ok(()),
            Some(Open::Reasoning { .. } | Open::Call { .. } | Open::Search { .. }) | None => {
                Err(misplaced("text", index))
            }
        }
    }

    /// More reasoning. The parts of a summary are paragraphs.
    pub(super) fn reasoning(
        &mut self,
        index: u64,
        part: Option<u64>,
        delta: &str,
        events: &mut Events,
    ) -> Result<(), DecodeError> {
        match self.open.get_mut(&index) {
            Some(Open::Reasoning { last_summary, has_text }) => {
                if *has_text && *last_summary != part {
                    push_reasoning(index, "\n\n", events);
                }
                *last_summary = part;
                *has_text |= !delta.is_empty();
                push_reasoning(index, delta, events);
                Ok(())
            }
            Some(Open::Silent) => Ok(()),
            Some(Open::Message { .. } | Open::Call { .. } | Open::Search { .. }) | None => {
                Err(misplaced("reasoning", index))
            }
        }
    }

    /// More of a call's arguments.
    pub(super) fn args(&mut self, index: u64, delta: &str, events: &mut Events) -> Result<(), DecodeError> {
        match self.open.get_mut(&index) {
            Some(Open::Call { id, args, .. }) => {
                if !delta.is_empty() {
                    args.push_str(delta);
                    events.push_back(StreamEvent::ToolInputDelta { id: id.clone(), delta: delta.to_owned() });
                }
                Ok(())
            }
            Some(Open::Silent) => Ok(()),
            Some(Open::Message { .. } | Open::Reasoning { .. } | Open::Search { .. }) | None => {
                Err(misplaced("arguments", index))
            }
        }
    }

    /// An item is complete.
    pub(super) fn complete(
        &mut self,
        index: u64,
        item: &Item,
        events: &mut Events,
    ) -> Result<(), DecodeError> {
        if !self.open.contains_key(&index) {
            self.add(index, item, events)?;
        }
        match self.open.remove(&index) {
            Some(Open::Message { is_started }) => end_text(index, is_started, item, events),
            Some(Open::Reasoning { has_text, .. }) => end_reasoning(index, has_text, item, events),
            Some(Open::Call { id, name, args }) => end_call(id, name, args, item, events),
            Some(Open::Search { id }) => end_search(id, item, events),
            Some(Open::Silent) | None => {}
        }
        Ok(())
    }

    /// Whether an item was announced and never completed.
    pub(super) fn has_open(&self) -> bool {
        self.open.values().any(|it| !matches!(it, Open::Silent))
    }

    /// Completes what the server left open at the end of the answer.
    pub(super) fn complete_all(&mut self, events: &mut Events) -> Result<(), DecodeError> {
        let open: Vec<u64> = self.open.keys().copied().collect();
        open.into_iter().try_for_each(|index| self.complete(index, &Item::default(), events))
    }
}

fn start_text(index: u64, is_started: &mut bool, events: &mut Events) {
    if !*is_started {
        *is_started = true;
        events.push_back(StreamEvent::TextStart { id: index.to_string() });
    }
}

fn push_text(index: u64, text: &str, events: &mut Events) {
    if !text.is_empty() {
        events.push_back(StreamEvent::TextDelta { id: index.to_string(), text: text.to_owned() });
    }
}

fn push_reasoning(index: u64, text: &str, events: &mut Events) {
    if !text.is_empty() {
        events.push_back(StreamEvent::ReasoningDelta { id: index.to_string(), text: text.to_owned() });
    }
}

fn end_text(index: u64, mut is_started: bool, item: &Item, events: &mut Events) {
    if !is_started {
        let parts = item.content.as_deref().unwrap_or_default();
        let text =
            parts.iter().filter_map(|it| it.text.as_deref().or(it.refusal.as_deref())).collect::<String>();
        if text.is_empty() {
            return;
        }
        start_text(index, &mut is_started, events);
        push_text(index, &text, events);
    }
    let provider_metadata = under(OPENAI, vec![("phase", json!(item.phase))]);
    events.push_back(StreamEvent::TextEnd { id: index.to_string(), provider_metadata });
}

fn end_reasoning(index: u64, has_text: bool, item: &Item, events: &mut Events) {
    if !has_text {
        let texts = |parts: &Option<Vec<Part>>| {
            let parts = parts.as_deref().unwrap_or_default();
            parts.iter().filter_map(|it| it.text.clone()).collect::<Vec<_>>().join("\n\n")
        };
        let summary = texts(&item.summary);
        let text = if summary.is_empty() { texts(&item.content) } else { summary };
        push_reasoning(index, &text, events);
    }
    let fields = vec![("item_id", json!(item.id)), ("encrypted_content", json!(item.encrypted_content))];
    events.push_back(StreamEvent::ReasoningEnd {
        id: index.to_string(),
        provider_metadata: under(OPENAI, fields),
    });
}

fn end_call(id: String, name: String, mut args: String, item: &Item, events: &mut Events) {
    let whole = item.arguments.as_deref().unwrap_or_default();
    if args.is_empty() && !whole.is_empty() {
        whole.clone_into(&mut args);
        events.push_back(StreamEvent::ToolInputDelta { id: id.clone(), delta: args.clone() });
    }
    events.push_back(StreamEvent::ToolInputEnd { id: id.clone() });
    events.push_back(StreamEvent::ToolCall {
        id,
        tool_name: name,
        args: call_args(&args),
        provider_executed: false,
        provider_metadata: None,
    });
}

/// A search is call and result in one item. Its action is what goes back to the provider, under its id.
fn end_search(id: String, item: &Item, events: &mut Events) {
    let provider_metadata = under(OPENAI, vec![("item_id", json!(id))]);
    let action = if item.action.is_object() { item.action.clone() } else { json!({}) };
    events.push_back(StreamEvent::ToolInputEnd { id: id.clone() });
    events.push_back(StreamEvent::ToolCall {
        id: id.clone(),
        tool_name: SEARCH.to_owned(),
        args: action.clone(),
        provider_executed: true,
        provider_metadata: provider_metadata.clone(),
    });
    for source in action["sources"].as_array().map_or(&[][..], Vec::as_slice) {
        push_source(source, events);
    }
    events.push_back(StreamEvent::ToolResult {
        id,
        tool_name: SEARCH.to_owned(),
        result: json!({"status": item.status, "action": action}),
        is_error: item.status.as_deref() == Some("failed"),
        provider_metadata,
    });
}

/// A page that the answer cites or that a search found.
pub(super) fn push_source(page: &Value, events: &mut Events) {
    if let Some(url) = page["url"].as_str() {
        let title = page["title"].as_str().map(str::to_owned);
        events.push_back(StreamEvent::Source { source_id: None, url: url.to_owned(), title });
    }
}

fn required(field: Option<&String>, name: &str) -> Result<String, DecodeError> {
    let present = field.filter(|it| !it.is_empty()).cloned();
    present.ok_or_else(|| DecodeError::Malformed(format!("an item without `{name}`")))
}

fn misplaced(what: &str, index: u64) -> DecodeError {
    DecodeError::Malformed(format!("{what} for item {index}, which does not take it"))
}
