//! `advisor`: asks another model how to go on (chat-engine.md 6.2). It must be the only call of its step, so that what is asked about stands still.

use async_trait::async_trait;
use ropewalk_llm::ToolDefinition;
use ropewalk_model::text::first_chars;
use serde_json::{Value, json};

use super::args::{Args, BadArgs};
use super::schema::definition;
use super::session::until_cancelled;
use super::{Need, Recovery, Tool, ToolCallContext, ToolMode, ToolOutcome, modes};
use crate::side_calls::Advice;

/// The longest question, in characters; the rest is left out (SV-16).
const QUESTION_CHARS_MAX: usize = 2000;

/// Asks the advisor.
pub(super) struct Advisor;

#[async_trait]
impl Tool for Advisor {
    fn definition(&self) -> ToolDefinition {
        definition(
            "advisor",
            "Asks a second model for advice. It sees the end of this conversation and answers in words; it does nothing. For decisions \
             that are hard to take back, for plans with many parts, and when you are stuck after real tries. Gather what is needed \
             first, then call it as the only call of a step.",
            json!({
                "question": {"type": "string", "description": "What to advise on: the situation, what you found and tried, and the decision. At most 2000 characters."},
            }),
            &["question"],
        )
    }

    /// Asking again changes nothing.
    fn recovery(&self) -> Recovery {
        Recovery::RunAgain
    }

    fn needs(&self) -> Option<Need> {
        Some(Need::Advisor)
    }

    fn is_exclusive(&self) -> bool {
        true
    }

    fn modes(&self) -> &'static [ToolMode] {
        modes::ACTING_ROOTS
    }

    async fn run(&self, call: ToolCallContext) -> ToolOutcome {
        let asked = match question(&call.args) {
            Ok(asked) => asked,
            Err(bad) => return ToolOutcome::error(bad.to_string()),
        };
        let advised =
            async { outcome(call.counsel.advise(&call.chat, call.message_id, &asked, &call.waits).await) };
        until_cancelled(&call.cancel, advised).await
    }
}

fn question(args: &Value) -> Result<String, BadArgs> {
    let question = Args::of(args)?.word("question")?.trim();
    if question.is_empty() {
        return Err(BadArgs::field("question", "must not be blank"));
    }
    Ok(first_chars(question, QUESTION_CHARS_MAX).to_owned())
}

fn outcome(advice: Advice) -> ToolOutcome {
    match advice {
        Advice::Given { text, model, remaining_uses } => ToolOutcome::ok(json!({
            "type": "advice", "advice": text, "advisor_model": model, "remaining_uses": remaining_uses,
        })),
        Advice::LimitReached => ToolOutcome::ok(json!({
            "type": "limit_reached",
            "error": "The advisor was asked as often as it may be in this turn. Decide yourself.",
            "remaining_uses": 0,
        })),
        Advice::Failed { why, remaining_uses } => ToolOutcome {
            is_error: true,
            ..ToolOutcome::ok(json!({"type": "error", "error": why, "remaining_uses": remaining_uses}))
        },
    }
}
