//! How a stream adds up, whole and cut off.

use ropewalk_llm::StreamEvent as E;
use ropewalk_model::Timestamp;
use ropewalk_model::chat::Part;
use serde_json::{Value, json};

use super::StepDraft;
use crate::stream::StreamPart;

fn at(secs: i64) -> Timestamp {
    Timestamp::UNIX_EPOCH + chrono::Duration::seconds(secs)
}

fn draft(events: Vec<E>) -> StepDraft {
    let mut draft = StepDraft::default();
    for (secs, event) in (0..).zip(events) {
        draft.apply(event, at(secs));
    }
    draft
}

fn call(id: &str, args: Value, at_secs: i64) -> Part {
    Part::ToolCall {
        tool_call_id: id.into(),
        tool_name: "t".into(),
        args,
        provider_executed: false,
        provider_metadata: None,
        created_at: Some(at(at_secs)),
    }
}

#[test]
fn blocks_keep_their_order_and_what_the_provider_wants_back() {
    let draft = draft(vec![
        E::ReasoningStart { id: "0".into() },
        E::ReasoningDelta { id: "0".into(), text: "hm".into() },
        E::ReasoningEnd { id: "0".into(), provider_metadata: Some(json!("sig")) },
        E::TextStart { id: "1".into() },
        E::TextDelta { id: "1".into(), text: "Hel".into() },
        E::ToolInputStart { id: "c".into(), tool_name: "t".into(), provider_executed: false },
        E::TextDelta { id: "1".into(), text: "lo".into() },
        E::TextEnd { id: "1".into(), provider_metadata: None },
        E::ToolInputDelta { id: "c".into(), delta: "{\"a\":1}".into() },
        E::ToolCall {
            id: "c".into(),
            tool_name: "t".into(),
            args: json!({"a": 1}),
            provider_executed: false,
            provider_metadata: None,
        },
        E::TextStart { id: "2".into() },
        E::TextEnd { id: "2".into(), provider_metadata: None },
    ]);
    let expected = [
        Part::Reasoning {
            text: "hm".into(),
            provider_metadata: Some(json!("sig")),
            created_at: Some(at(0)),
            completed_at: Some(at(2)),
        },
        Part::text("Hello"),
        call("c", json!({"a": 1}), 9),
    ];
    assert_eq!(draft.finish(at(99)), expected, "the empty block is left out");
}

#[test]
fn a_cut_step_keeps_what_is_whole() {
    let draft = draft(vec![
        E::ReasoningDelta { id: "r".into(), text: "thi".into() },
        E::TextDelta { id: "t".into(), text: "par".into() },
        E::ToolInputStart { id: "whole".into(), tool_name: "t".into(), provider_executed: false },
        E::ToolInputDelta { id: "whole".into(), delta: "{}".into() },
        E::ToolInputStart { id: "half".into(), tool_name: "t".into(), provider_executed: false },
        E::ToolInputDelta { id: "half".into(), delta: "{\"a\":".into() },
        E::ToolResult {
            id: "orphan".into(),
            tool_name: "t".into(),
            result: json!({}),
            is_error: false,
            provider_metadata: None,
        },
    ]);
    let partial = draft.interrupt(at(50));
    let reasoning = Part::Reasoning {
        text: "thi".into(),
        provider_metadata: None,
        created_at: Some(at(0)),
        completed_at: Some(at(50)),
    };
    assert_eq!(partial.assistant, [reasoning, Part::text("par"), call("whole", json!({}), 50)]);
}

#[test]
fn deltas_are_shown_and_frames_are_not() {
    let mut draft = StepDraft::default();
    assert_eq!(draft.apply(E::TextStart { id: "t".into() }, at(0)), None);
    let shown = draft.apply(E::TextDelta { id: "t".into(), text: "x".into() }, at(1)).expect("shown").1;
    assert_eq!(shown, StreamPart::Text("x".into()));
    let shown = draft.apply(E::ReasoningDelta { id: "r".into(), text: "y".into() }, at(2)).expect("shown").1;
    assert_eq!(shown, StreamPart::Reasoning { text: "y".into(), created_at: at(2) });
    assert_eq!(draft.apply(E::ToolInputDelta { id: "unknown".into(), delta: "{".into() }, at(3)), None);
}
