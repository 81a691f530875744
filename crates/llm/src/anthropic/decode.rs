//! Reads the stream of the Messages API.
//!
//! Invariant: `Finish` needs both a stop reason (of `message_delta`) and `message_stop` (chat-engine.md 2.5).

use std::collections::BTreeMap;

use ropewalk_model::chat::Usage;
use serde_json::{Value, json};

use super::wire::{Block, Delta, Event, MessageEnd, WireUsage};
use crate::decode::{Decode, DecodeError, Events, Flow, call_args, parse};
use crate::metadata::{ANTHROPIC, under};
use crate::transport::Frame;
use crate::{FinishReason, StreamEvent};

#[derive(Default)]
pub(crate) struct AnthropicDecoder {
    blocks: BTreeMap<u64, Open>,
    response_id: Option<String>,
    first_usage: WireUsage,
    last_usage: WireUsage,
    stop_reason: Option<String>,
    stop_details: Option<Value>,
}

/// A block that is not complete yet.
enum Open {
    Text {
        citations: Vec<Value>,
    },
    Thinking {
        signature: String,
    },
    Redacted {
        data: String,
    },
    Call {
        id: String,
        name: String,
        given: Value,
        json: String,
        provider_executed: bool,
    },
    /// A block that was complete at its start, or one that we do not know.
    Silent,
}

impl Decode for AnthropicDecoder {
    fn frame(&mut self, frame: &Frame, events: &mut Events) -> Result<Flow, DecodeError> {
        match parse::<Event>(&frame.data)? {
            Event::MessageStart { message } => {
                self.response_id = message.id;
                self.first_usage = message.usage;
            }
            Event::ContentBlockStart { index, content_block } => self.start(index, content_block, events),
            Event::ContentBlockDelta { index, delta } => self.delta(index, delta, events)?,
            Event::ContentBlockStop { index } => self.stop(index, events),
            Event::MessageDelta { delta, usage } => self.message_end(delta, usage),
            Event::MessageStop => return self.finish(events),
            Event::Error { error } => {
                return Err(DecodeError::declared_as(error.kind, error.message));
            }
            Event::Other => {}
        }
        Ok(Flow::More)
    }
}

impl AnthropicDecoder {
    fn start(&mut self, index: u64, block: Block, events: &mut Events) {
        let id = index.to_string();
        let open = match block {
            Block::Text { text } => {
                events.push_back(StreamEvent::TextStart { id: id.clone() });
                push_text(id, text, events);
                Open::Text { citations: Vec::new() }
            }
            Block::Thinking { thinking, signature } => {
                events.push_back(StreamEvent::ReasoningStart { id: id.clone() });
                push_reasoning(id, thinking, events);
                Open::Thinking { signature }
            }
            Block::RedactedThinking { data } => {
                events.push_back(StreamEvent::ReasoningStart { id });
                Open::Redacted { data }
            }
            Block::ToolUse { id, name, input } => start_call(id, name, input, false, events),
            Block::ServerToolUse { id, name, input } => start_call(id, name, input, true, events),
            Block::WebSearchToolResult { tool_use_id, content } => {
                push_search_result(tool_use_id, content, events);
                Open::Silent
            }
            Block::Other => Open::Silent,
        };
        self.blocks.insert(index, open);
    }

    fn delta(&mut self, index: u64, delta: Delta, events: &mut Events) -> Result<(), DecodeError> {
        let Some(block) = self.blocks.get_mut(&index) else {
            return Err(DecodeError::Malformed(format!("a delta for block {index}, which is not open")));
        };
        let id = index.to_string();
        match (block, delta) {
            (Open::Text { .. }, Delta::Text { text }) => push_text(id, text, events),
            (Open::Text { citations }, Delta::Citations { citation }) => {
                push_source(&citation, events);
                citations.push(citation);
            }
            (Open::Thinking { .. }, Delta::Thinking { thinking }) => push_reasoning(id, thinking, events),
            (Open::Thinking { signature }, Delta::Signature { signature: piece }) => {
                signature.push_str(&piece);
            }
            (Open::Call { id, json, .. }, Delta::InputJson { partial_json }) => {
                if !partial_json.is_empty() {
                    json.push_str(&partial_json);
                    events.push_back(StreamEvent::ToolInputDelta { id: id.clone(), delta: partial_json });
                }
            }
            (Open::Silent, _) | (_, Delta::Other) => {}
            (_, _) => {
                return Err(DecodeError::Malformed(format!("a delta that does not fit block {index}")));
            }
        }
        Ok(())
    }

    fn stop(&mut self, index: u64, events: &mut Events) {
        let id = index.to_string();
        match self.blocks.remove(&index) {
            Some(Open::Text { citations }) => {
                let citations = if citations.is_empty() { Value::Null } else { json!(citations) };
                let provider_metadata = under(ANTHROPIC, vec![("citations", citations)]);
                events.push_back(StreamEvent::TextEnd { id, provider_metadata });
            }
            Some(Open::Thinking { signature }) => {
                let signature = if signature.is_empty() { Value::Null } else { json!(signature) };
                let provider_metadata = under(ANTHROPIC, vec![("signature", signature)]);
                events.push_back(StreamEvent::ReasoningEnd { id, provider_metadata });
            }
            Some(Open::Redacted { data }) => {
                let provider_metadata = under(ANTHROPIC, vec![("redacted_data", json!(data))]);
                events.push_back(StreamEvent::ReasoningEnd { id, provider_metadata });
            }
            Some(Open::Call { id, name, given, json, provider_executed }) => {
                end_call(id, name, &given, &json, provider_executed, events);
            }
            Some(Open::Silent) | None => {}
        }
    }

    fn message_end(&mut self, delta: MessageEnd, usage: WireUsage) {
        if delta.stop_reason.is_some() {
            self.stop_reason = delta.stop_reason;
        }
        if delta.stop_details.is_some() {
            self.stop_details = delta.stop_details;
        }
        self.last_usage = usage;
    }

    fn finish(&mut self, events: &mut Events) -> Result<Flow, DecodeError> {
        let Some(word) = self.stop_reason.take().filter(|it| !it.is_empty()) else {
            return Err(DecodeError::Incomplete);
        };
        let open: Vec<u64> = self.blocks.keys().copied().collect();
        open.into_iter().for_each(|index| self.stop(index, events));
        let details = self.stop_details.take().unwrap_or_default();
        events.push_back(StreamEvent::Finish {
            usage: self.usage(),
            reason: finish_reason(&word),
            response_id: self.response_id.take(),
            provider_metadata: under(
                ANTHROPIC,
                vec![("stop_reason", json!(word)), ("stop_details", details)],
            ),
        });
        Ok(Flow::Done)
    }

    /// The input as counted at the start (later counts add up what server tools read), the output as counted
    /// at the end. Servers that count only at the end are believed too.
    fn usage(&self) -> Usage {
        let (first, last) = (self.first_usage, self.last_usage);
        let early = |first: Option<i64>, last: Option<i64>| first.filter(|it| *it > 0).or(last).unwrap_or(0);
        let input_tokens = early(first.input_tokens, last.input_tokens);
        let output_tokens = last.output_tokens.or(first.output_tokens).unwrap_or(0);
        Usage {
            input_tokens,
            output_tokens,
            total_tokens: input_tokens + output_tokens,
            reasoning_tokens: 0,
            cache_creation_tokens: early(first.cache_creation_input_tokens, last.cache_creation_input_tokens),
            cache_read_tokens: early(first.cache_read_input_tokens, last.cache_read_input_tokens),
        }
    }
}

fn start_call(id: String, name: String, given: Value, provider_executed: bool, events: &mut Events) -> Open {
    events.push_back(StreamEvent::ToolInputStart {
        id: id.clone(),
        tool_name: name.clone(),
        provider_executed,
    });
    Open::Call { id, name, given, json: String::new(), provider_executed }
}

/// Arguments come as pieces; a server that gives them whole at the start is understood too.
fn end_call(
    id: String,
    name: String,
    given: &Value,
    json: &str,
    provider_executed: bool,
    events: &mut Events,
) {
    let is_given = json.is_empty() && given.as_object().is_some_and(|it| !it.is_empty());
    let args = if is_given { given.clone() } else { call_args(json) };
    if is_given {
        events.push_back(StreamEvent::ToolInputDelta { id: id.clone(), delta: args.to_string() });
    }
    events.push_back(StreamEvent::ToolInputEnd { id: id.clone() });
    events.push_back(StreamEvent::ToolCall {
        id,
        tool_name: name,
        args,
        provider_executed,
        provider_metadata: None,
    });
}

fn push_text(id: String, text: String, events: &mut Events) {
    if !text.is_empty() {
        events.push_back(StreamEvent::TextDelta { id, text });
    }
}

fn push_reasoning(id: String, text: String, events: &mut Events) {
    if !text.is_empty() {
        events.push_back(StreamEvent::ReasoningDelta { id, text });
    }
}

/// The result of a search: its pages, or an object with an error code.
fn push_search_result(id: String, result: Value, events: &mut Events) {
    for page in result.as_array().map_or(&[][..], Vec::as_slice) {
        push_source(page, events);
    }
    events.push_back(StreamEvent::ToolResult {
        id,
        tool_name: "web_search".to_owned(),
        is_error: !result.is_array(),
        result,
        provider_metadata: None,
    });
}

fn push_source(page: &Value, events: &mut Events) {
    if let Some(url) = page["url"].as_str() {
        let title = page["title"].as_str().map(str::to_owned);
        events.push_back(StreamEvent::Source { source_id: None, url: url.to_owned(), title });
    }
}

fn finish_reason(word: &str) -> FinishReason {
    match word {
        "end_turn" | "pause_turn" | "stop_sequence" => FinishReason::Stop,
        "max_tokens" | "model_context_window_exceeded" => FinishReason::Length,
        "tool_use" => FinishReason::ToolCalls,
        "refusal" | "content_filtered" | "guardrail_intervened" => FinishReason::ContentFilter,
        _ => FinishReason::Unknown,
    }
}
