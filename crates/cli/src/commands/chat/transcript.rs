//! Turns a chat's events into what the terminal shows: the model's text to standard output as it comes,
//! tools as one line each to standard error.
//!
//! Invariant: however the stream is cut, doubled or joined late, no character of the answer is shown twice
//! and none is left out. The stored message is the truth; the preview only runs ahead of it.

use std::collections::{BTreeMap, BTreeSet};

use ropewalk_model::MessageId;
use ropewalk_wire::chats::{
    ChatMessage, ChatMessagePart, ChatMessagePartType, ChatMessageRole, ChatStatus, ChatStreamEvent,
    MessagePartEvent,
};
use serde_json::Value;

/// What to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Show {
    /// A piece of the answer, as it is.
    Text(String),
    /// A line about a tool or the chat itself.
    Note(String),
    /// A line about something that went wrong.
    Problem(String),
}

/// What has been shown so far.
#[derive(Debug, Default)]
pub(crate) struct Transcript {
    /// The newest stored message; where to go on after a lost connection.
    pub(crate) newest: Option<MessageId>,
    /// The last status seen.
    pub(crate) status: Option<ChatStatus>,
    /// The try that the preview belongs to.
    episode: (i64, i64),
    /// The last piece of that try.
    seq: i64,
    /// The text of that try that stands on the terminal.
    preview: String,
    /// Whether the last character shown was not a line end.
    mid_line: bool,
    /// Names of calls, for the lines about their results.
    calls: BTreeMap<String, String>,
    /// Calls and results that have their line.
    announced: BTreeSet<String>,
}

impl Transcript {
    /// A transcript that shows what comes after `newest`.
    pub(crate) fn after(newest: Option<MessageId>) -> Self {
        Self { newest, ..Self::default() }
    }

    /// What an event adds.
    pub(crate) fn apply(&mut self, event: &ChatStreamEvent) -> Vec<Show> {
        let mut show = Vec::new();
        match event {
            ChatStreamEvent::MessagePart { message_part, .. } => self.part(message_part, &mut show),
            ChatStreamEvent::Message { message, .. } => self.message(message, &mut show),
            ChatStreamEvent::Status { status, .. } => self.status = Some(status.status),
            ChatStreamEvent::Error { error, .. } => {
                self.end_line(&mut show);
                show.push(Show::Problem(error.message.clone()));
                show.extend(error.detail.clone().map(|detail| Show::Problem(format!("  {detail}"))));
            }
            ChatStreamEvent::Retry { retry, .. } => {
                self.end_line(&mut show);
                let secs = (retry.delay_ms + 999) / 1000;
                show.push(Show::Note(format!(
                    "{} Next try in {secs} s (try {}).",
                    retry.error, retry.attempt
                )));
            }
            ChatStreamEvent::ActionRequired { action_required, .. } => {
                self.end_line(&mut show);
                let names: Vec<_> =
                    action_required.tool_calls.iter().map(|call| call.tool_name.as_str()).collect();
                show.push(Show::Note(format!("The chat waits for results of: {}", names.join(", "))));
            }
            ChatStreamEvent::QueueUpdate { .. }
            | ChatStreamEvent::PreviewReset { .. }
            | ChatStreamEvent::HistoryReset { .. } => {}
        }
        show
    }

    fn part(&mut self, event: &MessagePartEvent, show: &mut Vec<Show>) {
        let episode = (event.history_version, event.generation_attempt);
        if episode < self.episode || (episode == self.episode && event.seq <= self.seq) {
            return;
        }
        if episode > self.episode {
            self.episode = episode;
            if !self.preview.is_empty() {
                // A new try: what the last one said does not count, and cannot be taken back from a terminal.
                self.end_line(show);
                show.push(Show::Note("(starting over)".to_owned()));
                self.preview.clear();
            }
        }
        self.seq = event.seq;
        match event.part.kind {
            ChatMessagePartType::Text => {
                self.preview.push_str(&event.part.text);
                self.text(&event.part.text, show);
            }
            ChatMessagePartType::ToolCall if event.part.args_delta.is_none() => self.call(&event.part, show),
            ChatMessagePartType::ToolResult if event.part.result_delta.is_none() => {
                self.result(&event.part, show);
            }
            ChatMessagePartType::ToolCall
            | ChatMessagePartType::ToolResult
            | ChatMessagePartType::Reasoning
            | ChatMessagePartType::Source
            | ChatMessagePartType::File
            | ChatMessagePartType::FileReference
            | ChatMessagePartType::ContextFile
            | ChatMessagePartType::Skill => {}
        }
    }

    fn message(&mut self, message: &ChatMessage, show: &mut Vec<Show>) {
        if self.newest.is_some_and(|newest| message.id <= newest) {
            return;
        }
        self.newest = Some(message.id);
        match message.role {
            ChatMessageRole::Assistant => {
                let text: String = message
                    .content
                    .iter()
                    .filter(|part| part.kind == ChatMessagePartType::Text)
                    .map(|part| part.text.as_str())
                    .collect();
                match text.strip_prefix(self.preview.as_str()) {
                    Some(rest) => self.text(rest, show),
                    None => {
                        self.end_line(show);
                        self.text(&text, show);
                    }
                }
                self.preview.clear();
                self.end_line(show);
                for part in message.content.iter().filter(|part| part.kind == ChatMessagePartType::ToolCall) {
                    self.call(part, show);
                }
            }
            ChatMessageRole::Tool => {
                for part in &message.content {
                    self.result(part, show);
                }
            }
            ChatMessageRole::User | ChatMessageRole::System => {}
        }
    }

    fn call(&mut self, part: &ChatMessagePart, show: &mut Vec<Show>) {
        let id = part.tool_call_id.clone().unwrap_or_default();
        let name = part.tool_name.clone().unwrap_or_default();
        if !self.announced.insert(format!("call {id}")) {
            return;
        }
        self.end_line(show);
        let args = part.args.as_ref().map(summary_of_args).unwrap_or_default();
        show.push(Show::Note(format!("▸ {name} {args}").trim_end().to_owned()));
        self.calls.insert(id, name);
    }

    fn result(&mut self, part: &ChatMessagePart, show: &mut Vec<Show>) {
        let id = part.tool_call_id.clone().unwrap_or_default();
        if !self.announced.insert(format!("result {id}")) {
            return;
        }
        self.end_line(show);
        let name = self.calls.get(&id).cloned().or_else(|| part.tool_name.clone()).unwrap_or_default();
        let result = part.result.clone().unwrap_or(Value::Null);
        show.extend(lines_of_result(&name, &result, part.is_error).into_iter().map(Show::Note));
    }

    fn text(&mut self, text: &str, show: &mut Vec<Show>) {
        if text.is_empty() {
            return;
        }
        self.mid_line = !text.ends_with('\n');
        show.push(Show::Text(text.to_owned()));
    }

    fn end_line(&mut self, show: &mut Vec<Show>) {
        if std::mem::take(&mut self.mid_line) {
            show.push(Show::Text("\n".to_owned()));
        }
    }
}

/// The most telling argument of a call, on one line.
fn summary_of_args(args: &Value) -> String {
    const MAX_CHARS: usize = 120;
    let telling = ["command", "path", "query", "name", "process_id", "template_id"];
    let text = telling.iter().find_map(|key| args.get(key).and_then(Value::as_str)).map_or_else(
        || {
            if args.as_object().is_some_and(serde_json::Map::is_empty) {
                String::new()
            } else {
                args.to_string()
            }
        },
        str::to_owned,
    );
    one_line(&text, MAX_CHARS)
}

/// What became of a call: its outcome, and the last lines of its output.
fn lines_of_result(name: &str, result: &Value, is_error: bool) -> Vec<String> {
    const OUTPUT_LINES: usize = 8;
    const MAX_CHARS: usize = 160;
    let mut lines = Vec::new();
    if let Some(output) = result.get("output").and_then(Value::as_str) {
        let all: Vec<&str> = output.lines().collect();
        let hidden = all.len().saturating_sub(OUTPUT_LINES);
        if hidden > 0 {
            lines.push(format!("  … {hidden} lines above"));
        }
        lines.extend(all[hidden..].iter().map(|line| format!("  {}", one_line(line, MAX_CHARS))));
    }
    let problem =
        result.get("error").and_then(Value::as_str).or_else(|| if is_error { result.as_str() } else { None });
    let exit = result.get("exit_code").and_then(Value::as_i64);
    let took = result.get("wall_duration_ms").and_then(Value::as_i64);
    let took = took.map(|ms| format!(" in {}.{} s", ms / 1000, (ms % 1000) / 100)).unwrap_or_default();
    match (problem, exit) {
        (Some(problem), _) => lines.push(format!("  {name} failed: {}", one_line(problem, MAX_CHARS))),
        (None, Some(code)) => lines.push(format!("  exit {code}{took}")),
        (None, None) if is_error => lines.push(format!("  {name} failed")),
        (None, None) => {}
    }
    lines
}

fn one_line(text: &str, max_chars: usize) -> String {
    let flat: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    if flat.chars().count() <= max_chars {
        return flat;
    }
    flat.chars().take(max_chars - 1).chain(['…']).collect()
}

#[cfg(test)]
#[path = "transcript_tests.rs"]
mod tests;
