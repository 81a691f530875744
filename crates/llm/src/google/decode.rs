//! Reads the stream of the Gemini API.
//!
//! Invariant: `Finish` needs a finish reason (or the reason why the prompt was blocked) and the proper end of the
//! body. The protocol has no closing event, and older models repeat their finish reason in every chunk, so that the
//! reason alone does not tell that nothing is missing.

use ropewalk_model::chat::Usage;
use serde_json::{Value, json};

use super::SEARCH;
use super::wire::{Candidate, Chunk, FunctionCall, Grounding, Part, WireUsage};
use crate::decode::{DeclaredError, Decode, DecodeError, Events, Flow, parse};
use crate::metadata::{GOOGLE, under};
use crate::request::wire_call_id;
use crate::transport::Frame;
use crate::{FinishReason, StreamEvent};

pub(super) struct GoogleDecoder {
    open: Option<Open>,
    /// How many blocks and calls began.
    blocks: usize,
    calls: usize,
    /// What makes the ids that we have to invent unique within the conversation.
    history_len: usize,
    response_id: Option<String>,
    end: Option<End>,
    usage: WireUsage,
    grounding: Grounding,
    /// Whether Google showed its searches as parts of the answer.
    has_searches: bool,
}

/// The block that grows, with the signature that its end carries.
struct Open {
    kind: Kind,
    signature: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Thought,
}

/// Why the answer ended.
struct End {
    word: String,
    message: Option<String>,
    safety_ratings: Value,
    is_prompt_blocked: bool,
}

impl Decode for GoogleDecoder {
    fn frame(&mut self, frame: &Frame, events: &mut Events) -> Result<Flow, DecodeError> {
        let chunk: Chunk = parse(&frame.data)?;
        if !chunk.error.is_null() {
            return Err(declared(&chunk.error));
        }
        if self.response_id.is_none() {
            self.response_id = chunk.response_id.filter(|it| !it.is_empty());
        }
        if let Some(usage) = chunk.usage_metadata {
            self.usage = usage;
        }
        if let Some(feedback) = chunk.prompt_feedback
            && let Some(word) = feedback.block_reason.filter(|it| !it.is_empty())
        {
            let safety_ratings = feedback.safety_ratings;
            self.end = Some(End { word, message: None, safety_ratings, is_prompt_blocked: true });
        }
        // We ask for one candidate; were there more, they would be alternatives.
        let candidates = chunk.candidates.unwrap_or_default();
        for candidate in candidates.into_iter().filter(|it| it.index.unwrap_or(0) == 0) {
            self.candidate(candidate, events)?;
        }
        Ok(Flow::More)
    }

    fn end(&mut self, events: &mut Events) -> Result<(), DecodeError> {
        let end = self.end.take().ok_or(DecodeError::Incomplete)?;
        self.close(events);
        self.show_grounding(events);
        events.push_back(StreamEvent::Finish {
            usage: usage(&self.usage),
            reason: finish_reason(&end, self.calls > 0),
            response_id: self.response_id.take(),
            provider_metadata: under(
                GOOGLE,
                vec![
                    ("finish_reason", json!(end.word)),
                    ("finish_message", json!(end.message)),
                    ("safety_ratings", end.safety_ratings),
                ],
            ),
        });
        Ok(())
    }
}

impl GoogleDecoder {
    pub(super) fn new(history_len: usize) -> Self {
        Self {
            open: None,
            blocks: 0,
            calls: 0,
            history_len,
            response_id: None,
            end: None,
            usage: WireUsage::default(),
            grounding: Grounding::default(),
            has_searches: false,
        }
    }

    fn candidate(&mut self, candidate: Candidate, events: &mut Events) -> Result<(), DecodeError> {
        let parts = candidate.content.and_then(|it| it.parts).unwrap_or_default();
        if !parts.is_empty() {
            // A reason in an earlier chunk was not the end: this one needs its own.
            self.end = None;
        }
        for part in parts {
            self.part(part, events)?;
        }
        if let Some(found) = candidate.grounding_metadata {
            self.grounding = found;
        }
        let Some(word) = candidate.finish_reason.filter(|it| !it.is_empty()) else { return Ok(()) };
        if word == "MALFORMED_FUNCTION_CALL" {
            return Err(DecodeError::MalformedCall);
        }
        self.end = Some(End {
            word,
            message: candidate.finish_message,
            safety_ratings: candidate.safety_ratings,
            is_prompt_blocked: false,
        });
        Ok(())
    }

    fn part(&mut self, part: Part, events: &mut Events) -> Result<(), DecodeError> {
        let signature = part.thought_signature.filter(|it| !it.is_empty());
        if let Some(call) = part.function_call {
            return self.call(call, signature, events);
        }
        if part.tool_call.is_object() || part.tool_response.is_object() {
            self.own_tool(&part.tool_call, &part.tool_response, signature.as_deref(), events);
            return Ok(());
        }
        // Parts of other kinds (code that Google ran, images) say nothing to us.
        let Some(text) = part.text else { return Ok(()) };
        let kind = if part.thought { Kind::Thought } else { Kind::Text };
        if text.is_empty() {
            if let Some(signature) = signature {
                self.lone_signature(kind, signature, events);
            }
            return Ok(());
        }
        self.grow(kind, text, events);
        if let Some(open) = self.open.as_mut().filter(|_| signature.is_some()) {
            open.signature = signature;
            // What follows belongs to another signature.
            self.close(events);
        }
        Ok(())
    }

    fn grow(&mut self, kind: Kind, text: String, events: &mut Events) {
        if self.open.as_ref().is_none_or(|it| it.kind != kind) {
            self.close(events);
            self.open = Some(Open { kind, signature: None });
            let id = self.block_id();
            events.push_back(match kind {
                Kind::Text => StreamEvent::TextStart { id },
                Kind::Thought => StreamEvent::ReasoningStart { id },
            });
        }
        let id = self.block_id();
        events.push_back(match kind {
            Kind::Text => StreamEvent::TextDelta { id, text },
            Kind::Thought => StreamEvent::ReasoningDelta { id, text },
        });
    }

    /// A signature without text belongs to the open block of its kind; else it is a thought without words.
    fn lone_signature(&mut self, kind: Kind, signature: String, events: &mut Events) {
        if let Some(open) = self.open.as_mut().filter(|it| it.kind == kind) {
            open.signature = Some(signature);
        } else {
            self.close(events);
            events.push_back(StreamEvent::ReasoningStart { id: self.block_id() });
            self.open = Some(Open { kind: Kind::Thought, signature: Some(signature) });
        }
        self.close(events);
    }

    /// Calls arrive whole.
    fn call(
        &mut self,
        call: FunctionCall,
        signature: Option<String>,
        events: &mut Events,
    ) -> Result<(), DecodeError> {
        self.close(events);
        if call.name.is_empty() {
            return Err(DecodeError::Malformed("a function call without a name".to_owned()));
        }
        let args = match call.args {
            Value::Null => json!({}),
            args @ Value::Object(_) => args,
            Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => {
                return Err(DecodeError::Malformed(
                    "a function call whose arguments are no object".to_owned(),
                ));
            }
        };
        let given_id = call.id.filter(|it| !it.is_empty());
        let is_given = if given_id.is_some() { json!(true) } else { Value::Null };
        let id = given_id.unwrap_or_else(|| self.invented_id());
        self.calls += 1;
        push_call(&id, &call.name, false, events);
        events.push_back(StreamEvent::ToolInputDelta { id: id.clone(), delta: args.to_string() });
        events.push_back(StreamEvent::ToolInputEnd { id: id.clone() });
        events.push_back(StreamEvent::ToolCall {
            id,
            tool_name: call.name,
            args,
            provider_executed: false,
            provider_metadata: under(
                GOOGLE,
                vec![("thought_signature", json!(signature)), ("has_given_id", is_given)],
            ),
        });
        Ok(())
    }

    /// A tool that Google ran, shown as parts that it wants back as they are.
    fn own_tool(&mut self, call: &Value, response: &Value, signature: Option<&str>, events: &mut Events) {
        self.close(events);
        self.has_searches = true;
        let (field, part) = if call.is_object() { ("toolCall", call) } else { ("toolResponse", response) };
        let mut whole = json!({field: part});
        if let Some(signature) = signature {
            whole["thoughtSignature"] = json!(signature);
        }
        let provider_metadata = under(GOOGLE, vec![("part", whole)]);
        let id = part["id"].as_str().map_or_else(|| self.invented_id(), str::to_owned);
        if call.is_object() {
            push_call(&id, SEARCH, true, events);
            events.push_back(StreamEvent::ToolInputEnd { id: id.clone() });
            events.push_back(StreamEvent::ToolCall {
                id,
                tool_name: SEARCH.to_owned(),
                args: call["args"].clone(),
                provider_executed: true,
                provider_metadata,
            });
        } else {
            events.push_back(StreamEvent::ToolResult {
                id,
                tool_name: SEARCH.to_owned(),
                result: response["response"].clone(),
                is_error: false,
                provider_metadata,
            });
        }
    }

    /// What the answer rests on. Models that do not show their searches as parts show them here alone.
    fn show_grounding(&mut self, events: &mut Events) {
        let found = std::mem::take(&mut self.grounding);
        if !self.has_searches && !found.web_search_queries.is_empty() {
            let id = format!("{SEARCH}_{}", self.invented_id());
            push_call(&id, SEARCH, true, events);
            events.push_back(StreamEvent::ToolInputEnd { id: id.clone() });
            events.push_back(StreamEvent::ToolCall {
                id: id.clone(),
                tool_name: SEARCH.to_owned(),
                args: json!({"queries": found.web_search_queries}),
                provider_executed: true,
                provider_metadata: None,
            });
            let pages = found.grounding_chunks.iter().filter_map(|it| it.web.as_ref());
            let pages: Vec<Value> = pages.map(|it| json!({"url": it.uri, "title": it.title})).collect();
            events.push_back(StreamEvent::ToolResult {
                id,
                tool_name: SEARCH.to_owned(),
                result: json!(pages),
                is_error: false,
                provider_metadata: None,
            });
        }
        for page in found.grounding_chunks.into_iter().filter_map(|it| it.web) {
            events.push_back(StreamEvent::Source { source_id: None, url: page.uri, title: page.title });
        }
    }

    fn invented_id(&self) -> String {
        let answer = wire_call_id(self.response_id.as_deref().unwrap_or("answer"));
        format!("call_{answer}_{}_{}", self.history_len, self.calls)
    }

    fn block_id(&self) -> String {
        self.blocks.to_string()
    }

    fn close(&mut self, events: &mut Events) {
        let Some(open) = self.open.take() else { return };
        let id = self.block_id();
        let provider_metadata = under(GOOGLE, vec![("thought_signature", json!(open.signature))]);
        events.push_back(match open.kind {
            Kind::Text => StreamEvent::TextEnd { id, provider_metadata },
            Kind::Thought => StreamEvent::ReasoningEnd { id, provider_metadata },
        });
        self.blocks += 1;
    }
}

fn push_call(id: &str, name: &str, provider_executed: bool, events: &mut Events) {
    events.push_back(StreamEvent::ToolInputStart {
        id: id.to_owned(),
        tool_name: name.to_owned(),
        provider_executed,
    });
}

/// Google's error; its `status` is the word that tells most (`UNAVAILABLE`), its `code` the HTTP status.
fn declared(error: &Value) -> DecodeError {
    let found = DecodeError::declared(&json!({"error": error}));
    match (found, error["status"].as_str().filter(|it| !it.is_empty())) {
        (DecodeError::Declared(facts), Some(status)) => {
            DecodeError::Declared(Box::new(DeclaredError { code: Some(status.to_owned()), ..*facts }))
        }
        (found, _) => found,
    }
}

/// Cached input is counted inside the prompt, thoughts beside the answer; ours counts them the other way round
/// (chat-engine.md 2.7).
fn usage(wire: &WireUsage) -> Usage {
    let count = |it: Option<i64>| it.unwrap_or(0).max(0);
    let prompt = count(wire.prompt_token_count) + count(wire.tool_use_prompt_token_count);
    let cached = count(wire.cached_content_token_count).min(prompt);
    let reasoning_tokens = count(wire.thoughts_token_count);
    let output_tokens = count(wire.candidates_token_count) + reasoning_tokens;
    Usage {
        input_tokens: prompt - cached,
        output_tokens,
        total_tokens: wire.total_token_count.unwrap_or(prompt + output_tokens),
        reasoning_tokens,
        cache_creation_tokens: 0,
        cache_read_tokens: cached,
    }
}

/// The specification has no row for Google; the words are its own
/// (<https://ai.google.dev/api/generate-content#FinishReason>).
fn finish_reason(end: &End, has_calls: bool) -> FinishReason {
    if end.is_prompt_blocked {
        return FinishReason::ContentFilter;
    }
    match end.word.as_str() {
        "STOP" if has_calls => FinishReason::ToolCalls,
        "STOP" => FinishReason::Stop,
        "MAX_TOKENS" => FinishReason::Length,
        "SAFETY" | "RECITATION" | "BLOCKLIST" | "PROHIBITED_CONTENT" | "SPII" | "IMAGE_SAFETY" => {
            FinishReason::ContentFilter
        }
        "LANGUAGE"
        | "OTHER"
        | "UNEXPECTED_TOOL_CALL"
        | "TOO_MANY_TOOL_CALLS"
        | "MISSING_THOUGHT_SIGNATURE" => FinishReason::Other,
        _ => FinishReason::Unknown,
    }
}
