//! Each rule, and the order among them.

use std::collections::BTreeSet;

use ropewalk_model::chat::{Chat, Message, NewMessage, Part, Role, Visibility};
use ropewalk_model::{ChatId, MessageId, Timestamp};
use serde_json::json;

use super::{Action, FinishTurnReason, ToolNames, decide, decide_with};
use crate::chat_fixture::chat;

fn history(rows: Vec<(Role, Vec<Part>)>) -> Vec<Message> {
    let message = |(id, (role, parts))| Message {
        id: MessageId(id),
        chat_id: ChatId::NIL,
        revision: 1,
        deleted: false,
        compressed: false,
        created_at: Timestamp::default(),
        body: NewMessage::new(role, Visibility::Both, parts),
    };
    (1..).zip(rows).map(message).collect()
}

fn call(id: &str, name: &str) -> Part {
    Part::ToolCall {
        tool_call_id: id.into(),
        tool_name: name.into(),
        args: json!({}),
        provider_executed: false,
        provider_metadata: None,
        created_at: None,
    }
}

fn result(id: &str, name: &str, is_error: bool) -> Part {
    Part::ToolResult {
        tool_call_id: id.into(),
        tool_name: name.into(),
        result: json!({}),
        is_error,
        is_media: false,
        provider_executed: false,
        provider_metadata: None,
        created_at: None,
    }
}

fn user() -> (Role, Vec<Part>) {
    (Role::User, vec![Part::text("go")])
}

fn says(text: &str) -> (Role, Vec<Part>) {
    (Role::Assistant, vec![Part::text(text)])
}

fn decided(rows: Vec<(Role, Vec<Part>)>) -> Action {
    let (dynamic, exclusive) = (BTreeSet::from(["dynamic".to_owned()]), BTreeSet::from(["alone".to_owned()]));
    decide(&chat(), &history(rows), &ToolNames { dynamic: &dynamic, exclusive: &exclusive })
}

#[test]
fn a_user_message_and_a_tool_result_ask_the_model() {
    assert_eq!(decided(vec![user()]), Action::Generate);
    let answered =
        vec![user(), (Role::Assistant, vec![call("a", "t")]), (Role::Tool, vec![result("a", "t", false)])];
    assert_eq!(decided(answered), Action::Generate);
}

#[test]
fn open_local_calls_run_before_anything_else() {
    let rows = vec![
        user(),
        (Role::Assistant, vec![call("a", "t"), call("d", "dynamic"), call("b", "t")]),
        (Role::Tool, vec![result("a", "t", false)]),
    ];
    let Action::ExecuteTools(calls) = decided(rows) else { panic!("tools run") };
    assert_eq!(calls.iter().map(|call| call.tool_call_id.as_str()).collect::<Vec<_>>(), ["b"]);
}

#[test]
fn dynamic_calls_beside_an_exclusive_one_join_its_batch() {
    let batch = |rows| {
        let Action::ExecuteTools(calls) = decided(rows) else { panic!("tools run") };
        calls.into_iter().map(|it| it.tool_call_id).collect::<Vec<_>>()
    };
    let calls = |exclusive| vec![call("d", "dynamic"), call("t", "t"), call("e", exclusive)];
    assert_eq!(batch(vec![user(), (Role::Assistant, calls("alone"))]), ["d", "t", "e"]);
    assert_eq!(batch(vec![user(), (Role::Assistant, calls("t"))]), ["t", "e"]);
    assert_eq!(batch(vec![user(), (Role::Assistant, vec![call("e", "alone")])]), ["e"]);
}

#[test]
fn only_dynamic_calls_wait_for_the_client() {
    assert_eq!(decided(vec![user(), (Role::Assistant, vec![call("d", "dynamic")])]), Action::WaitForClient);
}

#[test]
fn a_last_word_without_calls_ends_the_turn() {
    assert_eq!(decided(vec![user(), says("done")]), Action::FinishTurn(FinishTurnReason::Complete));
    assert_eq!(decided(vec![user(), says("done"), user()]), Action::Generate);
    let cleared = vec![(Role::System, vec![Part::text("be kind")])];
    assert_eq!(decided(cleared), Action::FinishTurn(FinishTurnReason::Complete), "nobody has said anything");
}

#[test]
fn a_plan_that_was_proposed_ends_the_turn_and_a_failed_one_does_not() {
    let rows = |is_error| {
        let call = (Role::Assistant, vec![call("p", "propose_plan")]);
        history(vec![user(), call, (Role::Tool, vec![result("p", "propose_plan", is_error)])])
    };
    let plan = Chat { turn_plan_mode: true, ..chat() };
    let none = BTreeSet::new();
    let none = ToolNames { dynamic: &none, exclusive: &none };
    assert_eq!(decide(&plan, &rows(false), &none), Action::FinishTurn(FinishTurnReason::StopAfterTool));
    assert_eq!(decide(&plan, &rows(true), &none), Action::Generate);
    assert_eq!(decide(&chat(), &rows(false), &none), Action::Generate, "not a plan turn");
}

#[test]
fn the_steps_of_one_turn_are_counted() {
    let step = || [(Role::Assistant, vec![call("a", "t")]), (Role::Tool, vec![result("a", "t", false)])];
    let turn = |steps: usize| {
        let mut rows = vec![user(), says("an earlier turn"), user()];
        rows.extend((0..steps).flat_map(|_| step()));
        let none = BTreeSet::new();
        decide_with(&chat(), &history(rows), &ToolNames { dynamic: &none, exclusive: &none }, 3)
    };
    assert_eq!(turn(2), Action::Generate);
    assert_eq!(turn(3), Action::FinishTurn(FinishTurnReason::MaxSteps));
}
