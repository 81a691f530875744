//! Servers that differ from OpenAI's and still must work.

use ropewalk_llm::{FinishReason, StreamEvent};
use ropewalk_model::chat::Usage;
use ropewalk_testkit::fake_llm::{ChatQuirks, FakeLlm, ScriptedCall, Step, Turn};
use serde_json::json;

use crate::support::{calls, good_answer, result, said, stored, user};
use crate::table::COMPAT;

fn two_calls() -> Turn {
    Turn::new().calls([
        ScriptedCall::new("execute", json!({"command": "one"})),
        ScriptedCall::new("execute", json!({"command": "two"})),
    ])
}

#[tokio::test]
async fn tool_calls_are_understood_in_all_forms() {
    let forms = [
        ChatQuirks::default(),
        ChatQuirks { whole_calls: true, ..ChatQuirks::default() },
        ChatQuirks { no_call_ids: true, ..ChatQuirks::default() },
        ChatQuirks { no_call_index: true, ..ChatQuirks::default() },
        ChatQuirks { no_call_index: true, no_call_ids: true, ..ChatQuirks::default() },
        ChatQuirks { whole_calls: true, no_call_ids: true, no_usage: true, ..ChatQuirks::default() },
        ChatQuirks { stop_after_calls: true, ..ChatQuirks::default() },
    ];
    let provider = COMPAT;
    for quirks in forms {
        let fake = FakeLlm::start().await;
        let client = provider.client(&fake);
        fake.push(two_calls().chat_quirks(quirks.clone()));
        fake.push(two_calls().chat_quirks(quirks.clone()));
        fake.push(Turn::text("done"));
        let mut messages = vec![user("go")];
        let mut ids = Vec::new();
        for _ in 0..2 {
            let events = good_answer(&client, &provider.request(messages.clone())).await;
            let made = calls(&events);
            let commands: Vec<_> = made.iter().map(|(_, _, args)| args["command"].clone()).collect();
            assert_eq!(commands, ["one", "two"], "{quirks:?}");
            assert!(
                matches!(events.last(), Some(StreamEvent::Finish { reason: FinishReason::ToolCalls, .. })),
                "{quirks:?}"
            );
            messages.push(stored(&events));
            messages.extend(made.iter().map(|(id, _, _)| result(id, "x")));
            ids.extend(made.into_iter().map(|(id, _, _)| id));
        }
        good_answer(&client, &provider.request(messages)).await;
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), 4, "ids are unique within a conversation: {quirks:?} {ids:?}");
        fake.finish();
    }
}

#[tokio::test]
async fn every_call_may_have_the_index_zero() {
    let call = |id: &str, args: &str| {
        let data = json!({"choices": [{"index": 0, "delta": {"tool_calls": [{"index": 0, "id": id,
            "type": "function", "function": {"name": "execute", "arguments": args}}]}}]});
        Step::Raw { event: None, data: data.to_string() }
    };
    let provider = COMPAT;
    let fake = FakeLlm::start().await;
    fake.push(Turn::new().step(call("a", r#"{"command":"one"}"#)).step(call("b", r#"{"command":"two"}"#)));
    let events = good_answer(&provider.client(&fake), &provider.request(vec![user("go")])).await;
    let made: Vec<(String, String)> =
        calls(&events).into_iter().map(|(id, _, args)| (id, args["command"].to_string())).collect();
    assert_eq!(made, [("a".to_owned(), "\"one\"".to_owned()), ("b".to_owned(), "\"two\"".to_owned())]);
}

#[tokio::test]
async fn arguments_may_be_an_object_and_content_may_be_parts() {
    let frames = [
        json!({"choices": [{"delta": {"content": [
            {"type": "thinking", "thinking": [{"type": "text", "text": "hm"}]},
            {"type": "text", "text": "Hello"}]}}]}),
        json!({"choices": [{"delta": {"content": null, "tool_calls": [
            {"id": "a", "function": {"name": "execute", "arguments": {"command": "ls"}}}]}}], "usage": null}),
    ];
    let turn = frames
        .iter()
        .fold(Turn::new(), |turn, frame| turn.step(Step::Raw { event: None, data: frame.to_string() }));
    let provider = COMPAT;
    let fake = FakeLlm::start().await;
    fake.push(turn);
    let events = good_answer(&provider.client(&fake), &provider.request(vec![user("go")])).await;
    assert_eq!(said(&events), "Hello");
    assert_eq!(calls(&events)[0].2, json!({"command": "ls"}));
    assert!(events.iter().any(|it| matches!(it, StreamEvent::ReasoningDelta { text, .. } if text == "hm")));
}

#[tokio::test]
async fn a_server_may_send_no_usage() {
    let provider = COMPAT;
    let fake = FakeLlm::start().await;
    fake.push(Turn::text("hi").chat_quirks(ChatQuirks { no_usage: true, ..ChatQuirks::default() }));
    let events = good_answer(&provider.client(&fake), &provider.request(vec![user("hi")])).await;
    let Some(StreamEvent::Finish { usage, .. }) = events.last() else { panic!("no finish") };
    assert_eq!(*usage, Usage::default());
}

#[tokio::test]
async fn reasoning_goes_back_in_the_field_that_it_came_in() {
    for field in ["reasoning", "reasoning_content"] {
        let quirks = ChatQuirks { reasoning_field: Some(field.to_owned()), ..ChatQuirks::default() };
        let provider = COMPAT;
        let fake = FakeLlm::start().await;
        let client = provider.client(&fake);
        let call = ScriptedCall::new("execute", json!({}));
        fake.push(Turn::new().reasoning("hm", "none").calls([call]).chat_quirks(quirks));
        fake.push(Turn::text("done"));
        let mut messages = vec![user("go")];
        let events = good_answer(&client, &provider.request(messages.clone())).await;
        messages.extend([stored(&events), result(&calls(&events)[0].0, "x")]);
        good_answer(&client, &provider.request(messages)).await;
        assert_eq!(fake.requests()[1].body["messages"][1][field], "hm");
        fake.finish();
    }
}
