//! Turns as the frames of a protocol. A driver walks over the steps and closes blocks; a writer per protocol
//! knows how each thing looks on the wire.

mod anthropic;
mod bedrock;
mod chat;
mod google;
mod refusal;
mod responses;

use std::time::Duration;

use axum::body::Bytes;
use serde_json::Value;

use super::recorded::{Protocol, RecordedRequest};
use super::script::{ScriptedCall, Step, Turn};

pub(super) use refusal::refusal_response;

/// A thing to do while answering.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Op {
    Frame(Bytes),
    /// Bytes that are no frame.
    Raw(Bytes),
    Delay(Duration),
    Gate(String),
    Hang,
}

/// What a protocol must be able to write. `text` and `reasoning` open their block when it is not open.
trait Writer {
    fn start(&mut self);
    fn text(&mut self, chunk: &str);
    fn reasoning(&mut self, chunk: &str);
    fn reasoning_signature(&mut self, signature: Option<&str>);
    fn redacted(&mut self, data: &str);
    fn calls(&mut self, calls: &[NumberedCall]);
    fn web_search(&mut self, id: &str, query: &str, pages: &[(String, String)]);
    fn provider_error(&mut self, code: &str, message: &str);
    fn close_block(&mut self);
    fn finish(&mut self, turn: &Turn);
    fn ops(&mut self) -> &mut Vec<Op>;
}

/// A call with its final id.
struct NumberedCall {
    id: String,
    name: String,
    args: String,
}

/// The numbers that make ids unique within one server.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Serial {
    /// The number of the answer.
    pub(super) answer: usize,
}

/// The operations of a turn, cut not yet applied.
pub(super) fn render(turn: &Turn, request: &RecordedRequest, serial: Serial) -> Vec<Op> {
    let mut writer: Box<dyn Writer> = match request.protocol {
        Protocol::Anthropic | Protocol::Bedrock => {
            Box::new(anthropic::AnthropicWriter::new(request, turn, serial))
        }
        Protocol::Google => Box::new(google::GoogleWriter::new(request, turn, serial)),
        Protocol::Responses => Box::new(responses::ResponsesWriter::new(request, serial)),
        Protocol::Chat => Box::new(chat::ChatWriter::new(request, turn, serial)),
    };
    writer.start();
    let mut next_call = 0;
    let mut is_complete = true;
    for step in &turn.steps {
        is_complete &= write_step(writer.as_mut(), step, serial, &mut next_call);
    }
    writer.close_block();
    if is_complete {
        writer.finish(turn);
    }
    let ops = std::mem::take(writer.ops());
    match request.protocol {
        Protocol::Bedrock => ops.into_iter().map(bedrock::wrapped).collect(),
        Protocol::Anthropic | Protocol::Responses | Protocol::Chat | Protocol::Google => ops,
    }
}

/// Writes a step; false if nothing can follow it.
fn write_step(writer: &mut dyn Writer, step: &Step, serial: Serial, next_call: &mut usize) -> bool {
    match step {
        Step::Text { chunks } => chunks.iter().for_each(|it| writer.text(it)),
        Step::Reasoning { chunks, signature } => {
            chunks.iter().for_each(|it| writer.reasoning(it));
            writer.reasoning_signature(signature.as_deref());
            writer.close_block();
        }
        Step::RedactedReasoning { data } => {
            writer.close_block();
            writer.redacted(data);
        }
        Step::ToolCalls(calls) => {
            writer.close_block();
            writer.calls(&numbered(calls, serial, next_call));
        }
        Step::WebSearch { query, pages } => {
            writer.close_block();
            *next_call += 1;
            writer.web_search(&format!("search_{}_{next_call}", serial.answer), query, pages);
        }
        Step::DelayMs(pause) => writer.ops().push(Op::Delay(Duration::from_millis(*pause))),
        Step::Gate(name) => writer.ops().push(Op::Gate(name.clone())),
        Step::Raw { event, data } => {
            let head = event.as_ref().map(|it| format!("event: {it}\n")).unwrap_or_default();
            writer.ops().push(Op::Frame(format!("{head}data: {data}\n\n").into()));
        }
        Step::Bytes { bytes } => writer.ops().push(Op::Raw(bytes.clone().into())),
        Step::HugeFrame { bytes } => {
            writer.ops().push(Op::Frame(format!("data: {}\n\n", "x".repeat(*bytes)).into()));
        }
        Step::Silence => {
            writer.ops().push(Op::Hang);
            return false;
        }
        Step::ProviderError { code, message } => {
            writer.provider_error(code, message);
            return false;
        }
    }
    true
}

fn numbered(calls: &[ScriptedCall], serial: Serial, next_call: &mut usize) -> Vec<NumberedCall> {
    calls
        .iter()
        .map(|call| {
            *next_call += 1;
            let id = call.id.clone().unwrap_or_else(|| format!("call_{}_{next_call}", serial.answer));
            NumberedCall { id, name: call.name.clone(), args: call.args_text() }
        })
        .collect()
}

/// A frame with an event name.
fn named_frame(name: &str, data: &Value) -> Op {
    Op::Frame(format!("event: {name}\ndata: {data}\n\n").into())
}

/// A frame with data alone.
fn data_frame(data: &str) -> Op {
    Op::Frame(format!("data: {data}\n\n").into())
}

/// The text in up to three pieces, cut on character boundaries.
fn pieces(text: &str) -> Vec<&str> {
    let mut rest = text;
    let mut found = Vec::new();
    let size = text.len().div_ceil(3).max(1);
    while rest.len() > size {
        let mut end = size;
        while !rest.is_char_boundary(end) {
            end += 1;
        }
        let (head, tail) = rest.split_at(end);
        found.push(head);
        rest = tail;
    }
    if !rest.is_empty() {
        found.push(rest);
    }
    found
}
