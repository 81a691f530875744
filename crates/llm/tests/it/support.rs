//! What the tests of all providers share, and a small engine that turns events back into a message.

use std::sync::Once;

use futures::StreamExt;
use ropewalk_llm::{
    Content, LlmError, Message, ModelClient, ModelRequest, Role, StreamEvent, ToolDefinition,
};
use serde_json::{Value, json};

/// Gives the process its TLS provider, as every program that uses the crate must.
pub(crate) fn install_ring() {
    static RING: Once = Once::new();
    RING.call_once(|| {
        rustls::crypto::ring::default_provider().install_default().expect("the first one");
    });
}

pub(crate) fn execute_tool() -> ToolDefinition {
    ToolDefinition {
        name: "execute".to_owned(),
        description: "Runs a command.".to_owned(),
        input_schema: json!({"type": "object", "properties": {"command": {"type": "string"}},
            "required": ["command"]}),
    }
}

pub(crate) fn text(text: &str) -> Content {
    Content::Text { text: text.to_owned(), provider_metadata: None }
}

pub(crate) fn message(role: Role, content: Vec<Content>) -> Message {
    Message { role, content }
}

pub(crate) fn user(words: &str) -> Message {
    message(Role::User, vec![text(words)])
}

pub(crate) fn result(id: &str, words: &str) -> Message {
    let content = Content::ToolResult {
        id: id.to_owned(),
        tool_name: "execute".to_owned(),
        text: words.to_owned(),
        media: None,
        is_error: false,
        provider_executed: false,
        provider_metadata: None,
    };
    message(Role::Tool, vec![content])
}

/// All events of an answer, and the error that it ended with.
pub(crate) async fn answer(
    client: &ModelClient,
    request: &ModelRequest,
) -> (Vec<StreamEvent>, Option<LlmError>) {
    let mut stream = match client.stream(request).await {
        Ok(stream) => stream,
        Err(error) => return (Vec::new(), Some(error)),
    };
    let mut events = Vec::new();
    while let Some(event) = stream.next().await {
        match event {
            Ok(event) => events.push(event),
            Err(error) => {
                assert!(stream.next().await.is_none(), "nothing follows an error");
                return (events, Some(error));
            }
        }
    }
    (events, None)
}

/// All events of a good answer.
pub(crate) async fn good_answer(client: &ModelClient, request: &ModelRequest) -> Vec<StreamEvent> {
    let (events, error) = answer(client, request).await;
    assert_eq!(error, None);
    let finishes = events.iter().filter(|it| matches!(it, StreamEvent::Finish { .. })).count();
    assert_eq!(finishes, 1, "{events:?}");
    assert!(matches!(events.last(), Some(StreamEvent::Finish { .. })), "{events:?}");
    events
}

/// The assistant message that an engine would store for these events.
pub(crate) fn stored(events: &[StreamEvent]) -> Message {
    let mut content: Vec<Content> = Vec::new();
    let mut open = String::new();
    for event in events {
        match event.clone() {
            StreamEvent::TextStart { .. } | StreamEvent::ReasoningStart { .. } => open.clear(),
            StreamEvent::TextDelta { text, .. } | StreamEvent::ReasoningDelta { text, .. } => {
                open.push_str(&text);
            }
            StreamEvent::TextEnd { provider_metadata, .. } => {
                content.push(Content::Text { text: std::mem::take(&mut open), provider_metadata });
            }
            StreamEvent::ReasoningEnd { provider_metadata, .. } => {
                content.push(Content::Reasoning { text: std::mem::take(&mut open), provider_metadata });
            }
            StreamEvent::ToolCall { id, tool_name, args, provider_executed, provider_metadata } => {
                content.push(Content::ToolCall { id, tool_name, args, provider_executed, provider_metadata });
            }
            StreamEvent::ToolResult { id, tool_name, result, is_error, provider_metadata } => {
                content.push(Content::ToolResult {
                    id,
                    tool_name,
                    text: result.to_string(),
                    media: None,
                    is_error,
                    provider_executed: true,
                    provider_metadata,
                });
            }
            StreamEvent::ToolInputStart { .. }
            | StreamEvent::ToolInputDelta { .. }
            | StreamEvent::ToolInputEnd { .. }
            | StreamEvent::Source { .. }
            | StreamEvent::Finish { .. } => {}
        }
    }
    message(Role::Assistant, content)
}

/// The text of an answer.
pub(crate) fn said(events: &[StreamEvent]) -> String {
    let text = |it: &StreamEvent| {
        if let StreamEvent::TextDelta { text, .. } = it { Some(text.clone()) } else { None }
    };
    events.iter().filter_map(text).collect()
}

/// The calls of an answer: id, arguments' text as streamed, arguments.
pub(crate) fn calls(events: &[StreamEvent]) -> Vec<(String, String, Value)> {
    let deltas = |wanted: &str| -> String {
        let delta = |it: &StreamEvent| {
            let StreamEvent::ToolInputDelta { id, delta } = it else { return None };
            (id == wanted).then(|| delta.clone())
        };
        events.iter().filter_map(delta).collect()
    };
    let call = |it: &StreamEvent| {
        let StreamEvent::ToolCall { id, args, .. } = it else { return None };
        Some((id.clone(), deltas(id), args.clone()))
    };
    events.iter().filter_map(call).collect()
}

/// The kinds of an answer's events.
pub(crate) fn shape(events: &[StreamEvent]) -> Vec<&'static str> {
    let name = |it: &StreamEvent| match it {
        StreamEvent::TextStart { .. } => "text start",
        StreamEvent::TextDelta { .. } => "text",
        StreamEvent::TextEnd { .. } => "text end",
        StreamEvent::ReasoningStart { .. } => "reasoning start",
        StreamEvent::ReasoningDelta { .. } => "reasoning",
        StreamEvent::ReasoningEnd { .. } => "reasoning end",
        StreamEvent::ToolInputStart { .. } => "input start",
        StreamEvent::ToolInputDelta { .. } => "input",
        StreamEvent::ToolInputEnd { .. } => "input end",
        StreamEvent::ToolCall { .. } => "call",
        StreamEvent::ToolResult { .. } => "result",
        StreamEvent::Source { .. } => "source",
        StreamEvent::Finish { .. } => "finish",
    };
    events.iter().map(name).collect()
}
