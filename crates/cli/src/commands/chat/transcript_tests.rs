//! The promise of the transcript: nothing twice, nothing missing, however the stream is cut.

use ropewalk_model::{ChatId, MessageId};
use ropewalk_wire::chats::ChatStreamEvent;
use serde_json::{Value, json};

use super::{Show, Transcript};

fn event(value: Value) -> ChatStreamEvent {
    let mut value = value;
    value["chat_id"] = json!(ChatId::NIL.to_string());
    serde_json::from_value(value).expect("an event")
}

fn piece(attempt: i64, seq: i64, text: &str) -> ChatStreamEvent {
    event(json!({"type": "message_part", "message_part": {
        "role": "assistant", "part": {"type": "text", "text": text},
        "history_version": 2, "generation_attempt": attempt, "seq": seq}}))
}

fn message(id: i64, role: &str, content: Value) -> ChatStreamEvent {
    event(json!({"type": "message", "message": {
        "id": id, "chat_id": ChatId::NIL.to_string(), "created_at": "2026-01-01T00:00:00Z",
        "role": role, "content": content}}))
}

fn answer(id: i64, text: &str) -> ChatStreamEvent {
    message(id, "assistant", json!([{"type": "text", "text": text}]))
}

fn shown(events: &[ChatStreamEvent]) -> String {
    let mut transcript = Transcript::default();
    events
        .iter()
        .flat_map(|event| transcript.apply(event))
        .filter_map(|show| match show {
            Show::Text(text) => Some(text),
            Show::Note(_) | Show::Problem(_) => None,
        })
        .collect()
}

#[test]
fn the_stored_message_adds_only_what_the_preview_left_out() {
    assert_eq!(shown(&[piece(1, 1, "Hel"), piece(1, 2, "lo"), answer(5, "Hello")]), "Hello\n");
    assert_eq!(shown(&[piece(1, 1, "Hel"), answer(5, "Hello")]), "Hello\n");
    assert_eq!(shown(&[answer(5, "Hello")]), "Hello\n");
}

#[test]
fn a_stream_that_is_joined_again_at_any_instant_shows_each_character_once() {
    let whole = [piece(1, 1, "a"), piece(1, 2, "b"), piece(1, 3, "c"), answer(5, "abc")];
    for cut in 0..=whole.len() {
        let mut events = whole[..cut].to_vec();
        events.extend(whole.iter().cloned());
        assert_eq!(shown(&events), "abc\n", "cut at {cut}");
    }
}

#[test]
fn a_new_try_starts_on_a_new_line() {
    let text = shown(&[piece(1, 1, "wrong"), piece(2, 1, "right"), answer(5, "right")]);
    assert_eq!(text, "wrong\nright\n");
}

#[test]
fn tools_have_one_line_for_the_call_and_one_for_the_outcome() {
    let call =
        json!({"type": "tool-call", "tool_call_id": "c1", "tool_name": "execute", "args": {"command": "ls"}});
    let result = json!({"type": "tool-result", "tool_call_id": "c1", "tool_name": "execute",
        "result": {"success": true, "output": "x\ny\n", "exit_code": 0, "wall_duration_ms": 1234}});
    let mut transcript = Transcript::default();
    let events = [message(5, "assistant", json!([call])), message(6, "tool", json!([result]))];
    let lines: Vec<Show> =
        events.iter().chain(events.iter()).flat_map(|event| transcript.apply(event)).collect();
    let expected = ["▸ execute ls", "  x", "  y", "  exit 0 in 1.2 s"];
    assert_eq!(lines, expected.map(|line| Show::Note(line.to_owned())));
    assert_eq!(transcript.newest, Some(MessageId(6)));
}
