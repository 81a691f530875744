//! Reads the stream of Chat Completions.
//!
//! Invariant: `Finish` needs both a finish reason and `[DONE]`. The specification leaves this protocol open
//! (chat-engine.md PV-22); both are asked for, because usage comes between them, and a stream cut before it
//! would look complete.

use ropewalk_model::chat::Usage;
use serde_json::{Value, json};

use super::calls::Calls;
use super::details::{Details, words};
use super::history::REASONING_FIELDS;
use super::wire::{Choice, Chunk, Delta, WireUsage};
use super::{metadata_key, replays_reasoning};
use crate::decode::{Decode, DecodeError, Events, Flow, parse};
use crate::metadata::{OPENAI_COMPAT, under};
use crate::transport::Frame;
use crate::{FinishReason, ProviderKind, StreamEvent};

pub(super) struct ChatDecoder {
    kind: ProviderKind,
    open: Option<Open>,
    /// The details of the open block of reasoning.
    details: Details,
    /// How many blocks of text and reasoning began.
    blocks: usize,
    calls: Calls,
    has_calls: bool,
    response_id: Option<String>,
    finish_reason: Option<String>,
    usage: WireUsage,
}

/// The block that grows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    Text,
    Reasoning { field: &'static str },
}

impl Decode for ChatDecoder {
    fn frame(&mut self, frame: &Frame, events: &mut Events) -> Result<Flow, DecodeError> {
        if frame.data.trim() == "[DONE]" {
            return self.finish(events);
        }
        let chunk: Chunk = parse(&frame.data)?;
        if !chunk.error.is_null() {
            return Err(DecodeError::declared(&json!({"error": chunk.error})));
        }
        if self.response_id.is_none() {
            self.response_id = chunk.id.filter(|it| !it.is_empty());
        }
        if let Some(usage) = chunk.usage {
            self.usage = usage;
        }
        let choices = chunk.choices.unwrap_or_default();
        // We ask for one choice; were there more, they would be alternatives.
        for choice in choices.into_iter().filter(|it| it.index.unwrap_or(0) == 0) {
            self.choice(choice, events)?;
        }
        Ok(Flow::More)
    }
}

impl ChatDecoder {
    pub(super) fn new(kind: ProviderKind, history_len: usize) -> Self {
        Self {
            kind,
            open: None,
            details: Details::default(),
            blocks: 0,
            calls: Calls::new(history_len),
            has_calls: false,
            response_id: None,
            finish_reason: None,
            usage: WireUsage::default(),
        }
    }

    fn choice(&mut self, choice: Choice, events: &mut Events) -> Result<(), DecodeError> {
        if let Some(delta) = choice.delta {
            self.delta(delta, events)?;
        }
        if let Some(reason) = choice.finish_reason.filter(|it| !it.is_empty()) {
            self.finish_reason = Some(reason);
        }
        Ok(())
    }

    fn delta(&mut self, delta: Delta, events: &mut Events) -> Result<(), DecodeError> {
        let [content_field, short_field] = REASONING_FIELDS;
        let (field, thought) = match delta.reasoning_content.filter(|it| !it.is_empty()) {
            Some(text) => (content_field, text),
            None => (short_field, delta.reasoning.as_str().unwrap_or_default().to_owned()),
        };
        self.reasoning(field, thought, delta.reasoning_details.unwrap_or_default(), events);
        self.content(&delta.content, events);
        self.text(delta.refusal.unwrap_or_default(), events);
        for call in delta.tool_calls.unwrap_or_default() {
            self.close(events);
            self.calls.push(call, self.response_id.as_deref(), events)?;
            self.has_calls = !self.calls.is_empty();
        }
        Ok(())
    }

    /// A text, or parts: texts, and thoughts with texts of their own.
    fn content(&mut self, content: &Value, events: &mut Events) {
        match content {
            Value::String(text) => self.text(text.clone(), events),
            Value::Array(parts) => {
                for part in parts {
                    for thought in part["thinking"].as_array().map_or(&[][..], Vec::as_slice) {
                        let text = thought["text"].as_str().unwrap_or_default();
                        self.reasoning(REASONING_FIELDS[0], text.to_owned(), Vec::new(), events);
                    }
                    self.text(part["text"].as_str().unwrap_or_default().to_owned(), events);
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => {}
        }
    }

    fn text(&mut self, text: String, events: &mut Events) {
        if text.is_empty() {
            return;
        }
        if self.open != Some(Open::Text) {
            self.close(events);
            self.open = Some(Open::Text);
            events.push_back(StreamEvent::TextStart { id: self.block_id() });
        }
        events.push_back(StreamEvent::TextDelta { id: self.block_id(), text });
    }

    /// The same words may come as text and in the details; they are shown once.
    fn reasoning(&mut self, field: &'static str, text: String, details: Vec<Value>, events: &mut Events) {
        let text = if text.is_empty() { details.iter().map(words).collect() } else { text };
        if text.is_empty() && details.is_empty() {
            return;
        }
        if !matches!(self.open, Some(Open::Reasoning { .. })) {
            self.close(events);
            self.open = Some(Open::Reasoning { field });
            events.push_back(StreamEvent::ReasoningStart { id: self.block_id() });
        }
        if !text.is_empty() {
            events.push_back(StreamEvent::ReasoningDelta { id: self.block_id(), text });
        }
        details.into_iter().for_each(|it| self.details.push(it));
    }

    /// OpenAI sends no reasoning in this protocol; a server that does although it is called OpenAI is another one.
    const fn reasoning_key(&self) -> &'static str {
        if replays_reasoning(self.kind) { metadata_key(self.kind) } else { OPENAI_COMPAT }
    }

    fn block_id(&self) -> String {
        self.blocks.to_string()
    }

    fn close(&mut self, events: &mut Events) {
        let id = self.block_id();
        match self.open.take() {
            Some(Open::Text) => events.push_back(StreamEvent::TextEnd { id, provider_metadata: None }),
            Some(Open::Reasoning { field }) => {
                let fields = vec![("field", json!(field)), ("reasoning_details", json!(self.details.take()))];
                let provider_metadata = under(self.reasoning_key(), fields);
                events.push_back(StreamEvent::ReasoningEnd { id, provider_metadata });
            }
            None => return,
        }
        self.blocks += 1;
    }

    fn finish(&mut self, events: &mut Events) -> Result<Flow, DecodeError> {
        let word = self.finish_reason.take().ok_or(DecodeError::Incomplete)?;
        self.close(events);
        self.calls.finish(events);
        events.push_back(StreamEvent::Finish {
            usage: usage(&self.usage),
            reason: finish_reason(&word, self.has_calls),
            response_id: self.response_id.take(),
            provider_metadata: under(metadata_key(self.kind), vec![("finish_reason", json!(word))]),
        });
        Ok(Flow::Done)
    }
}

/// Cached input is counted inside the prompt; ours counts it apart (chat-engine.md 2.7).
fn usage(wire: &WireUsage) -> Usage {
    let prompt = wire.prompt_tokens.unwrap_or(0);
    let detail = wire.prompt_tokens_details.as_ref().and_then(|it| it.cached_tokens);
    let cached = detail.or(wire.prompt_cache_hit_tokens).unwrap_or(0).clamp(0, prompt.max(0));
    let output_tokens = wire.completion_tokens.unwrap_or(0);
    Usage {
        input_tokens: prompt - cached,
        output_tokens,
        total_tokens: wire.total_tokens.unwrap_or(prompt + output_tokens),
        reasoning_tokens: wire
            .completion_tokens_details
            .as_ref()
            .and_then(|it| it.reasoning_tokens)
            .unwrap_or(0),
        cache_creation_tokens: 0,
        cache_read_tokens: cached,
    }
}

/// The words of Chat Completions are not in the specification's table; these are OpenAI's. Some servers say
/// `stop` after calls.
fn finish_reason(word: &str, has_calls: bool) -> FinishReason {
    match word {
        "stop" if has_calls => FinishReason::ToolCalls,
        "stop" => FinishReason::Stop,
        "length" => FinishReason::Length,
        "tool_calls" | "function_call" => FinishReason::ToolCalls,
        "content_filter" => FinishReason::ContentFilter,
        _ => FinishReason::Unknown,
    }
}
