//! Reads the stream of the Responses API.
//!
//! Invariant: `Finish` needs `response.completed` or `response.incomplete` (chat-engine.md 2.5).

use ropewalk_model::chat::Usage;
use serde_json::{Value, json};

use super::items::{Items, push_source};
use super::wire::{Event, Item, Response, WireUsage};
use crate::decode::{Decode, DecodeError, Events, Flow, parse};
use crate::metadata::{OPENAI, under};
use crate::transport::Frame;
use crate::{FinishReason, StreamEvent};

#[derive(Default)]
pub(super) struct ResponsesDecoder {
    items: Items,
    response_id: Option<String>,
}

impl Decode for ResponsesDecoder {
    fn frame(&mut self, frame: &Frame, events: &mut Events) -> Result<Flow, DecodeError> {
        // Some servers end their streams like Chat Completions, after the terminal event or instead of it.
        if frame.data == "[DONE]" {
            return Err(DecodeError::Incomplete);
        }
        let event: Event = parse(&frame.data)?;
        let kind = event.kind.clone().unwrap_or_else(|| frame.event.clone());
        let place = || event.output_index.ok_or_else(|| lacks("output_index"));
        let delta = || event.delta.as_str().ok_or_else(|| lacks("delta"));
        match kind.as_str() {
            "response.created" => self.response_id = event.response.and_then(|it| it.id),
            "response.output_item.added" => self.items.add(place()?, item(&event)?, events)?,
            "response.output_item.done" => self.items.complete(place()?, item(&event)?, events)?,
            "response.output_text.delta" | "response.refusal.delta" => {
                self.items.text(place()?, delta()?, events)?;
            }
            "response.reasoning_summary_text.delta" | "response.reasoning_text.delta" => {
                self.items.reasoning(place()?, event.summary_index, delta()?, events)?;
            }
            "response.function_call_arguments.delta" => self.items.args(place()?, delta()?, events)?,
            "response.output_text.annotation.added" => push_source(&event.annotation, events),
            "response.completed" | "response.incomplete" => {
                return self.finish(event.response.unwrap_or_default(), events);
            }
            "response.failed" => {
                return Err(DecodeError::declared(
                    &json!({"error": event.response.unwrap_or_default().error}),
                ));
            }
            "error" => {
                let own = json!({"error": {"code": event.code, "message": event.message}});
                let nested = json!({"error": event.error});
                return Err(DecodeError::declared(if event.error.is_null() { &own } else { &nested }));
            }
            _ => {}
        }
        Ok(Flow::More)
    }
}

impl ResponsesDecoder {
    fn finish(&mut self, response: Response, events: &mut Events) -> Result<Flow, DecodeError> {
        if self.items.has_open() {
            tracing::warn!("OpenAI ended an answer without completing all of its items");
            self.items.complete_all(events)?;
        }
        let incomplete = response.incomplete_details.and_then(|it| it.reason).unwrap_or_default();
        let reason = if self.items.has_calls { FinishReason::ToolCalls } else { finish_reason(&incomplete) };
        let word = if incomplete.is_empty() { Value::Null } else { json!(incomplete) };
        let fields = vec![("incomplete_reason", word), ("service_tier", json!(response.service_tier))];
        events.push_back(StreamEvent::Finish {
            usage: usage(&response.usage.unwrap_or_default()),
            reason,
            response_id: response.id.or_else(|| self.response_id.take()),
            provider_metadata: under(OPENAI, fields),
        });
        Ok(Flow::Done)
    }
}

/// OpenAI counts cached input inside the input; ours counts it apart (chat-engine.md 2.7).
fn usage(wire: &WireUsage) -> Usage {
    let input = wire.input_tokens.unwrap_or(0);
    let cached = wire.input_tokens_details.as_ref().and_then(|it| it.cached_tokens).unwrap_or(0);
    let cached = cached.clamp(0, input.max(0));
    let output_tokens = wire.output_tokens.unwrap_or(0);
    Usage {
        input_tokens: input - cached,
        output_tokens,
        total_tokens: wire.total_tokens.unwrap_or(input + output_tokens),
        reasoning_tokens: wire.output_tokens_details.as_ref().and_then(|it| it.reasoning_tokens).unwrap_or(0),
        cache_creation_tokens: 0,
        cache_read_tokens: cached,
    }
}

fn finish_reason(incomplete: &str) -> FinishReason {
    match incomplete {
        "" => FinishReason::Stop,
        "max_tokens" | "max_output_tokens" => FinishReason::Length,
        "content_filter" => FinishReason::ContentFilter,
        _ => FinishReason::Other,
    }
}

fn item(event: &Event) -> Result<&Item, DecodeError> {
    event.item.as_ref().ok_or_else(|| lacks("item"))
}

fn lacks(field: &str) -> DecodeError {
    DecodeError::Malformed(format!("an event without `{field}`"))
}
