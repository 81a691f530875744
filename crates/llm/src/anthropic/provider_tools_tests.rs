use std::borrow::Cow;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::{AnswerPiece, BrokenHistory, bad_pieces, misplaced, sanitised};
use crate::{Content, Message, Role};

fn call(id: &str) -> Content {
    call_of(id, "web_search", json!({"query": "q"}))
}

fn call_of(id: &str, tool_name: &str, args: Value) -> Content {
    Content::ToolCall {
        id: id.to_owned(),
        tool_name: tool_name.to_owned(),
        args,
        provider_executed: true,
        provider_metadata: None,
    }
}

fn result(id: &str) -> Content {
    result_of(id, &json!([{"url": "https://a.example", "title": "A", "encrypted_content": "e"}]))
}

fn result_of(id: &str, result: &Value) -> Content {
    Content::ToolResult {
        id: id.to_owned(),
        tool_name: "web_search".to_owned(),
        text: result.to_string(),
        media: None,
        is_error: false,
        provider_executed: true,
        provider_metadata: None,
    }
}

fn text(text: &str) -> Content {
    Content::Text { text: text.to_owned(), provider_metadata: None }
}

fn signed() -> Content {
    Content::Reasoning {
        text: "hm".to_owned(),
        provider_metadata: Some(json!({"anthropic": {"signature": "s"}})),
    }
}

fn answer(content: Vec<Content>) -> Message {
    Message { role: Role::Assistant, content }
}

/// What is left of an answer that another one follows.
fn left(content: Vec<Content>) -> Vec<Content> {
    let messages = [answer(content), answer(vec![text("later")])];
    sanitised(&messages).expect("not the latest")[0].content.clone()
}

const A: &str = "srvtoolu_a";
const B: &str = "srvtoolu_b";

#[test]
fn what_is_right_stays_as_it_is() {
    let error = json!({"type": "web_search_tool_result_error", "error_code": "max_uses_exceeded"});
    let messages = [
        answer(vec![call(A), text("hm"), result(A), call(B), result_of(B, &json!([]))]),
        answer(vec![signed(), call("srvtoolu_c"), result_of("srvtoolu_c", &error)]),
    ];
    assert!(matches!(sanitised(&messages), Ok(Cow::Borrowed(_))));
}

#[test]
fn each_violation_is_taken_out_and_the_rest_stays() {
    let pages = json!([{"url": "https://a.example", "title": "A"}]);
    let told = text("Pages that a search of the web found:\n- A: https://a.example");
    for (content, expected) in [
        (vec![call(A), text("t")], vec![text("t")]),
        (vec![text("t"), result_of(A, &json!([]))], vec![text("t")]),
        (vec![result_of(A, &json!([])), call(A)], vec![]),
        (vec![call(A), result(A), call(A)], vec![call(A), result(A)]),
        (vec![call(A), result(A), result_of(A, &json!([]))], vec![call(A), result(A)]),
        (vec![call(" "), result_of(" ", &json!([]))], vec![]),
        (vec![call_of(A, "code_execution", json!({})), result_of(A, &json!([]))], vec![]),
        (vec![call_of(A, "web_search", json!("{")), result_of(A, &json!([]))], vec![]),
        // of OpenAI and of Google
        (vec![call("ws_1"), result_of("ws_1", &json!({"status": "completed"})), text("t")], vec![text("t")]),
        (vec![call("web_search_1"), result_of("web_search_1", &pages)], vec![told.clone()]),
        (vec![call(A), result_of(A, &pages)], vec![told]),
    ] {
        assert_eq!(left(content.clone()), expected, "{content:?}");
    }
}

#[test]
fn pieces_outside_of_answers_and_ids_of_earlier_answers_go() {
    let user = Message { role: Role::User, content: vec![text("hi"), call(A), result_of(A, &json!([]))] };
    let messages = [user, answer(vec![text("one")])];
    assert_eq!(sanitised(&messages).expect("not signed")[0].content, [text("hi")]);
    let twice = [
        answer(vec![call(A), result(A)]),
        answer(vec![call(A), result(A), text("t")]),
        answer(vec![text("x")]),
    ];
    let found = sanitised(&twice).expect("not signed");
    assert_eq!(found[0], twice[0]);
    assert!(matches!(&found[1].content[..], [Content::Text { .. }, Content::Text { .. }]), "{found:?}");
}

#[test]
fn an_answer_with_signed_reasoning_is_not_changed_while_its_turn_goes_on() {
    let broken = answer(vec![signed(), call(A), text("t")]);
    let user = Message { role: Role::User, content: vec![text("hi")] };
    let tool = Message { role: Role::Tool, content: vec![] };
    assert_eq!(sanitised(&[user.clone(), broken.clone(), tool]), Err(BrokenHistory));
    for after in [user, answer(vec![text("later")])] {
        let older = [broken.clone(), after];
        assert_eq!(sanitised(&older).expect("older")[0].content, [signed(), text("t")]);
    }
}

fn any_content() -> impl Strategy<Value = Content> {
    let id = prop_oneof![Just(A), Just(B), Just("ws_1"), Just("")];
    prop_oneof![
        id.clone().prop_map(call),
        id.clone().prop_map(result),
        id.prop_map(|id| result_of(id, &json!([{"url": "u"}]))),
        Just(text("t")),
        Just(signed()),
    ]
}

proptest! {
    /// The guard's condition after the sanitiser (PR-16): nothing is left to find.
    #[test]
    fn one_pass_is_enough(answers in prop::collection::vec(prop::collection::vec(any_content(), 0..8), 1..5)) {
        let messages: Vec<Message> = answers.into_iter().map(answer).collect();
        if let Ok(clean) = sanitised(&messages) {
            let mut seen = std::collections::HashSet::new();
            for message in clean.iter() {
                prop_assert!(bad_pieces(message, &mut seen).is_empty(), "{message:?}");
            }
        }
    }
}

#[test]
fn a_call_counts_once_whatever_comes_after_it() {
    let args = json!({});
    let found = json!([]);
    let call = AnswerPiece::Call { id: A, tool_name: "web_search", args: &args };
    let result = AnswerPiece::Result { id: A, result: &found };
    assert!(misplaced(&[call, result]).is_empty());
    assert_eq!(misplaced(&[call, call, result]).into_iter().collect::<Vec<_>>(), [1]);
    assert_eq!(misplaced(&[result, call]).into_iter().collect::<Vec<_>>(), [0, 1]);
}
