//! The verdict sees each kind of wrong: a suite that counts nothing would find nothing.

use ropewalk_wire::chats::{ChatMessage, ChatStatus, ChatStreamEvent};
use serde_json::{Value, json};

use super::people::Lived;
use super::script::{self, COMMANDS, EDIT, EFFECTS};
use super::verdict::Verdict;
use super::viewers::Seen;

const CHAT: &str = "7d444840-9dc0-11d1-b245-5ffdce74fad2";

fn message(id: i64, role: &str, content: &Value) -> ChatMessage {
    let message = json!({"id": id, "chat_id": CHAT, "created_at": "2026-01-01T00:00:00Z", "role": role, "content": content});
    serde_json::from_value(message).expect("a message")
}

/// A chat of one turn in which all went well, and what it left behind.
struct Case {
    lived: Lived,
    effects: Vec<String>,
    log: Vec<String>,
}

impl Case {
    fn good() -> Self {
        let turn = script::turn_text("c0.0", 0);
        let mut lived = Lived::new("c0.0".to_owned(), turn.clone());
        lived.status = Some(ChatStatus::Waiting);
        let effects: Vec<String> = COMMANDS.map(|what| script::token(&turn, what)).into();
        let edit = script::token(&turn, EDIT);
        let mut calls: Vec<Value> = Vec::new();
        let mut results: Vec<Value> = Vec::new();
        for (place, token) in effects.iter().enumerate() {
            let id = format!("call {place}");
            let args = json!({"command": format!("echo {token} >> {EFFECTS}")});
            calls
                .push(json!({"type": "tool-call", "tool_call_id": id, "tool_name": "execute", "args": args}));
            results.push(json!({"type": "tool-result", "tool_call_id": id, "tool_name": "execute", "result": {"exit_code": 0}}));
        }
        let args = json!({"edits": [{"new_text": format!("{edit}\nend")}]});
        calls.push(
            json!({"type": "tool-call", "tool_call_id": "edit", "tool_name": "edit_files", "args": args}),
        );
        results.push(
            json!({"type": "tool-result", "tool_call_id": "edit", "tool_name": "edit_files", "result": {}}),
        );
        lived.messages = vec![
            message(1, "user", &json!([{"type": "text", "text": turn}])),
            message(2, "assistant", &json!(calls)),
            message(3, "tool", &json!(results)),
            message(4, "assistant", &json!([{"type": "text", "text": script::answer_to(&turn)}])),
        ];
        Self { lived, effects, log: vec![edit] }
    }

    fn wrongs(self) -> Vec<String> {
        let home = tempfile::tempdir().expect("a directory");
        std::fs::write(home.path().join(script::log_of("c0.0")), self.log.join("\n")).expect("the log");
        Verdict::of(&[vec![self.lived]], &self.effects.join("\n"), home.path()).wrongs()
    }

    /// The only wrong after `spoil`.
    fn only_wrong(spoil: impl FnOnce(&mut Self)) -> String {
        let mut case = Self::good();
        spoil(&mut case);
        let wrongs = case.wrongs();
        assert_eq!(wrongs.len(), 1, "{wrongs:?}");
        wrongs[0].clone()
    }
}

#[test]
fn nothing_is_wrong_with_a_good_chat() {
    assert_eq!(Case::good().wrongs(), Vec::<String>::new());
}

#[test]
fn lost_and_doubled_messages_are_named() {
    let lost = Case::only_wrong(|case| drop(case.lived.messages.remove(0)));
    assert_eq!(lost, "lost message: turn c0.0 0");
    let doubled = Case::only_wrong(|case| {
        let again = case.lived.messages[3].clone();
        case.lived.messages.push(again);
    });
    assert_eq!(doubled, "doubled message: turn c0.0 0 is done");
    let unanswered = Case::only_wrong(|case| drop(case.lived.messages.pop()));
    assert_eq!(unanswered, "lost message: turn c0.0 0 is done");
}

#[test]
fn only_a_turn_that_somebody_stopped_may_lack_its_answer() {
    let mut case = Case::good();
    case.lived.messages.pop();
    case.lived.cut.insert(script::turn_text("c0.0", 0));
    assert_eq!(case.wrongs(), Vec::<String>::new());
}

#[test]
fn lost_and_doubled_effects_are_named() {
    assert_eq!(Case::only_wrong(|case| drop(case.effects.remove(0))), "lost effect: c0.0.0.first");
    let doubled = Case::only_wrong(|case| case.effects.push(case.effects[2].clone()));
    assert_eq!(doubled, "doubled effect: c0.0.0.slow");
    assert_eq!(Case::only_wrong(|case| case.log.clear()), "lost effect: c0.0.0.edit");
    let doubled = Case::only_wrong(|case| case.log.push(case.log[0].clone()));
    assert_eq!(doubled, "doubled effect: c0.0.0.edit");
}

#[test]
fn broken_histories_are_named() {
    let dangling = Case::only_wrong(|case| drop(case.lived.messages[2].content.pop()));
    assert_eq!(dangling, "broken history: edit has no result");
    let twice = Case::only_wrong(|case| {
        let again = case.lived.messages[2].content[3].clone();
        case.lived.messages[2].content.push(again);
    });
    assert_eq!(twice, "broken history: edit has two results");
}

#[test]
fn stuck_and_failed_chats_are_named() {
    assert_eq!(Case::only_wrong(|case| case.lived.status = None), "stuck chat: c0.0");
    let failed = Case::only_wrong(|case| case.lived.status = Some(ChatStatus::Error));
    assert_eq!(failed, "chat in error: c0.0");
}

#[test]
fn a_viewer_must_see_each_message_once_and_each_piece_in_its_place() {
    let history = Case::good().lived.messages;
    let send = |seen: &mut Seen, message: &ChatMessage| {
        seen.take(ChatStreamEvent::Message { chat_id: message.chat_id, message: message.clone() });
    };
    let piece = |seen: &mut Seen, seq: i64| {
        let event = json!({"type": "message_part", "chat_id": CHAT, "message_part": {
            "part": {"type": "text", "text": "a"}, "history_version": 3, "generation_attempt": 1, "seq": seq}});
        seen.take(serde_json::from_value(event).expect("a piece"));
    };
    let mut seen = Seen::default();
    history[..3].iter().for_each(|message| send(&mut seen, message));
    piece(&mut seen, 1);
    piece(&mut seen, 2);
    assert_eq!(seen.wrongs(&history), ["message 4 never came"]);
    send(&mut seen, &history[3]);
    assert_eq!(seen.wrongs(&history), Vec::<String>::new());

    send(&mut seen, &history[3]);
    piece(&mut seen, 4);
    assert_eq!(
        seen.wrongs(&history[..3]),
        [
            "message 4 came twice",
            "piece 4 of try 3/1 came where 3 was due",
            "message 4 is not in the history"
        ]
    );
}
