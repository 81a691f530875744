//! The JSON of the chats API as clients see it. A changed snapshot is a changed contract.

use std::collections::BTreeMap;

use ropewalk_model::chat as model;
use ropewalk_model::{
    BuildId, ChatId, MessageId, ModelConfigId, OrganizationId, QueuedMessageId, Timestamp, UserId,
    WorkspaceId,
};
use serde_json::json;
use uuid::Uuid;

use super::*;

fn id<T: From<Uuid>>(number: u128) -> T {
    T::from(Uuid::from_u128(number))
}

fn at() -> Timestamp {
    "2026-05-01T10:00:00Z".parse().unwrap()
}

fn chat_row() -> model::Chat {
    model::Chat {
        id: id(1),
        organization_id: id::<OrganizationId>(2),
        owner_id: id::<UserId>(3),
        parent_chat_id: None,
        root_chat_id: id(1),
        title: "New Chat".to_owned(),
        workspace_id: None,
        build_id: None,
        agent_id: None,
        last_model_config_id: id::<ModelConfigId>(4),
        last_reasoning_effort: None,
        mode: None,
        plan_mode: false,
        turn_plan_mode: false,
        client_type: model::ClientType::Api,
        has_dynamic_tools: false,
        labels: BTreeMap::new(),
        pin_order: 0,
        last_turn_summary: None,
        last_read_message_id: None,
        status: model::Status::Running,
        archived: false,
        worker_id: None,
        runner_id: None,
        last_error: None,
        retry_state: None,
        requires_action_deadline_at: None,
        compaction_requested_at: None,
        versions: model::Versions::default(),
        created_at: at(),
        updated_at: at(),
    }
}

fn error() -> model::ChatError {
    model::ChatError {
        message: "the provider is overloaded".to_owned(),
        detail: Some("try later".to_owned()),
        kind: model::ErrorKind::Overloaded,
        provider: Some("anthropic".to_owned()),
        retryable: true,
        status_code: Some(529),
    }
}

fn message() -> model::Message {
    let mut body = model::NewMessage::new(
        model::Role::Assistant,
        model::Visibility::Both,
        vec![model::Part::text("hi")],
    );
    body.model_config_id = Some(id(4));
    body.usage =
        Some(model::Usage { input_tokens: 5, output_tokens: 2, total_tokens: 7, ..model::Usage::default() });
    body.context_limit = Some(200_000);
    body.cost_micros = Some(12);
    model::Message {
        id: MessageId(8),
        chat_id: id(1),
        revision: 3,
        deleted: false,
        compressed: false,
        created_at: at(),
        body,
    }
}

fn queued() -> model::QueuedMessage {
    model::QueuedMessage {
        id: QueuedMessageId(9),
        chat_id: id(1),
        parts: vec![model::Part::text("next")],
        model_config_id: None,
        reasoning_effort: Some(model::EffortChoice::Of(model::ReasoningEffort::Low)),
        created_by: id(3),
        created_at: at(),
    }
}

#[test]
fn a_bare_root_chat() {
    insta::assert_json_snapshot!("bare_root_chat", Chat::from_model(&chat_row(), ChatExtras::default()));
}

#[test]
fn a_full_chat_with_a_child() {
    let child = model::Chat { id: id(10), parent_chat_id: Some(id(1)), ..chat_row() };
    let root = model::Chat {
        workspace_id: Some(id::<WorkspaceId>(5)),
        build_id: Some(id::<BuildId>(6)),
        agent_id: Some(id(7)),
        last_reasoning_effort: Some(model::ReasoningEffort::High),
        plan_mode: true,
        client_type: model::ClientType::Ui,
        labels: BTreeMap::from([("team".to_owned(), "core".to_owned())]),
        last_turn_summary: Some("Fixed it".to_owned()),
        status: model::Status::Error,
        last_error: Some(error()),
        ..chat_row()
    };
    let extras = ChatExtras {
        owner_username: Some("ada".to_owned()),
        has_unread: true,
        children: vec![Chat::from_model(&child, ChatExtras::default())],
        files: Vec::new(),
        warnings: Vec::new(),
    };
    insta::assert_json_snapshot!("full_chat_with_a_child", Chat::from_model(&root, extras));
}

#[test]
fn messages_and_answers() {
    let stored = CreateChatMessageResponse::stored(ChatMessage::from(&message()));
    let waiting = CreateChatMessageResponse::queued(ChatQueuedMessage::from(&queued()));
    insta::assert_json_snapshot!("message_stored", stored);
    insta::assert_json_snapshot!("message_queued", waiting);
    let mut silent = message();
    silent.body.usage = None;
    silent.body.context_limit = None;
    silent.body.parts.clear();
    let json = serde_json::to_value(ChatMessage::from(&silent)).unwrap();
    assert_eq!((json.get("usage"), json.get("content")), (None, None));
}

#[test]
fn stream_events() {
    let chat_id: ChatId = id(1);
    let retry = model::RetryState {
        attempt: 2,
        delay_ms: 1000,
        error: "overloaded".to_owned(),
        kind: model::ErrorKind::Overloaded,
        provider: Some("anthropic".to_owned()),
        status_code: Some(529),
        retrying_at: at(),
    };
    let events = vec![
        ChatStreamEvent::Status { chat_id, status: StatusEvent { status: ChatStatus::Running } },
        ChatStreamEvent::MessagePart {
            chat_id,
            message_part: MessagePartEvent {
                role: Some(ChatMessageRole::Assistant),
                part: ChatMessagePart::text_delta("h"),
                history_version: 3,
                generation_attempt: 1,
                seq: 1,
            },
        },
        ChatStreamEvent::Message { chat_id, message: ChatMessage::from(&message()) },
        ChatStreamEvent::QueueUpdate { chat_id, queued_messages: Vec::new() },
        ChatStreamEvent::QueueUpdate { chat_id, queued_messages: vec![ChatQueuedMessage::from(&queued())] },
        ChatStreamEvent::Error { chat_id, error: error().into() },
        ChatStreamEvent::Retry { chat_id, retry: retry.into() },
        ChatStreamEvent::ActionRequired {
            chat_id,
            action_required: ActionRequired {
                tool_calls: vec![RequiredToolCall {
                    tool_call_id: "c1".to_owned(),
                    tool_name: "ask".to_owned(),
                    args: "{}".to_owned(),
                }],
            },
        },
        ChatStreamEvent::PreviewReset {
            chat_id,
            preview_reset: PreviewReset { history_version: 3, generation_attempt: 2 },
        },
        ChatStreamEvent::HistoryReset { chat_id },
    ];
    insta::assert_json_snapshot!("stream_events", events);
    let text = serde_json::to_string(&events).unwrap();
    assert_eq!(serde_json::from_str::<Vec<ChatStreamEvent>>(&text).unwrap(), events);
    assert!(events.iter().all(|event| event.chat_id() == chat_id));
}

#[test]
fn a_watch_event() {
    let chat = Chat::from_model(&chat_row(), ChatExtras::default());
    let event = ChatWatchEvent { kind: ChatWatchEventKind::StatusChange, chat, tool_calls: Vec::new() };
    let json = serde_json::to_value(&event).unwrap();
    assert_eq!(json["kind"], "status_change");
    assert_eq!(json.get("tool_calls"), None);
    assert_eq!(json["chat"]["children"], json!([]));
}

#[test]
fn requests_of_other_clients_are_understood() {
    let body = json!({
        "organization_id": Uuid::from_u128(2),
        "content": [{"type": "text", "text": "hi", "file_id": Uuid::nil()}],
        "workspace_id": null,
        "something_new": 1,
    });
    let request: CreateChatRequest = serde_json::from_value(body).unwrap();
    assert_eq!(request.organization_id, Some(id(2)));
    assert_eq!(request.content[0].text, "hi");
    assert_eq!(request.workspace_id, None);
    assert_eq!(serde_json::from_value::<CreateChatRequest>(json!({})).unwrap(), CreateChatRequest::default());
}

#[test]
fn an_unknown_error_kind_is_generic() {
    let error: ChatError =
        serde_json::from_value(json!({"message": "m", "kind": "of_the_future", "retryable": false})).unwrap();
    assert_eq!(error.kind, Some(ChatErrorKind::Generic));
    for kind in ["generic", "overloaded", "stream_silence_timeout", "content_filter"] {
        let read: ChatErrorKind = serde_json::from_value(json!(kind)).unwrap();
        assert_eq!(serde_json::to_value(read).unwrap(), json!(kind));
    }
}
