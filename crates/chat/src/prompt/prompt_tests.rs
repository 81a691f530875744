use std::collections::BTreeSet;

use proptest::prelude::*;
use ropewalk_llm::{Content, Message, Role};
use ropewalk_model::chat::{self as stored, NewMessage, Part, Visibility};
use ropewalk_model::{ChatId, MessageId, Timestamp};
use serde_json::{Value, json};

use super::{FileContents, conversation};

fn at() -> Timestamp {
    "2026-05-01T10:00:00Z".parse().unwrap()
}

fn row(number: usize, role: stored::Role, parts: Vec<Part>) -> stored::Message {
    stored::Message {
        id: MessageId(i64::try_from(number).unwrap() + 1),
        chat_id: ChatId::NIL,
        revision: 1,
        deleted: false,
        compressed: false,
        created_at: at(),
        body: NewMessage::new(role, Visibility::Both, parts),
    }
}

fn history(rows: Vec<(stored::Role, Vec<Part>)>) -> Vec<stored::Message> {
    rows.into_iter().enumerate().map(|(number, (role, parts))| row(number, role, parts)).collect()
}

fn call(id: &str, args: Value) -> Part {
    Part::ToolCall {
        tool_call_id: id.to_owned(),
        tool_name: "execute".to_owned(),
        args,
        provider_executed: false,
        provider_metadata: None,
        created_at: None,
    }
}

fn result(id: &str, result: Value, is_error: bool, is_media: bool) -> Part {
    Part::ToolResult {
        tool_call_id: id.to_owned(),
        tool_name: "execute".to_owned(),
        result,
        is_error,
        is_media,
        provider_executed: false,
        provider_metadata: None,
        created_at: None,
    }
}

fn ok(id: &str) -> Part {
    result(id, json!({"ok": true}), false, false)
}

/// A short picture of a request: `a[c1] t[c1!]`, with `!` for an error.
fn picture(messages: &[Message]) -> String {
    let word = |message: &Message| {
        let letter = match message.role {
            Role::System => "s",
            Role::User => "u",
            Role::Assistant => "a",
            Role::Tool => "t",
        };
        let parts: Vec<String> = message
            .content
            .iter()
            .filter_map(|content| match content {
                Content::ToolCall { id, .. } => Some(id.clone()),
                Content::ToolResult { id, is_error, .. } => {
                    Some(if *is_error { format!("{id}!") } else { id.clone() })
                }
                Content::Text { .. } | Content::Reasoning { .. } | Content::File { .. } => None,
            })
            .collect();
        if parts.is_empty() { letter.to_owned() } else { format!("{letter}[{}]", parts.join(" ")) }
    };
    messages.iter().map(word).collect::<Vec<_>>().join(" ")
}

use stored::Role::{Assistant, System, Tool, User};

#[test]
fn calls_and_results_are_paired() {
    let say = |text: &str| vec![Part::text(text)];
    let object = || json!({});
    for (rows, expected) in [
        (
            vec![(User, say("hi")), (Assistant, vec![call("c1", object())]), (Tool, vec![ok("c1")])],
            "u a[c1] t[c1]",
        ),
        (
            vec![(Assistant, vec![call("c1", object()), call("c2", object())]), (Tool, vec![ok("c2")])],
            "a[c1 c2] t[c1! c2]",
        ),
        (
            vec![
                (Assistant, vec![call("c1", object()), call("c2", object())]),
                (Tool, vec![ok("c2")]),
                (Tool, vec![ok("c1")]),
            ],
            "a[c1 c2] t[c1 c2]",
        ),
        (vec![(Assistant, vec![call("c1", object())]), (User, say("stop"))], "a[c1] t[c1!] u"),
        (
            vec![(Assistant, vec![call("c1", object())]), (User, say("late")), (Tool, vec![ok("c1")])],
            "a[c1] t[c1] u",
        ),
        (vec![(User, say("hi")), (Tool, vec![ok("c9")]), (User, say("on"))], "u a[c9] t[c9] u"),
        (
            vec![(Assistant, vec![call("c1", object())]), (Tool, vec![ok("c1")]), (Tool, vec![ok("c1")])],
            "a[c1] t[c1]",
        ),
        (
            vec![
                (Assistant, vec![call("0", object())]),
                (Assistant, vec![call("0", object())]),
                (Tool, vec![ok("0")]),
            ],
            "a[0] t[0!] a[0_2] t[0_2]",
        ),
        (vec![(Assistant, vec![call("a:b", object())]), (Tool, vec![ok("a:b")])], "a[a_b] t[a_b]"),
    ] {
        assert_eq!(
            picture(&conversation(&history(rows.clone()), &FileContents::default())),
            expected,
            "{rows:?}"
        );
    }
}

#[test]
fn a_result_without_call_or_name_is_left_out() {
    let mut nameless = ok("c1");
    if let Part::ToolResult { tool_name, .. } = &mut nameless {
        tool_name.clear();
    }
    assert_eq!(conversation(&history(vec![(Tool, vec![nameless])]), &FileContents::default()), vec![]);
}

#[test]
fn what_the_model_does_not_see_is_left_out() {
    let mut rows = history(vec![
        (System, vec![Part::text("rules")]),
        (User, vec![Part::text("deleted")]),
        (User, vec![Part::text("compressed")]),
        (User, vec![Part::text("only for people")]),
        (User, vec![Part::text("  ")]),
        (User, vec![Part::text("hi")]),
    ]);
    rows[1].deleted = true;
    rows[2].compressed = true;
    rows[3].body.visibility = Visibility::User;
    assert_eq!(picture(&conversation(&rows, &FileContents::default())), "s u");
}

#[track_caller]
fn converted(role: stored::Role, part: Part) -> Vec<Content> {
    let rows = match role {
        // a result needs its call, or it is given one
        Tool => vec![(Assistant, vec![call("c1", json!({}))]), (Tool, vec![part])],
        User | Assistant | System => vec![(role, vec![part])],
    };
    conversation(&history(rows), &FileContents::default())
        .pop()
        .map(|message| message.content)
        .unwrap_or_default()
}

fn text_of(content: &[Content]) -> &str {
    match content {
        [Content::Text { text, .. } | Content::ToolResult { text, .. }] => text,
        other => panic!("{other:?}"),
    }
}

#[test]
fn results_become_text() {
    for (value, is_error, expected) in [
        (json!({"a": 1}), false, r#"{"a":1}"#),
        (Value::Null, false, "{}"),
        (json!(""), false, "{}"),
        (json!("plain"), false, "plain"),
        (json!({"error": "no such file"}), true, "no such file"),
        (json!({"error": "failed", "build_id": 1}), true, r#"{"build_id":1,"error":"failed"}"#),
        (json!({"error": "failed"}), false, r#"{"error":"failed"}"#),
    ] {
        let content = converted(Tool, result("c1", value.clone(), is_error, false));
        let read: Result<Value, _> = serde_json::from_str(text_of(&content));
        match serde_json::from_str::<Value>(expected) {
            Ok(expected) => assert_eq!(read.unwrap(), expected),
            Err(_) => assert_eq!(text_of(&content), expected, "{value}"),
        }
    }
}

#[test]
fn media_results_carry_their_bytes_or_say_why_not() {
    let picture = json!({"data": "aGk=", "mime_type": "image/png", "text": "a picture"});
    let content = converted(Tool, result("c1", picture, false, true));
    let [Content::ToolResult { text, media: Some((media_type, bytes)), .. }] = content.as_slice() else {
        panic!("{content:?}")
    };
    assert_eq!(
        (text.as_str(), media_type.as_str(), bytes.as_ref()),
        ("a picture", "image/png", b"hi".as_slice())
    );
    let broken = json!({"data": "%%", "mime_type": "image/png"});
    assert!(text_of(&converted(Tool, result("c1", broken, false, true))).contains("could not be read"));
}

#[test]
fn parts_are_converted_by_kind_and_role() {
    let sealed = || Some(json!({"signature": "s"}));
    let reasoning = |text: &str, provider_metadata| Part::Reasoning {
        text: text.to_owned(),
        provider_metadata,
        created_at: None,
        completed_at: None,
    };
    assert_eq!(converted(Assistant, reasoning(" ", None)), vec![]);
    assert_eq!(converted(Assistant, reasoning("", sealed())).len(), 1);
    let reference = Part::FileReference {
        file_name: "a.rs".to_owned(),
        start_line: 3,
        end_line: 4,
        content: "let x;".to_owned(),
    };
    assert_eq!(text_of(&converted(User, reference)), "[file-reference] a.rs:3-4\n```\nlet x;\n```");
    let file = || Part::File {
        file_id: ropewalk_model::FileId::NIL,
        media_type: "image/png".to_owned(),
        name: Some("shot.png".to_owned()),
    };
    assert!(text_of(&converted(User, file())).contains("shot.png"));
    assert_eq!(converted(Assistant, file()), vec![]);
    let source = Part::Source { source_id: None, url: "https://example.com".to_owned(), title: None };
    assert_eq!(converted(Assistant, source), vec![]);
    let context = |content: &str| Part::ContextFile {
        context_file_path: "/AGENTS.md".to_owned(),
        context_file_content: content.to_owned(),
        context_file_truncated: true,
        context_file_agent_id: None,
        context_file_os: Some("linux".to_owned()),
        context_file_directory: Some("/home/me".to_owned()),
    };
    assert_eq!(
        text_of(&converted(User, context("rules"))),
        "<workspace-context>\nOperating system: linux\nWorking directory: /home/me\nSource: /AGENTS.md (cut at 64 KiB)\n\nrules\n\
         </workspace-context>"
    );
    assert_eq!(converted(User, context(" ")), vec![]);
}

#[test]
fn arguments_that_are_no_object_become_one() {
    let messages = conversation(
        &history(vec![(Assistant, vec![call("c1", json!("{broken"))])]),
        &FileContents::default(),
    );
    assert!(matches!(&messages[0].content[..], [Content::ToolCall { args, .. }] if *args == json!({})));
}

#[test]
fn provider_executed_pairs_stay_in_their_message() {
    let mut own_call = call("s1", json!({"q": "x"}));
    if let Part::ToolCall { provider_executed, .. } = &mut own_call {
        *provider_executed = true;
    }
    let own_result = |id: &str| {
        let mut part = result(id, json!([{"url": "u"}]), false, false);
        if let Part::ToolResult { provider_executed, .. } = &mut part {
            *provider_executed = true;
        }
        part
    };
    let rows = vec![(Assistant, vec![own_call.clone(), own_result("s1")]), (Tool, vec![own_result("s2")])];
    assert_eq!(picture(&conversation(&history(rows), &FileContents::default())), "a[s1 s1]");
    // A result of the provider without its call is dropped, and with it a message that holds nothing else (PR-14).
    let orphans = vec![
        (Assistant, vec![own_result("s1"), own_call.clone(), own_result("s2")]),
        (Assistant, vec![own_result("s3")]),
        (User, vec![Part::text("hi")]),
    ];
    assert_eq!(picture(&conversation(&history(orphans), &FileContents::default())), "a[s1] u");
}

/// One row of a random history: who speaks, and which call ids it holds.
fn any_row() -> impl Strategy<Value = (u8, Vec<u8>)> {
    (0_u8..3, proptest::collection::vec(0_u8..4, 0..4))
}

fn random_history(rows: &[(u8, Vec<u8>)]) -> Vec<stored::Message> {
    let make = |(number, (who, ids)): (usize, &(u8, Vec<u8>))| {
        let mark = Part::text(format!("m{number}"));
        match who {
            0 => (User, vec![mark]),
            1 => {
                let calls = ids.iter().map(|id| call(&id.to_string(), json!({})));
                (Assistant, std::iter::once(mark).chain(calls).collect())
            }
            _ => (Tool, ids.iter().map(|id| ok(&id.to_string())).collect()),
        }
    };
    history(rows.iter().enumerate().map(make).collect())
}

fn marks(messages: &[Message]) -> Vec<String> {
    messages
        .iter()
        .flat_map(|message| &message.content)
        .filter_map(
            |content| {
                if let Content::Text { text, .. } = content { Some(text.clone()) } else { None }
            },
        )
        .collect()
}

proptest! {
    /// Any history, so also any prefix of a good one and any with missing results.
    #[test]
    fn no_call_dangles_and_no_result_is_an_orphan(rows in proptest::collection::vec(any_row(), 0..12)) {
        let given = random_history(&rows);
        let made = conversation(&given, &FileContents::default());
        let mut all_ids = BTreeSet::new();
        for (place, message) in made.iter().enumerate() {
            let ids: Vec<&String> = message.content.iter().filter_map(|content| {
                if let Content::ToolCall { id, .. } | Content::ToolResult { id, .. } = content { Some(id) } else { None }
            }).collect();
            match message.role {
                Role::Assistant if !ids.is_empty() => {
                    let answer = made.get(place + 1);
                    prop_assert!(answer.is_some_and(|it| it.role == Role::Tool), "{}", picture(&made));
                    let answered: Vec<&String> = answer.iter().flat_map(|it| &it.content).filter_map(|content| {
                        if let Content::ToolResult { id, .. } = content { Some(id) } else { None }
                    }).collect();
                    prop_assert_eq!(&ids, &answered, "{}", picture(&made));
                    for id in ids {
                        prop_assert!(all_ids.insert(id.clone()), "{} twice in {}", id, picture(&made));
                    }
                }
                Role::Tool => prop_assert!(place > 0 && made[place - 1].role == Role::Assistant, "{}", picture(&made)),
                Role::Assistant | Role::User | Role::System => prop_assert!(ids.is_empty()),
            }
        }
        // what was said is all there, in its order
        let said: Vec<String> = rows.iter().enumerate().filter(|(_, (who, _))| *who < 2).map(|(n, _)| format!("m{n}")).collect();
        prop_assert_eq!(marks(&made), said);
        prop_assert_eq!(&made, &conversation(&given, &FileContents::default()), "the same history gives the same request");
    }
}
