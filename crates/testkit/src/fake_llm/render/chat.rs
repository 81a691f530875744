//! Chat Completions: one choice whose deltas hold text, reasoning and indexed pieces of tool calls.

use serde_json::{Map, Value, json};

use super::super::recorded::RecordedRequest;
use super::super::script::{ChatQuirks, FinishWord, Turn};
use super::{NumberedCall, Op, Serial, Writer, data_frame, pieces};

pub(super) struct ChatWriter {
    ops: Vec<Op>,
    id: String,
    model: String,
    quirks: ChatQuirks,
    wants_usage: bool,
    /// A gateway sends reasoning in two forms at once.
    is_gateway: bool,
    next_index: usize,
}

impl ChatWriter {
    pub(super) fn new(request: &RecordedRequest, turn: &Turn, serial: Serial) -> Self {
        Self {
            ops: Vec::new(),
            id: format!("chatcmpl_{}", serial.answer),
            model: request.model().to_owned(),
            quirks: turn.chat.clone(),
            wants_usage: request.body["stream_options"]["include_usage"] == json!(true)
                || request.body["usage"]["include"] == json!(true),
            is_gateway: request.is_gateway(),
            next_index: 0,
        }
    }

    fn chunk(&mut self, choices: &Value, usage: &Value) {
        let mut data = json!({
            "id": self.id, "object": "chat.completion.chunk", "created": 1_700_000_000,
            "model": self.model, "choices": choices,
        });
        if !usage.is_null() {
            data["usage"] = usage.clone();
        }
        self.ops.push(data_frame(&data.to_string()));
    }

    fn delta(&mut self, delta: &Value) {
        self.chunk(&json!([{"index": 0, "delta": delta, "finish_reason": null}]), &Value::Null);
    }

    /// A piece of a call, as this server would send it.
    fn call_delta(&self, index: usize, head: Option<&NumberedCall>, args: &str) -> Value {
        let mut call = Map::new();
        if !self.quirks.no_call_index {
            call.insert("index".to_owned(), json!(index));
        }
        let mut function = json!({"arguments": args});
        if let Some(head) = head {
            if !self.quirks.no_call_ids {
                call.insert("id".to_owned(), json!(head.id));
            }
            call.insert("type".to_owned(), json!("function"));
            function["name"] = json!(head.name);
        }
        call.insert("function".to_owned(), function);
        json!({"tool_calls": [Value::Object(call)]})
    }
}

impl Writer for ChatWriter {
    fn start(&mut self) {
        self.delta(&json!({"role": "assistant", "content": ""}));
    }

    fn text(&mut self, chunk: &str) {
        self.delta(&json!({"content": chunk}));
    }

    fn reasoning(&mut self, chunk: &str) {
        if self.is_gateway {
            let detail = json!({"type": "reasoning.text", "text": chunk, "index": 0,
                "format": "anthropic-claude-v1"});
            self.delta(&json!({"reasoning": chunk, "reasoning_details": [detail]}));
            return;
        }
        let field = self.quirks.reasoning_field.clone().unwrap_or_else(|| "reasoning_content".to_owned());
        self.delta(&json!({field: chunk}));
    }

    /// Chat Completions has no signatures; gateways have.
    fn reasoning_signature(&mut self, signature: Option<&str>) {
        if let Some(signature) = signature.filter(|_| self.is_gateway) {
            let detail = json!({"type": "reasoning.text", "signature": signature, "index": 0});
            self.delta(&json!({"reasoning_details": [detail]}));
        }
    }

    /// Chat Completions has no sealed reasoning; gateways have.
    fn redacted(&mut self, data: &str) {
        if self.is_gateway {
            let detail = json!({"type": "reasoning.encrypted", "data": data, "index": 0});
            self.delta(&json!({"reasoning_details": [detail]}));
        }
    }

    /// The calls' heads first, then the pieces of their arguments in turns, as parallel calls may arrive.
    fn calls(&mut self, calls: &[NumberedCall]) {
        let first = self.next_index;
        self.next_index += calls.len();
        if self.quirks.whole_calls || self.quirks.no_call_index {
            for (place, call) in calls.iter().enumerate() {
                let delta = self.call_delta(first + place, Some(call), &call.args);
                self.delta(&delta);
            }
            return;
        }
        for (place, call) in calls.iter().enumerate() {
            let delta = self.call_delta(first + place, Some(call), "");
            self.delta(&delta);
        }
        for round in 0..3 {
            for (place, call) in calls.iter().enumerate() {
                if let Some(piece) = pieces(&call.args).get(round) {
                    let delta = self.call_delta(first + place, None, piece);
                    self.delta(&delta);
                }
            }
        }
    }

    /// Chat Completions has no searches of its own.
    fn web_search(&mut self, _id: &str, _query: &str, _pages: &[(String, String)]) {}

    fn provider_error(&mut self, code: &str, message: &str) {
        let data = json!({"error": {"message": message, "type": code, "code": code}});
        self.ops.push(data_frame(&data.to_string()));
    }

    /// Chat Completions has no blocks.
    fn close_block(&mut self) {}

    fn finish(&mut self, turn: &Turn) {
        let reason = match turn.finish_word() {
            FinishWord::ToolCalls if self.quirks.stop_after_calls => "stop",
            FinishWord::Stop => "stop",
            FinishWord::Length => "length",
            FinishWord::ToolCalls => "tool_calls",
            FinishWord::ContentFilter => "content_filter",
        };
        self.chunk(&json!([{"index": 0, "delta": {}, "finish_reason": reason}]), &Value::Null);
        if self.wants_usage && !self.quirks.no_usage {
            let usage = turn.usage;
            let prompt = usage.input + usage.cache_read;
            self.chunk(
                &json!([]),
                &json!({
                    "prompt_tokens": prompt, "completion_tokens": usage.output,
                    "total_tokens": prompt + usage.output,
                    "prompt_tokens_details": {"cached_tokens": usage.cache_read},
                    "completion_tokens_details": {"reasoning_tokens": usage.reasoning},
                }),
            );
        }
        self.ops.push(data_frame("[DONE]"));
    }

    fn ops(&mut self) -> &mut Vec<Op> {
        &mut self.ops
    }
}
