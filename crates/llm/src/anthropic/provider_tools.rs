//! Tools that Anthropic runs itself, and what must hold of their calls and results for it to take them back
//! (chat-engine.md 5.5, PR-15 and PR-16).
//!
//! One piece out of place, and the API refuses the whole request, for good: the chat would be stuck. Pieces go wrong when an answer
//! is interrupted within a search, and when a chat changes from one provider to another, whose searches look alike and are not.
//!
//! What must stay true: what [`misplaced`] finds is taken out in one pass, and afterwards it finds nothing; an answer with signed
//! reasoning is not changed while its turn goes on. Once a person has spoken again, the API itself no longer looks at that reasoning,
//! so that an answer that was interrupted within a search stops no chat.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashSet};

use serde_json::Value;

use crate::metadata::{self, ANTHROPIC};
use crate::{Content, Message, Role};

/// The only tool that we let Anthropic run.
const SEARCH: &str = "web_search";
/// How the ids of such calls begin; the API refuses others.
const ID_PREFIX: &str = "srvtoolu_";
/// How many pages of a result that cannot go back are named in its place.
const PAGES_TOLD: usize = 20;

/// A piece of an answer, as far as it matters here.
#[derive(Clone, Copy, Debug)]
pub enum AnswerPiece<'a> {
    /// A call that the provider ran.
    Call {
        /// Its id.
        id: &'a str,
        /// The tool.
        tool_name: &'a str,
        /// Its arguments.
        args: &'a Value,
    },
    /// The result of such a call.
    Result {
        /// The id of the call.
        id: &'a str,
        /// What it gave.
        result: &'a Value,
    },
    /// Reasoning that carries Anthropic's seal.
    SignedReasoning,
    /// Anything else.
    Other,
}

impl<'a> AnswerPiece<'a> {
    /// What reasoning with this metadata is.
    #[must_use]
    pub fn reasoning(provider_metadata: Option<&Value>) -> Self {
        let has = |field| metadata::text(provider_metadata, ANTHROPIC, field).is_some();
        if has("signature") || has("redacted_data") { Self::SignedReasoning } else { Self::Other }
    }

    fn of(content: &'a Content, parsed: Option<&'a Value>) -> Self {
        match content {
            Content::ToolCall { id, tool_name, args, provider_executed: true, .. } => {
                Self::Call { id, tool_name, args }
            }
            Content::ToolResult { id, provider_executed: true, .. } => {
                Self::Result { id, result: parsed.unwrap_or(&Value::Null) }
            }
            Content::Reasoning { provider_metadata, .. } => Self::reasoning(provider_metadata.as_ref()),
            Content::Text { .. }
            | Content::File { .. }
            | Content::ToolCall { .. }
            | Content::ToolResult { .. } => Self::Other,
        }
    }
}

/// The places of the pieces of one answer that Anthropic would not take back: calls without a result, results without a call,
/// results before their calls, doubled ids, and calls and results that are not of its own search.
#[must_use]
pub fn misplaced(pieces: &[AnswerPiece<'_>]) -> BTreeSet<usize> {
    let call_of = |wanted: &str| {
        pieces.iter().position(|it| matches!(it, AnswerPiece::Call { id, .. } if *id == wanted))
    };
    let mut misplaced = BTreeSet::new();
    let mut paired = HashSet::new();
    for (place, piece) in pieces.iter().enumerate() {
        match piece {
            AnswerPiece::Call { .. } => {
                misplaced.insert(place);
            }
            AnswerPiece::Result { id, result } => {
                let call = call_of(id).filter(|call| *call < place && is_own_call(&pieces[*call]));
                match call {
                    Some(call) if is_own_result(result) && paired.insert(*id) => {
                        misplaced.remove(&call);
                    }
                    Some(_) | None => {
                        misplaced.insert(place);
                    }
                }
            }
            AnswerPiece::SignedReasoning | AnswerPiece::Other => {}
        }
    }
    misplaced
}

/// Whether an answer carries reasoning under Anthropic's seal: then it goes back as it came.
#[must_use]
pub fn is_signed(pieces: &[AnswerPiece<'_>]) -> bool {
    pieces.iter().any(|it| matches!(it, AnswerPiece::SignedReasoning))
}

fn is_own_call(call: &AnswerPiece<'_>) -> bool {
    matches!(call, AnswerPiece::Call { id, tool_name, args }
        if *tool_name == SEARCH && args.is_object() && id.len() > ID_PREFIX.len() && id.starts_with(ID_PREFIX))
}

/// Pages with their sealed contents, perhaps none; or an error with its code.
fn is_own_result(result: &Value) -> bool {
    match result {
        Value::Array(pages) => {
            pages.iter().all(|it| it["encrypted_content"].is_string() && it["url"].is_string())
        }
        Value::Object(error) => error.get("error_code").is_some_and(Value::is_string),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}

/// The history holds pieces that Anthropic refuses, in a place where they may not be taken out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct BrokenHistory;

/// The conversation as Anthropic takes it; the same, where nothing is wrong with it. Of a result that is taken out the pages are
/// told as text, so that the model knows what it found.
///
/// # Errors
/// The answer that the turn goes on from has signed reasoning and holds a piece that the API refuses.
pub(super) fn sanitised(messages: &[Message]) -> Result<Cow<'_, [Message]>, BrokenHistory> {
    let current = messages.iter().rposition(|it| matches!(it.role, Role::Assistant | Role::User));
    let mut seen = HashSet::new();
    let mut changed: Vec<(usize, Message)> = Vec::new();
    for (place, message) in messages.iter().enumerate() {
        let bad = bad_pieces(message, &mut seen);
        if bad.is_empty() {
            continue;
        }
        if current == Some(place) && message.role == Role::Assistant && has_signed_reasoning(message) {
            return Err(BrokenHistory);
        }
        tracing::debug!(
            place,
            count = bad.len(),
            "Pieces that Anthropic does not take were left out of a request"
        );
        changed.push((place, without(message, &bad)));
    }
    if changed.is_empty() {
        return Ok(Cow::Borrowed(messages));
    }
    let mut messages = messages.to_vec();
    for (place, message) in changed {
        messages[place] = message;
    }
    Ok(Cow::Owned(messages))
}

/// The places of what must go. `seen` are the ids of the calls of the messages before, which must not come again.
fn bad_pieces(message: &Message, seen: &mut HashSet<String>) -> BTreeSet<usize> {
    let parsed: Vec<Option<Value>> = message.content.iter().map(parsed_result).collect();
    let pieces: Vec<AnswerPiece<'_>> = message
        .content
        .iter()
        .zip(&parsed)
        .map(|(it, parsed)| AnswerPiece::of(it, parsed.as_ref()))
        .collect();
    let is_of_provider =
        |it: &AnswerPiece<'_>| matches!(it, AnswerPiece::Call { .. } | AnswerPiece::Result { .. });
    let mut bad = match message.role {
        Role::Assistant => misplaced(&pieces),
        Role::System | Role::User | Role::Tool => {
            pieces.iter().enumerate().filter(|(_, it)| is_of_provider(it)).map(|(place, _)| place).collect()
        }
    };
    let mut own = HashSet::new();
    for (place, piece) in pieces.iter().enumerate() {
        if let AnswerPiece::Call { id, .. } | AnswerPiece::Result { id, .. } = piece {
            if seen.contains(*id) {
                bad.insert(place);
            } else {
                own.insert((*id).to_owned());
            }
        }
    }
    seen.extend(own);
    bad
}

fn parsed_result(content: &Content) -> Option<Value> {
    match content {
        Content::ToolResult { text, provider_executed: true, .. } => serde_json::from_str(text).ok(),
        Content::Text { .. }
        | Content::Reasoning { .. }
        | Content::File { .. }
        | Content::ToolCall { .. }
        | Content::ToolResult { .. } => None,
    }
}

fn has_signed_reasoning(message: &Message) -> bool {
    let pieces: Vec<AnswerPiece<'_>> = message.content.iter().map(|it| AnswerPiece::of(it, None)).collect();
    is_signed(&pieces)
}

fn without(message: &Message, bad: &BTreeSet<usize>) -> Message {
    let kept = message.content.iter().enumerate().filter_map(|(place, content)| {
        if bad.contains(&place) { told_pages(content) } else { Some(content.clone()) }
    });
    Message { role: message.role, content: kept.collect() }
}

/// The pages of a result, for the model to read.
fn told_pages(content: &Content) -> Option<Content> {
    let result = parsed_result(content)?;
    let line = |page: &Value| {
        let url = page["url"].as_str()?;
        Some(match page["title"].as_str().filter(|it| !it.is_empty()) {
            Some(title) => format!("- {title}: {url}"),
            None => format!("- {url}"),
        })
    };
    let lines: Vec<String> = result.as_array()?.iter().filter_map(line).take(PAGES_TOLD).collect();
    (!lines.is_empty()).then(|| Content::Text {
        text: format!("Pages that a search of the web found:\n{}", lines.join("\n")),
        provider_metadata: None,
    })
}

#[cfg(test)]
#[path = "provider_tools_tests.rs"]
mod tests;
