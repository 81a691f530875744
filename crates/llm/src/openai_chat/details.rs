//! `reasoning_details`: reasoning as the gateways give it, in pieces that belong together by their index.
//!
//! They go back as they came, put together; what stands in them is between the gateway and the provider behind it.

use serde_json::Value;

/// The fields whose pieces are appended; the other fields are taken from the newest piece.
const GROWING: [&str; 3] = ["text", "summary", "data"];

/// The details of one block.
#[derive(Default)]
pub(super) struct Details(Vec<Value>);

impl Details {
    /// Takes a piece.
    pub(super) fn push(&mut self, piece: Value) {
        let is_same = |it: &&mut Value| it["type"] == piece["type"] && it["index"] == piece["index"];
        let last = self.0.last_mut().filter(|_| !piece["index"].is_null()).filter(is_same);
        let (Some(last), Some(fields)) = (last, piece.as_object()) else {
            self.0.push(piece);
            return;
        };
        for (name, value) in fields.iter().filter(|(_, value)| !value.is_null()) {
            let more = value.as_str().filter(|_| GROWING.contains(&name.as_str()));
            match (more, last[name].as_str()) {
                (Some(more), Some(before)) => last[name] = Value::String(format!("{before}{more}")),
                (_, _) => last[name] = value.clone(),
            }
        }
    }

    /// All of them; nothing stays.
    pub(super) fn take(&mut self) -> Option<Value> {
        (!self.0.is_empty()).then(|| Value::Array(std::mem::take(&mut self.0)))
    }
}

/// The words of a piece.
pub(super) fn words(piece: &Value) -> &str {
    piece["text"].as_str().or_else(|| piece["summary"].as_str()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::Details;

    #[test]
    fn pieces_are_put_together_by_index() {
        let mut details = Details::default();
        details.push(json!({"type": "reasoning.text", "text": "I ", "index": 0, "signature": null}));
        details.push(json!({"type": "reasoning.text", "text": "see", "index": 0}));
        details.push(json!({"type": "reasoning.text", "signature": "s", "index": 0}));
        details.push(json!({"type": "reasoning.encrypted", "data": "d", "index": 0}));
        details.push(json!({"type": "reasoning.text", "text": "more", "index": 1}));
        details.push(json!({"type": "reasoning.text", "text": "apart"}));
        let expected = json!([
            {"type": "reasoning.text", "text": "I see", "index": 0, "signature": "s"},
            {"type": "reasoning.encrypted", "data": "d", "index": 0},
            {"type": "reasoning.text", "text": "more", "index": 1},
            {"type": "reasoning.text", "text": "apart"},
        ]);
        assert_eq!(details.take(), Some(expected));
        assert_eq!(details.take(), None);
    }
}
