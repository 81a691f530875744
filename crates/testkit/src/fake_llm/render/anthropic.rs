//! The Messages API: content blocks with an index, one after the other.

use serde_json::{Value, json};

use super::super::recorded::RecordedRequest;
use super::super::script::{FinishWord, Turn, TurnUsage};
use super::{NumberedCall, Op, Serial, Writer, named_frame, pieces};

pub(super) struct AnthropicWriter {
    ops: Vec<Op>,
    id: String,
    model: String,
    usage: TurnUsage,
    next_index: usize,
    open: Option<Open>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    Text,
    Thinking,
}

impl AnthropicWriter {
    pub(super) fn new(request: &RecordedRequest, turn: &Turn, serial: Serial) -> Self {
        Self {
            ops: Vec::new(),
            id: format!("msg_{}", serial.answer),
            model: request.model().to_owned(),
            usage: turn.usage,
            next_index: 0,
            open: None,
        }
    }

    fn event(&mut self, data: &Value) {
        let name = data["type"].as_str().unwrap_or_default();
        self.ops.push(named_frame(name, data));
    }

    fn block_start(&mut self, block: &Value) {
        self.event(&json!({"type": "content_block_start", "index": self.next_index, "content_block": block}));
    }

    fn block_delta(&mut self, delta: &Value) {
        self.event(&json!({"type": "content_block_delta", "index": self.next_index, "delta": delta}));
    }

    fn block_stop(&mut self) {
        self.event(&json!({"type": "content_block_stop", "index": self.next_index}));
        self.next_index += 1;
    }

    fn ensure_open(&mut self, kind: Open) {
        if self.open == Some(kind) {
            return;
        }
        self.close_block();
        self.block_start(&match kind {
            Open::Text => json!({"type": "text", "text": ""}),
            Open::Thinking => json!({"type": "thinking", "thinking": "", "signature": ""}),
        });
        self.open = Some(kind);
    }
}

impl Writer for AnthropicWriter {
    fn start(&mut self) {
        let usage = json!({
            "input_tokens": self.usage.input,
            "cache_creation_input_tokens": self.usage.cache_write,
            "cache_read_input_tokens": self.usage.cache_read,
            "output_tokens": 1,
        });
        self.event(&json!({"type": "message_start", "message": {
            "id": self.id, "type": "message", "role": "assistant", "model": self.model,
            "content": [], "stop_reason": null, "stop_sequence": null, "usage": usage,
        }}));
        self.event(&json!({"type": "ping"}));
    }

    fn text(&mut self, chunk: &str) {
        self.ensure_open(Open::Text);
        self.block_delta(&json!({"type": "text_delta", "text": chunk}));
    }

    fn reasoning(&mut self, chunk: &str) {
        self.ensure_open(Open::Thinking);
        self.block_delta(&json!({"type": "thinking_delta", "thinking": chunk}));
    }

    fn reasoning_signature(&mut self, signature: Option<&str>) {
        self.ensure_open(Open::Thinking);
        if let Some(signature) = signature {
            self.block_delta(&json!({"type": "signature_delta", "signature": signature}));
        }
    }

    fn redacted(&mut self, data: &str) {
        self.block_start(&json!({"type": "redacted_thinking", "data": data}));
        self.block_stop();
    }

    fn calls(&mut self, calls: &[NumberedCall]) {
        for call in calls {
            self.block_start(&json!({"type": "tool_use", "id": call.id, "name": call.name, "input": {}}));
            for piece in pieces(&call.args) {
                self.block_delta(&json!({"type": "input_json_delta", "partial_json": piece}));
            }
            self.block_stop();
        }
    }

    fn web_search(&mut self, id: &str, query: &str, pages: &[(String, String)]) {
        let id = format!("srvtoolu_{id}");
        self.block_start(&json!({"type": "server_tool_use", "id": id, "name": "web_search", "input": {}}));
        let args = json!({"query": query}).to_string();
        self.block_delta(&json!({"type": "input_json_delta", "partial_json": args}));
        self.block_stop();
        let found: Vec<Value> = pages
            .iter()
            .map(|(url, title)| {
                json!({"type": "web_search_result", "url": url, "title": title,
                    "encrypted_content": format!("sealed {url}"), "page_age": null})
            })
            .collect();
        self.block_start(&json!({"type": "web_search_tool_result", "tool_use_id": id, "content": found}));
        self.block_stop();
    }

    fn provider_error(&mut self, code: &str, message: &str) {
        self.event(&json!({"type": "error", "error": {"type": code, "message": message}}));
    }

    fn close_block(&mut self) {
        if self.open.take().is_some() {
            self.block_stop();
        }
    }

    fn finish(&mut self, turn: &Turn) {
        let reason = match turn.finish_word() {
            FinishWord::Stop => "end_turn",
            FinishWord::Length => "max_tokens",
            FinishWord::ToolCalls => "tool_use",
            FinishWord::ContentFilter => "refusal",
        };
        self.event(&json!({
            "type": "message_delta",
            "delta": {"stop_reason": reason, "stop_sequence": null},
            "usage": {"output_tokens": self.usage.output},
        }));
        self.event(&json!({"type": "message_stop"}));
    }

    fn ops(&mut self) -> &mut Vec<Op> {
        &mut self.ops
    }
}
