//! The Responses API: output items with an index; parallel calls are open at the same time.

use serde_json::{Value, json};

use super::super::recorded::RecordedRequest;
use super::super::script::{FinishWord, Turn};
use super::{NumberedCall, Op, Serial, Writer, named_frame, pieces};

pub(super) struct ResponsesWriter {
    ops: Vec<Op>,
    id: String,
    answer: usize,
    model: String,
    sequence: usize,
    output: Vec<Value>,
    open: Option<Open>,
}

/// The item that text goes to, with what it holds so far.
enum Open {
    Message { text: String },
    Reasoning { text: String, signature: Option<String> },
}

impl ResponsesWriter {
    pub(super) fn new(request: &RecordedRequest, serial: Serial) -> Self {
        Self {
            ops: Vec::new(),
            id: format!("resp_{}", serial.answer),
            answer: serial.answer,
            model: request.model().to_owned(),
            sequence: 0,
            output: Vec::new(),
            open: None,
        }
    }

    fn event(&mut self, name: &str, mut data: Value) {
        data["type"] = json!(name);
        data["sequence_number"] = json!(self.sequence);
        self.sequence += 1;
        self.ops.push(named_frame(name, &data));
    }

    fn response(&self, status: &str) -> Value {
        json!({"id": self.id, "object": "response", "status": status, "model": self.model,
            "output": self.output, "error": null, "incomplete_details": null, "usage": null})
    }

    fn item_id(&self, prefix: &str) -> String {
        format!("{prefix}_{}_{}", self.answer, self.output.len())
    }

    fn item_added(&mut self, index: usize, item: &Value) {
        self.event("response.output_item.added", json!({"output_index": index, "item": item}));
    }

    fn item_done(&mut self, index: usize, item: Value) {
        self.event("response.output_item.done", json!({"output_index": index, "item": item}));
        self.output.push(item);
    }

    fn close_message(&mut self, text: &str) {
        let (index, id) = (self.output.len(), self.item_id("msg"));
        let part = json!({"type": "output_text", "text": text, "annotations": []});
        self.event(
            "response.output_text.done",
            json!({"item_id": id, "output_index": index, "content_index": 0, "text": text}),
        );
        self.event(
            "response.content_part.done",
            json!({"item_id": id, "output_index": index, "content_index": 0, "part": part}),
        );
        let item = json!({"id": id, "type": "message", "status": "completed", "role": "assistant",
            "content": [part]});
        self.item_done(index, item);
    }

    fn close_reasoning(&mut self, text: &str, signature: Option<&str>) {
        let (index, id) = (self.output.len(), self.item_id("rs"));
        self.event(
            "response.reasoning_summary_text.done",
            json!({"item_id": id, "output_index": index, "summary_index": 0, "text": text}),
        );
        let item = json!({"id": id, "type": "reasoning", "encrypted_content": signature,
            "summary": [{"type": "summary_text", "text": text}]});
        self.item_done(index, item);
    }
}

impl Writer for ResponsesWriter {
    fn start(&mut self) {
        let response = self.response("in_progress");
        self.event("response.created", json!({"response": response}));
        let response = self.response("in_progress");
        self.event("response.in_progress", json!({"response": response}));
    }

    fn text(&mut self, chunk: &str) {
        if !matches!(self.open, Some(Open::Message { .. })) {
            self.close_block();
            let (index, id) = (self.output.len(), self.item_id("msg"));
            self.item_added(
                index,
                &json!({"id": id, "type": "message", "status": "in_progress", "role": "assistant",
                    "content": []}),
            );
            let part = json!({"type": "output_text", "text": "", "annotations": []});
            self.event(
                "response.content_part.added",
                json!({"item_id": id, "output_index": index, "content_index": 0, "part": part}),
            );
            self.open = Some(Open::Message { text: String::new() });
        }
        let (index, id) = (self.output.len(), self.item_id("msg"));
        self.event(
            "response.output_text.delta",
            json!({"item_id": id, "output_index": index, "content_index": 0, "delta": chunk}),
        );
        if let Some(Open::Message { text }) = &mut self.open {
            text.push_str(chunk);
        }
    }

    fn reasoning(&mut self, chunk: &str) {
        let (index, id) = {
            if !matches!(self.open, Some(Open::Reasoning { .. })) {
                self.close_block();
                let (index, id) = (self.output.len(), self.item_id("rs"));
                self.item_added(index, &json!({"id": id, "type": "reasoning", "summary": []}));
                let part = json!({"type": "summary_text", "text": ""});
                self.event(
                    "response.reasoning_summary_part.added",
                    json!({"item_id": id, "output_index": index, "summary_index": 0, "part": part}),
                );
                self.open = Some(Open::Reasoning { text: String::new(), signature: None });
            }
            (self.output.len(), self.item_id("rs"))
        };
        self.event(
            "response.reasoning_summary_text.delta",
            json!({"item_id": id, "output_index": index, "summary_index": 0, "delta": chunk}),
        );
        if let Some(Open::Reasoning { text, .. }) = &mut self.open {
            text.push_str(chunk);
        }
    }

    fn reasoning_signature(&mut self, sealed: Option<&str>) {
        if let Some(Open::Reasoning { signature, .. }) = &mut self.open {
            *signature = sealed.map(str::to_owned);
        }
    }

    /// Responses seals its reasoning in `encrypted_content` instead.
    fn redacted(&mut self, _data: &str) {}

    /// All calls are announced first; then the pieces of their arguments come in turns.
    fn calls(&mut self, calls: &[NumberedCall]) {
        let first = self.output.len();
        let item = |call: &NumberedCall, args: &str, status: &str| {
            json!({"id": format!("fc_{}", call.id), "type": "function_call", "status": status,
                "call_id": call.id, "name": call.name, "arguments": args})
        };
        for (place, call) in calls.iter().enumerate() {
            self.item_added(first + place, &item(call, "", "in_progress"));
        }
        for round in 0..3 {
            for (place, call) in calls.iter().enumerate() {
                if let Some(piece) = pieces(&call.args).get(round) {
                    self.event(
                        "response.function_call_arguments.delta",
                        json!({"item_id": format!("fc_{}", call.id), "output_index": first + place,
                            "delta": piece}),
                    );
                }
            }
        }
        for (place, call) in calls.iter().enumerate() {
            self.event(
                "response.function_call_arguments.done",
                json!({"item_id": format!("fc_{}", call.id), "output_index": first + place,
                    "arguments": call.args}),
            );
            self.item_done(first + place, item(call, &call.args, "completed"));
        }
    }

    fn web_search(&mut self, id: &str, query: &str, pages: &[(String, String)]) {
        let index = self.output.len();
        let id = format!("ws_{id}");
        self.item_added(index, &json!({"id": id, "type": "web_search_call", "status": "in_progress"}));
        self.event("response.web_search_call.completed", json!({"item_id": id, "output_index": index}));
        let sources: Vec<Value> = pages.iter().map(|(url, _)| json!({"type": "url", "url": url})).collect();
        let action = json!({"type": "search", "query": query, "sources": sources});
        self.item_done(
            index,
            json!({"id": id, "type": "web_search_call", "status": "completed", "action": action}),
        );
    }

    fn provider_error(&mut self, code: &str, message: &str) {
        let mut response = self.response("failed");
        response["error"] = json!({"code": code, "message": message});
        self.event("response.failed", json!({"response": response}));
    }

    fn close_block(&mut self) {
        match self.open.take() {
            None => {}
            Some(Open::Message { text }) => self.close_message(&text),
            Some(Open::Reasoning { text, signature }) => self.close_reasoning(&text, signature.as_deref()),
        }
    }

    fn finish(&mut self, turn: &Turn) {
        let incomplete = match turn.finish_word() {
            FinishWord::Stop | FinishWord::ToolCalls => None,
            FinishWord::Length => Some("max_output_tokens"),
            FinishWord::ContentFilter => Some("content_filter"),
        };
        let (name, status) = match incomplete {
            None => ("response.completed", "completed"),
            Some(_) => ("response.incomplete", "incomplete"),
        };
        let usage = turn.usage;
        let input = usage.input + usage.cache_read;
        let mut response = self.response(status);
        response["usage"] = json!({
            "input_tokens": input, "input_tokens_details": {"cached_tokens": usage.cache_read},
            "output_tokens": usage.output,
            "output_tokens_details": {"reasoning_tokens": usage.reasoning},
            "total_tokens": input + usage.output,
        });
        if let Some(reason) = incomplete {
            response["incomplete_details"] = json!({"reason": reason});
        }
        self.event(name, json!({"response": response}));
    }

    fn ops(&mut self) -> &mut Vec<Op> {
        &mut self.ops
    }
}
