//! The Gemini API: chunks of one candidate's parts. A signature comes on the part after the thought that it seals.

use serde_json::{Value, json};

use super::super::recorded::RecordedRequest;
use super::super::script::{FinishWord, Turn, TurnUsage};
use super::{NumberedCall, Op, Serial, Writer, data_frame};

pub(super) struct GoogleWriter {
    ops: Vec<Op>,
    id: String,
    model: String,
    usage: TurnUsage,
    /// A signature that waits for its part.
    signature: Option<String>,
    /// What the searches found.
    grounding: Value,
    /// A call whose arguments are no JSON: the real model's answer ends there.
    is_call_malformed: bool,
}

impl GoogleWriter {
    pub(super) fn new(request: &RecordedRequest, turn: &Turn, serial: Serial) -> Self {
        Self {
            ops: Vec::new(),
            id: format!("gemini_{}", serial.answer),
            model: request.model().to_owned(),
            usage: turn.usage,
            signature: None,
            grounding: Value::Null,
            is_call_malformed: false,
        }
    }

    fn chunk(&mut self, candidate: Value, usage: &Value) {
        let mut candidate = candidate;
        candidate["index"] = json!(0);
        let data = json!({"candidates": [candidate], "usageMetadata": usage, "modelVersion": self.model,
            "responseId": self.id});
        self.ops.push(data_frame(&data.to_string()));
    }

    fn parts(&mut self, parts: &[Value]) {
        let usage = json!({"promptTokenCount": self.usage.input + self.usage.cache_read});
        self.chunk(json!({"content": {"role": "model", "parts": parts}}), &usage);
    }

    fn signed(&mut self, mut part: Value) -> Value {
        if let Some(signature) = self.signature.take() {
            part["thoughtSignature"] = json!(signature);
        }
        part
    }
}

impl Writer for GoogleWriter {
    fn start(&mut self) {}

    fn text(&mut self, chunk: &str) {
        self.parts(&[json!({"text": chunk})]);
    }

    fn reasoning(&mut self, chunk: &str) {
        self.parts(&[json!({"text": chunk, "thought": true})]);
    }

    fn reasoning_signature(&mut self, signature: Option<&str>) {
        self.signature = signature.map(str::to_owned);
    }

    /// A signature without a thought.
    fn redacted(&mut self, data: &str) {
        self.parts(&[json!({"text": "", "thoughtSignature": data})]);
    }

    /// Calls come whole and at once; newer models give them ids.
    fn calls(&mut self, calls: &[NumberedCall]) {
        let has_ids = self.model.starts_with("gemini-3");
        let mut parts = Vec::new();
        for call in calls {
            let Ok(args) = serde_json::from_str::<Value>(&call.args) else {
                self.is_call_malformed = true;
                return;
            };
            let mut function_call = json!({"name": call.name, "args": args});
            if has_ids {
                function_call["id"] = json!(call.id);
            }
            parts.push(self.signed(json!({"functionCall": function_call})));
        }
        self.parts(&parts);
    }

    fn web_search(&mut self, _id: &str, query: &str, pages: &[(String, String)]) {
        let chunks: Vec<Value> =
            pages.iter().map(|(url, title)| json!({"web": {"uri": url, "title": title}})).collect();
        self.grounding = json!({"webSearchQueries": [query], "groundingChunks": chunks,
            "searchEntryPoint": {"renderedContent": "<div></div>"}});
    }

    fn provider_error(&mut self, code: &str, message: &str) {
        let data = json!({"error": {"code": 503, "message": message, "status": code}});
        self.ops.push(data_frame(&data.to_string()));
    }

    /// The Gemini API has no blocks.
    fn close_block(&mut self) {}

    fn finish(&mut self, turn: &Turn) {
        if self.signature.is_some() {
            let part = self.signed(json!({"text": ""}));
            self.parts(&[part]);
        }
        let reason = match turn.finish_word() {
            _ if self.is_call_malformed => "MALFORMED_FUNCTION_CALL",
            FinishWord::Stop | FinishWord::ToolCalls => "STOP",
            FinishWord::Length => "MAX_TOKENS",
            FinishWord::ContentFilter => "SAFETY",
        };
        let usage = turn.usage;
        let prompt = usage.input + usage.cache_read;
        let counts = json!({
            "promptTokenCount": prompt, "cachedContentTokenCount": usage.cache_read,
            "candidatesTokenCount": usage.output - usage.reasoning, "thoughtsTokenCount": usage.reasoning,
            "totalTokenCount": prompt + usage.output,
        });
        let mut last = json!({"content": {"role": "model", "parts": []}, "finishReason": reason});
        if !self.grounding.is_null() {
            last["groundingMetadata"] = self.grounding.take();
        }
        self.chunk(last, &counts);
    }

    fn ops(&mut self) -> &mut Vec<Op> {
        &mut self.ops
    }
}
