//! The engine's stream events in their wire shape (chats-api.md 2.9), and the frames they travel in (3.3).

use ropewalk_chat::stream::{ChatEvent, OpenCall, StreamError, StreamPart};
use ropewalk_model::{ChatId, MessageId};
use ropewalk_platform::UseCaseError;
use ropewalk_wire::chats::{
    ActionRequired, ChatMessage, ChatMessagePart, ChatQueuedMessage, ChatStreamEvent, MessagePartEvent,
    PreviewReset, RequiredToolCall, StatusEvent,
};

use super::one_way::Frame;

/// At most so many events per frame.
const EVENTS_MAX: usize = 256;
/// Frames stay below this, in bytes: clients refuse more than 4 MiB. An event that is larger alone goes alone.
const FRAME_BYTES_MAX: usize = 3 << 20;

/// The wire shape of `event`.
fn to_wire(chat_id: ChatId, event: ChatEvent) -> ChatStreamEvent {
    match event {
        ChatEvent::MessagePart { history_version, generation_attempt, seq, role, part } => {
            ChatStreamEvent::MessagePart {
                chat_id,
                message_part: MessagePartEvent {
                    role: Some(role.into()),
                    part: piece(part),
                    history_version,
                    generation_attempt,
                    seq: i64::try_from(seq).unwrap_or(i64::MAX),
                },
            }
        }
        ChatEvent::Message(message) => {
            ChatStreamEvent::Message { chat_id, message: ChatMessage::from(message.as_ref()) }
        }
        ChatEvent::Status(status) => {
            ChatStreamEvent::Status { chat_id, status: StatusEvent { status: status.into() } }
        }
        ChatEvent::Error(error) => ChatStreamEvent::Error { chat_id, error: error.into() },
        ChatEvent::QueueUpdate(queue) => ChatStreamEvent::QueueUpdate {
            chat_id,
            queued_messages: queue.iter().map(ChatQueuedMessage::from).collect(),
        },
        ChatEvent::ActionRequired(calls) => ChatStreamEvent::ActionRequired {
            chat_id,
            action_required: ActionRequired { tool_calls: calls.into_iter().map(required_call).collect() },
        },
        ChatEvent::Retry(state) => ChatStreamEvent::Retry { chat_id, retry: state.into() },
        ChatEvent::PreviewReset { history_version, generation_attempt } => ChatStreamEvent::PreviewReset {
            chat_id,
            preview_reset: PreviewReset { history_version, generation_attempt },
        },
        ChatEvent::HistoryReset => ChatStreamEvent::HistoryReset { chat_id },
    }
}

fn piece(part: StreamPart) -> ChatMessagePart {
    match part {
        StreamPart::Text(text) => ChatMessagePart::text_delta(text),
        StreamPart::Reasoning { text, created_at } => {
            ChatMessagePart::reasoning_delta(text, Some(created_at))
        }
        StreamPart::ToolCallDelta { tool_call_id, tool_name, args_delta, provider_executed } => {
            ChatMessagePart {
                provider_executed,
                ..ChatMessagePart::args_delta(tool_call_id, tool_name, args_delta)
            }
        }
        StreamPart::Whole(part) => ChatMessagePart::from(&part),
    }
}

/// A call for the client to run; its arguments travel as JSON text.
pub(super) fn required_call(call: OpenCall) -> RequiredToolCall {
    RequiredToolCall {
        tool_call_id: call.tool_call_id,
        tool_name: call.tool_name,
        args: call.args.to_string(),
    }
}

/// The frames of a batch: JSON arrays of at most [`EVENTS_MAX`] events and about [`FRAME_BYTES_MAX`] bytes, each
/// with a newline at its end. An event that cannot be written as JSON is logged and left out; our types always can.
pub(super) fn to_frames(chat_id: ChatId, batch: Vec<ChatEvent>) -> Vec<Frame> {
    let mut frames = Vec::new();
    let mut frame = FrameBuilder::default();
    for event in batch {
        let event = to_wire(chat_id, event);
        let json = match serde_json::to_string(&event) {
            Ok(json) => json,
            Err(error) => {
                tracing::error!(chat.id = %chat_id, "An event of a chat could not be written: {error}");
                continue;
            }
        };
        if !frame.has_room(&json) {
            frames.extend(std::mem::take(&mut frame).finish());
        }
        frame.push(&event, &json);
    }
    frames.extend(frame.finish());
    frames
}

#[derive(Default)]
struct FrameBuilder {
    json: String,
    count: usize,
    newest_message: Option<MessageId>,
}

impl FrameBuilder {
    const fn has_room(&self, json: &str) -> bool {
        self.count == 0 || (self.count < EVENTS_MAX && self.json.len() + json.len() < FRAME_BYTES_MAX)
    }

    fn push(&mut self, event: &ChatStreamEvent, json: &str) {
        self.json.push(if self.count == 0 { '[' } else { ',' });
        self.json.push_str(json);
        self.count += 1;
        if let ChatStreamEvent::Message { message, .. } = event {
            self.newest_message = self.newest_message.max(Some(message.id));
        }
    }

    /// Nothing is sent for nothing.
    fn finish(mut self) -> Option<Frame> {
        self.json.push_str("]\n");
        (self.count > 0).then_some(Frame { json: self.json, resume_id: self.newest_message.map(|id| id.0) })
    }
}

/// What a stream that does not begin means to the caller.
pub(super) fn stream_failure(error: StreamError) -> UseCaseError {
    UseCaseError::Unavailable { step: "follow the changes".to_owned(), source: Box::new(error) }
}

#[cfg(test)]
mod tests {
    use ropewalk_chat::stream::{ChatEvent, StreamPart};
    use ropewalk_model::ChatId;
    use ropewalk_model::chat::{Role, Status};
    use ropewalk_wire::chats::ChatStreamEvent;

    use super::{EVENTS_MAX, FRAME_BYTES_MAX, to_frames};

    #[test]
    fn frames_are_arrays_of_at_most_256_events() {
        assert!(to_frames(ChatId::NIL, Vec::new()).is_empty(), "nothing is sent for nothing");
        let frames = to_frames(ChatId::NIL, vec![ChatEvent::Status(Status::Running); 300]);
        let sizes: Vec<usize> = frames
            .iter()
            .map(|frame| {
                assert!(frame.json.ends_with("]\n"));
                serde_json::from_str::<Vec<ChatStreamEvent>>(&frame.json).unwrap().len()
            })
            .collect();
        assert_eq!(sizes, [EVENTS_MAX, 300 - EVENTS_MAX]);
    }

    #[test]
    fn large_events_are_spread_over_frames() {
        let large = |seq| ChatEvent::MessagePart {
            history_version: 1,
            generation_attempt: 1,
            seq,
            role: Role::Assistant,
            part: StreamPart::Text("x".repeat(1 << 20)),
        };
        let frames = to_frames(ChatId::NIL, (1..=5).map(large).collect());
        assert!(frames.len() > 1);
        assert!(frames.iter().all(|frame| frame.json.len() < FRAME_BYTES_MAX + 16));
    }
}
