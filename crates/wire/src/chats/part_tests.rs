use ropewalk_model::FileId;
use ropewalk_model::chat::Part;
use serde_json::{Value, json};
use uuid::Uuid;

use super::ChatMessagePart;

/// The keys that every part carries, with their zero values (chats-api.md 2.1, traps 1 and 2).
fn zero() -> Value {
    json!({
        "text": "", "url": "", "media_type": "", "file_name": "", "start_line": 0, "end_line": 0,
        "content": "", "context_file_path": "", "skill_name": "",
        "mcp_server_config_id": null, "file_id": null, "context_file_agent_id": null,
    })
}

#[track_caller]
fn check(part: &Part, own: &Value) {
    let mut expected = zero();
    for (key, value) in own.as_object().unwrap() {
        expected[key] = value.clone();
    }
    let wire = ChatMessagePart::from(part);
    assert_eq!(serde_json::to_value(&wire).unwrap(), expected);
    assert_eq!(serde_json::from_value::<ChatMessagePart>(expected).unwrap(), wire);
}

#[test]
fn every_part_carries_the_zero_keys_and_its_own_and_nothing_private() {
    let private = Some(json!({"signature": "sealed"}));
    let at = "2026-05-01T10:00:00.25Z".parse().ok();
    check(
        &Part::Text { text: "hi".to_owned(), provider_metadata: private.clone() },
        &json!({"type": "text", "text": "hi"}),
    );
    check(
        &Part::Reasoning {
            text: "hm".to_owned(),
            provider_metadata: private.clone(),
            created_at: at,
            completed_at: at,
        },
        &json!({"type": "reasoning", "text": "hm", "created_at": "2026-05-01T10:00:00.250Z",
            "completed_at": "2026-05-01T10:00:00.250Z"}),
    );
    check(
        &Part::ToolCall {
            tool_call_id: "c1".to_owned(),
            tool_name: "execute".to_owned(),
            args: json!({"command": "cd /x && git status -s"}),
            provider_executed: false,
            provider_metadata: private.clone(),
            created_at: None,
        },
        &json!({"type": "tool-call", "tool_call_id": "c1", "tool_name": "execute",
            "args": {"command": "cd /x && git status -s"}, "parsed_commands": [["cd", "/x"], ["git", "status"]]}),
    );
    check(
        &Part::ToolResult {
            tool_call_id: "c1".to_owned(),
            tool_name: "execute".to_owned(),
            result: json!({"error": "no"}),
            is_error: true,
            is_media: false,
            provider_executed: false,
            provider_metadata: private,
            created_at: None,
        },
        &json!({"type": "tool-result", "tool_call_id": "c1", "tool_name": "execute",
            "result": {"error": "no"}, "is_error": true}),
    );
    check(
        &Part::Source {
            source_id: None,
            url: "https://example.com/".to_owned(),
            title: Some("T".to_owned()),
        },
        &json!({"type": "source", "url": "https://example.com/", "title": "T"}),
    );
    let file_id = FileId::from(Uuid::from_u128(7));
    check(
        &Part::File { file_id, media_type: "image/png".to_owned(), name: None },
        &json!({"type": "file", "file_id": file_id, "media_type": "image/png"}),
    );
    check(
        &Part::FileReference {
            file_name: "a.rs".to_owned(),
            start_line: 1,
            end_line: 2,
            content: "x".to_owned(),
        },
        &json!({"type": "file-reference", "file_name": "a.rs", "start_line": 1, "end_line": 2, "content": "x"}),
    );
    check(
        &Part::ContextFile {
            context_file_path: "/AGENTS.md".to_owned(),
            context_file_content: "secret".to_owned(),
            context_file_truncated: true,
            context_file_agent_id: None,
            context_file_os: Some("linux".to_owned()),
            context_file_directory: Some("/home/me".to_owned()),
        },
        &json!({"type": "context-file", "context_file_path": "/AGENTS.md", "context_file_truncated": true}),
    );
    check(
        &Part::Skill {
            skill_name: "deploy".to_owned(),
            skill_description: None,
            skill_dir: Some("/skills/deploy".to_owned()),
            context_file_skill_meta_file: Some("SKILL.md".to_owned()),
        },
        &json!({"type": "skill", "skill_name": "deploy"}),
    );
}

#[test]
fn only_execute_calls_have_parsed_commands() {
    let call = |tool_name: &str, args| Part::ToolCall {
        tool_call_id: "c1".to_owned(),
        tool_name: tool_name.to_owned(),
        args,
        provider_executed: false,
        provider_metadata: None,
        created_at: None,
    };
    for part in [
        call("other", json!({"command": "ls"})),
        call("execute", json!({"command": "echo 'open"})),
        call("execute", json!({"command": 1})),
        call("execute", json!("not an object")),
    ] {
        assert_eq!(ChatMessagePart::from(&part).parsed_commands, None, "{part:?}");
    }
}

#[test]
fn streamed_pieces_keep_their_deltas() {
    let piece = ChatMessagePart::args_delta("c1", "execute", "{\"comm");
    let json = serde_json::to_value(&piece).unwrap();
    assert_eq!(json["args_delta"], "{\"comm");
    assert_eq!(json.get("args"), None);
    assert_eq!(json["type"], "tool-call");
}
