//! What a complete answer amounts to (chat-engine.md GL-5, GL-13, GL-14).

use ropewalk_llm::{FinishReason, LlmError};
use ropewalk_model::chat::{ErrorKind, Part};
use serde_json::Value;

/// What an answer amounts to.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Verdict {
    /// A step to store.
    Step(Vec<Part>),
    /// Nothing at all, and that is fine: the turn is over.
    Empty,
    /// Nothing that helps anybody.
    Failed(LlmError),
}

/// Judges the parts of an answer that ended well. `provider` is the configured provider's name, `who` its name for
/// people.
pub(crate) fn judge(
    parts: Vec<Part>,
    reason: FinishReason,
    metadata: Option<&Value>,
    provider: &str,
    who: &str,
) -> Verdict {
    let failed = |kind, message, detail, retryable| {
        Verdict::Failed(LlmError {
            kind,
            message,
            detail,
            retryable,
            provider: provider.to_owned(),
            status_code: None,
            retry_after: None,
            fault: None,
        })
    };
    let is_visible = parts.iter().any(is_visible);
    match reason {
        FinishReason::ContentFilter if !is_visible => {
            let category = metadata.and_then(|it| find_text(it, "category"));
            let message = match category {
                Some(category) => format!("{who} blocked the answer under its content policy ({category})."),
                None => format!("{who} blocked the answer under its content policy."),
            };
            let detail = metadata.and_then(|it| find_text(it, "explanation")).map(str::to_owned);
            failed(ErrorKind::ContentFilter, message, detail, false)
        }
        FinishReason::Unknown | FinishReason::Other | FinishReason::ToolCalls if !is_visible => {
            let message = format!("{who} ended its answer without saying anything.");
            let detail = format!("The reason that it gave: {}.", reason_word(reason));
            failed(ErrorKind::Generic, message, Some(detail), true)
        }
        FinishReason::Stop
        | FinishReason::Length
        | FinishReason::ToolCalls
        | FinishReason::ContentFilter
        | FinishReason::Other
        | FinishReason::Unknown => {
            if parts.is_empty() {
                Verdict::Empty
            } else {
                Verdict::Step(parts)
            }
        }
    }
}

/// Whether a person sees something of it, or a tool runs. Reasoning and blank text do not count.
fn is_visible(part: &Part) -> bool {
    match part {
        Part::Text { text, .. } => !text.trim().is_empty(),
        Part::Reasoning { .. } => false,
        Part::ToolCall { .. }
        | Part::ToolResult { .. }
        | Part::Source { .. }
        | Part::File { .. }
        | Part::FileReference { .. }
        | Part::ContextFile { .. }
        | Part::Skill { .. } => true,
    }
}

const fn reason_word(reason: FinishReason) -> &'static str {
    match reason {
        FinishReason::Stop => "stop",
        FinishReason::Length => "length",
        FinishReason::ToolCalls => "tool calls, but there are none",
        FinishReason::ContentFilter => "content filter",
        FinishReason::Other => "other",
        FinishReason::Unknown => "unknown",
    }
}

/// The first text under `key` anywhere in `value`: providers put their refusal details in different places.
fn find_text<'a>(value: &'a Value, key: &str) -> Option<&'a str> {
    match value {
        Value::Object(fields) => {
            let own = fields.get(key).and_then(Value::as_str).filter(|text| !text.trim().is_empty());
            own.or_else(|| fields.values().find_map(|value| find_text(value, key)))
        }
        Value::Array(items) => items.iter().find_map(|value| find_text(value, key)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use ropewalk_llm::FinishReason;
    use ropewalk_model::chat::{ErrorKind, Part};
    use serde_json::json;

    use super::{Verdict, judge};

    fn reasoning() -> Part {
        Part::Reasoning { text: "hm".into(), provider_metadata: None, created_at: None, completed_at: None }
    }

    fn judged(parts: Vec<Part>, reason: FinishReason) -> Verdict {
        let metadata = json!({"stop_details": {"category": "bio", "explanation": "No."}});
        judge(parts, reason, Some(&metadata), "anthropic", "Anthropic")
    }

    #[test]
    fn nothing_with_stop_is_an_empty_turn() {
        assert_eq!(judged(vec![], FinishReason::Stop), Verdict::Empty);
        assert_eq!(judged(vec![reasoning()], FinishReason::Stop), Verdict::Step(vec![reasoning()]));
    }

    #[test]
    fn a_blocked_answer_says_why_and_is_final() {
        let Verdict::Failed(error) = judged(vec![reasoning(), Part::text(" ")], FinishReason::ContentFilter)
        else {
            panic!("blocked");
        };
        assert_eq!((error.kind, error.retryable), (ErrorKind::ContentFilter, false));
        assert_eq!(error.message, "Anthropic blocked the answer under its content policy (bio).");
        assert_eq!(error.detail.as_deref(), Some("No."));
        let shown = vec![Part::text("half")];
        assert_eq!(judged(shown.clone(), FinishReason::ContentFilter), Verdict::Step(shown));
    }

    #[test]
    fn silence_for_no_good_reason_is_tried_again() {
        for reason in [FinishReason::Unknown, FinishReason::Other, FinishReason::ToolCalls] {
            let Verdict::Failed(error) = judged(vec![reasoning()], reason) else { panic!("{reason:?}") };
            assert_eq!((error.kind, error.retryable), (ErrorKind::Generic, true));
        }
    }
}
