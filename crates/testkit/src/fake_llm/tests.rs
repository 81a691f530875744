use axum::http::HeaderMap;
use serde_json::{Value, json};

use super::check::violations;
use super::delivery::cut_ops;
use super::render::{Op, Serial, render};
use super::{Cut, Protocol, RecordedRequest, Script, Turn};

fn request(protocol: Protocol, body: Value) -> RecordedRequest {
    let mut headers = HeaderMap::new();
    headers.insert("anthropic-version", "2023-06-01".parse().expect("a header"));
    RecordedRequest { protocol, path: String::new(), path_model: None, headers, body }
}

fn anthropic(messages: Value) -> RecordedRequest {
    let body = json!({"model": "m", "max_tokens": 10, "stream": true, "messages": messages});
    request(Protocol::Anthropic, body)
}

fn chat(messages: Value) -> RecordedRequest {
    request(Protocol::Chat, json!({"model": "m", "stream": true, "messages": messages}))
}

fn responses(input: Value) -> RecordedRequest {
    let include = ["reasoning.encrypted_content"];
    let body = json!({"model": "m", "stream": true, "include": include, "input": input});
    request(Protocol::Responses, body)
}

fn user(text: &str) -> Value {
    json!({"role": "user", "content": [{"type": "text", "text": text}]})
}

fn tool_use(id: &str) -> Value {
    json!({"type": "tool_use", "id": id, "name": "execute", "input": {}})
}

fn tool_result(id: &str) -> Value {
    json!({"type": "tool_result", "tool_use_id": id, "content": "done"})
}

#[test]
fn good_requests_pass() {
    let calls = json!({"role": "assistant", "content": [tool_use("a"), tool_use("b")]});
    let results = json!({"role": "user", "content": [tool_result("b"), tool_result("a"), {"type": "text", "text": "go on"}]});
    assert_eq!(violations(&anthropic(json!([user("hi"), calls, results]))), Vec::<String>::new());

    let call = json!({"id": "a", "type": "function", "function": {"name": "execute", "arguments": "{}"}});
    assert_eq!(
        violations(&chat(json!([
            {"role": "user", "content": "hi"},
            {"role": "assistant", "content": null, "tool_calls": [call]},
            {"role": "tool", "tool_call_id": "a", "content": ""},
        ]))),
        Vec::<String>::new()
    );
    assert_eq!(
        violations(&responses(json!([
            {"role": "user", "content": [{"type": "input_text", "text": "hi"}]},
            {"type": "reasoning", "id": "rs_1", "summary": []},
            {"type": "function_call", "call_id": "a", "name": "execute", "arguments": "{}"},
            {"type": "function_call", "call_id": "b", "name": "execute", "arguments": "{}"},
            {"type": "function_call_output", "call_id": "a", "output": ""},
            {"type": "function_call_output", "call_id": "b", "output": ""},
        ]))),
        Vec::<String>::new()
    );
}

#[test]
fn broken_histories_are_found() {
    let calls = json!({"role": "assistant", "content": [tool_use("a")]});
    let late = json!({"role": "user", "content": [{"type": "text", "text": "x"}, tool_result("a")]});
    let call = json!({"id": "a", "type": "function", "function": {"name": "execute", "arguments": "{}"}});
    let function_call =
        json!({"type": "function_call", "call_id": "a", "name": "execute", "arguments": "{}"});
    let bad = [
        (anthropic(json!([user("hi"), calls, user("next")])), "lacks the result of the call a"),
        (anthropic(json!([user("hi"), calls, late])), "after other content"),
        (anthropic(json!([user("hi"), calls])), "calls without results"),
        (anthropic(json!([user("hi"), user("again")])), "has the role"),
        (anthropic(json!([user(" ")])), "bad block"),
        (anthropic(json!([{"role": "user", "content": [tool_result("a")]}])), "result without a call"),
        (chat(json!([{"role": "tool", "tool_call_id": "a", "content": "x"}])), "result without a call"),
        (
            chat(json!([{"role": "assistant", "tool_calls": [call]}, {"role": "user", "content": "x"}])),
            "before the results",
        ),
        (chat(json!([{"role": "user", "content": ""}])), "is empty"),
        (responses(json!([function_call])), "no tool output found"),
        (
            responses(json!([{"type": "function_call_output", "call_id": "a", "output": ""}])),
            "no tool call found",
        ),
        (
            responses(json!([{"type": "reasoning", "id": "rs_1", "summary": []},
                {"role": "user", "content": "x"}])),
            "required following item",
        ),
    ];
    for (request, expected) in bad {
        let found = violations(&request).join("; ");
        assert!(found.contains(expected), "{expected:?} is not in {found:?} for {}", request.body);
    }
}

#[test]
fn a_script_comes_from_json_and_rules_choose_the_turn() {
    let script: Script = serde_json::from_value(json!({
        "rules": [
            {"when": {"last_user_contains": "List", "ends_with_tool_result": true},
             "turns": [{"steps": [{"text": {"chunks": "two files"}}]}], "repeat_last": true},
            {"when": {"last_user_contains": "list"},
             "turns": [{"steps": [{"tool_calls": [{"name": "execute", "args": {"command": "ls"}}]}]}]},
        ],
    }))
    .expect("a script");
    let shared = super::state::Shared::new(script);
    let asked = chat(json!([{"role": "user", "content": "please list the files"}]));
    let first = shared.next_turn(&asked).expect("a turn");
    assert!(first.has_calls());
    assert_eq!(shared.next_turn(&asked), None, "the rule is used up");
    let answered = chat(json!([
        {"role": "user", "content": "please list the files"},
        {"role": "assistant", "tool_calls": [{"id": "a"}]},
        {"role": "tool", "tool_call_id": "a", "content": "a b"},
    ]));
    assert_eq!(shared.next_turn(&answered), Some(Turn::text("two files")));
    assert_eq!(shared.next_turn(&answered), Some(Turn::text("two files")));
    let misspelt = serde_json::from_str::<Script>(r#"{"rule": []}"#);
    assert!(misspelt.is_err(), "unknown keys are mistakes");
}

#[test]
fn cuts_fall_where_they_are_asked_for() {
    let turn = Turn::new().chunks(["a", "b"]);
    for protocol in [Protocol::Anthropic, Protocol::Responses, Protocol::Chat] {
        let asked = request(protocol, json!({"model": "m", "stream_options": {"include_usage": true}}));
        let ops = render(&turn, &asked, Serial::default());
        let frames = turn.frame_count(protocol);
        assert_eq!(ops.len(), frames);
        assert_eq!(cut_ops(ops.clone(), Some(Cut::AfterFrames(2))), ops[..2]);
        assert_eq!(cut_ops(ops.clone(), Some(Cut::AfterFrames(frames))), ops);
        let bytes: usize = cut_ops(ops, Some(Cut::AfterBytes(33)))
            .iter()
            .map(|it| match it {
                Op::Frame(frame) | Op::Raw(frame) => frame.len(),
                Op::Delay(_) | Op::Gate(_) | Op::Hang => 0,
            })
            .sum();
        assert_eq!(bytes, 33);
    }
}
