//! Bounds the size of a tool's result before the model gets it (chat-engine.md 1.6, end).
//!
//! One oversized result could fill the context window and end the chat; so a result gets at most a third of the
//! window, at 3 bytes per token. Only text is bounded, never media.

use serde_json::Value;

use super::ToolOutcome;

/// The budget when the window of the model is not known, in bytes.
const UNKNOWN_WINDOW_BYTES: usize = 64 * 1024;
/// No budget is smaller, in bytes.
const FLOOR_BYTES: usize = 16 * 1024;
/// What the note in the middle may take, in bytes.
const NOTE_RESERVE_BYTES: usize = 256;
/// Up to this budget there is no room for a note, in bytes.
const NO_NOTE_BYTES: usize = 512;

/// How many bytes a result may have for a model with this context window, in tokens.
#[must_use]
pub fn result_budget_bytes(context_limit: Option<i64>) -> usize {
    match context_limit.and_then(|tokens| usize::try_from(tokens).ok()).filter(|tokens| *tokens > 0) {
        Some(tokens) => (tokens / 3 * 3).max(FLOOR_BYTES),
        None => UNKNOWN_WINDOW_BYTES,
    }
}

/// Whether a result had to be cut; counted by the caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bounded {
    /// It fits.
    Whole,
    /// Its middle was left out.
    Cut,
}

/// Cuts `outcome` to `budget_bytes`. A string is cut as it is. Of an object the longest text is cut, so that
/// its structure stays; what is still too long, or no object, becomes the cut JSON text.
pub fn bound_outcome(outcome: &mut ToolOutcome, budget_bytes: usize) -> Bounded {
    if outcome.is_media {
        return Bounded::Whole;
    }
    let size = size_bytes(&outcome.result);
    if size <= budget_bytes {
        return Bounded::Whole;
    }
    if let Value::Object(fields) = &mut outcome.result {
        let longest = fields.values_mut().filter_map(text_in).max_by_key(|text| text.len());
        if let Some(text) = longest {
            // escaping makes JSON longer than its text, at most sixfold: take what is over away, then measure again
            let over = size - budget_bytes;
            if text.len() > over + NO_NOTE_BYTES {
                *text = cut_middle(text, text.len() - over);
            }
        }
    }
    if size_bytes(&outcome.result) > budget_bytes {
        let text = match &outcome.result {
            Value::String(text) => text.clone(),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
                outcome.result.to_string()
            }
        };
        outcome.result = Value::String(cut_middle(&text, budget_bytes));
    }
    Bounded::Cut
}

fn text_in(value: &mut Value) -> Option<&mut String> {
    match value {
        Value::String(text) => Some(text),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

/// How long a result is as a model gets it.
#[must_use]
pub fn size_bytes(value: &Value) -> usize {
    match value {
        Value::String(text) => text.len(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
            value.to_string().len()
        }
    }
}

/// Cuts `text` to at most `budget_bytes`: two thirds from its head, one third from its tail, and between them a
/// note on how much is missing. Never cuts a character.
#[must_use]
pub(super) fn cut_middle(text: &str, budget_bytes: usize) -> String {
    if text.len() <= budget_bytes {
        return text.to_owned();
    }
    if budget_bytes <= NO_NOTE_BYTES {
        return text[..text.floor_char_boundary(budget_bytes)].to_owned();
    }
    let room = budget_bytes - NOTE_RESERVE_BYTES;
    let head = &text[..text.floor_char_boundary(room / 3 * 2)];
    let tail = &text[text.ceil_char_boundary(text.len() - room / 3)..];
    let dropped = text.len() - head.len() - tail.len();
    format!(
        "{head}\n\n[{dropped} bytes were left out here because the result is too long. \
         Ask for less: a narrower search, a smaller range, fewer files.]\n\n{tail}"
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::super::ToolOutcome;
    use super::{Bounded, bound_outcome, cut_middle, result_budget_bytes};

    #[test]
    fn budgets() {
        assert_eq!(result_budget_bytes(None), 64 * 1024);
        assert_eq!(result_budget_bytes(Some(0)), 64 * 1024);
        assert_eq!(result_budget_bytes(Some(1000)), 16 * 1024);
        assert_eq!(result_budget_bytes(Some(200_000)), 199_998);
    }

    #[test]
    fn an_object_keeps_its_shape() {
        let mut outcome = ToolOutcome::ok(json!({"output": "x".repeat(50_000), "exit_code": 1}));
        assert_eq!(bound_outcome(&mut outcome, 20_000), Bounded::Cut);
        assert_eq!(outcome.result["exit_code"], 1);
        let output = outcome.result["output"].as_str().unwrap();
        assert!(output.contains("bytes were left out"), "{output}");
        assert!(outcome.result.to_string().len() <= 20_000);
    }

    #[test]
    fn what_has_no_long_text_becomes_text() {
        let mut outcome = ToolOutcome::ok(json!({"rows": vec!["row"; 10_000]}));
        assert_eq!(bound_outcome(&mut outcome, 16_384), Bounded::Cut);
        assert!(outcome.result.as_str().unwrap().len() <= 16_384);
    }

    #[test]
    fn media_and_short_results_are_left_alone() {
        let short = ToolOutcome::ok(json!({"ok": true}));
        let media = ToolOutcome { is_media: true, ..ToolOutcome::ok(json!({"data": "x".repeat(99_999)})) };
        for outcome in [short, media] {
            let mut bounded = outcome.clone();
            assert_eq!(bound_outcome(&mut bounded, 16_384), Bounded::Whole);
            assert_eq!(bounded, outcome);
        }
    }

    #[test]
    fn a_small_budget_keeps_the_head() {
        assert_eq!(cut_middle("äöü", 3), "ä");
    }

    proptest! {
        #[test]
        fn no_cut_is_too_long_and_none_breaks_a_character(text in "[aä€😀]{0,2000}", budget in 0_usize..4000) {
            let cut = cut_middle(&text, budget);
            prop_assert!(cut.len() <= budget, "{} > {budget}", cut.len());
            prop_assert_eq!(text.len() <= budget, cut == text);
        }

        #[test]
        fn every_result_fits_its_budget(text in "[a\"\\n€]{0,4000}", budget in 600_usize..5_000) {
            let mut outcome = ToolOutcome::ok(json!({"output": text, "n": 1}));
            bound_outcome(&mut outcome, budget);
            let size = outcome.result.as_str().map_or_else(|| outcome.result.to_string().len(), str::len);
            prop_assert!(size <= budget, "{size} > {budget}");
        }
    }
}
