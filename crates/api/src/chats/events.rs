//! The engine's stream events in their wire shape (chats-api.md 2.9), and the frames they travel in (3.3).

use ropewalk_chat::stream::{ChatEvent, OpenCall, StreamPart};
use ropewalk_model::{ChatId, MessageId};
use ropewalk_wire::chats::{
    ActionRequired, ChatMessage, ChatMessagePart, ChatQueuedMessage, ChatStreamEvent, MessagePartEvent, PreviewReset,
    RequiredToolCall, StatusEvent,
};

/// At most so many events per frame.
pub(super) const EVENTS_MAX: usize = 256;
/// Frames stay below this, in bytes: clients refuse more than 4 MiB. An event that is larger alone goes alone.
pub(super) const FRAME_BYTES_MAX: usize = 3 << 20;

/// The wire shape of `event`.
pub(super) fn to_wire(chat_id: ChatId, event: ChatEvent) -> ChatStreamEvent {
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
        StreamPart::Reasoning { text, created_at } => ChatMessagePart::reasoning_delta(text, Some(created_at)),
        StreamPart::ToolCallDelta { tool_call_id, tool_name, args_delta, provider_executed } => ChatMessagePart {
            provider_executed,
            ..ChatMessagePart::args_delta(tool_call_id, tool_name, args_delta)
        },
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

/// One frame: a JSON array of events with a newline at its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Frame {
    /// The JSON text.
    pub(super) json: String,
    /// The newest message in it, where it holds one.
    pub(super) newest_message: Option<MessageId>,
}

/// Collects events into frames of at most [`EVENTS_MAX`] events and about [`FRAME_BYTES_MAX`] bytes.
#[derive(Default)]
pub(super) struct FrameBuilder {
    json: String,
    count: usize,
    newest_message: Option<MessageId>,
}

impl FrameBuilder {
    /// Adds an event. Gives the frame before it when the event has no room in that.
    ///
    /// # Errors
    /// The event cannot be written as JSON.
    pub(super) fn push(&mut self, event: &ChatStreamEvent) -> Result<Option<Frame>, serde_json::Error> {
        let json = serde_json::to_string(event)?;
        let has_room = self.count < EVENTS_MAX && self.json.len() + json.len() < FRAME_BYTES_MAX;
        let full = if self.count > 0 && !has_room { self.take() } else { None };
        self.json.push(if self.count == 0 { '[' } else { ',' });
        self.json.push_str(&json);
        self.count += 1;
        if let ChatStreamEvent::Message { message, .. } = event {
            self.newest_message = self.newest_message.max(Some(message.id));
        }
        Ok(full)
    }

    /// Whether one more event surely goes into a later frame.
    pub(super) const fn is_full(&self) -> bool {
        self.count >= EVENTS_MAX || self.json.len() >= FRAME_BYTES_MAX
    }

    /// The frame with what was collected; `None` when that is nothing.
    pub(super) fn take(&mut self) -> Option<Frame> {
        if self.count == 0 {
            return None;
        }
        let mut json = std::mem::take(&mut self.json);
        json.push_str("]\n");
        self.count = 0;
        Some(Frame { json, newest_message: self.newest_message.take() })
    }
}

#[cfg(test)]
mod tests {
    use ropewalk_chat::stream::{ChatEvent, StreamPart};
    use ropewalk_model::ChatId;
    use ropewalk_model::chat::{Role, Status};
    use ropewalk_wire::chats::ChatStreamEvent;

    use super::{EVENTS_MAX, FRAME_BYTES_MAX, FrameBuilder, to_wire};

    fn text(text: String, seq: u64) -> ChatStreamEvent {
        let event = ChatEvent::MessagePart {
            history_version: 1,
            generation_attempt: 1,
            seq,
            role: Role::Assistant,
            part: StreamPart::Text(text),
        };
        to_wire(ChatId::NIL, event)
    }

    #[test]
    fn frames_are_arrays_of_at_most_256_events() {
        let mut builder = FrameBuilder::default();
        assert!(builder.take().is_none(), "nothing is sent for nothing");
        let mut frames = Vec::new();
        for _ in 0..300 {
            frames.extend(builder.push(&to_wire(ChatId::NIL, ChatEvent::Status(Status::Running))).unwrap());
        }
        frames.extend(builder.take());
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
        let mut builder = FrameBuilder::default();
        let mut frames = Vec::new();
        for seq in 1..=5 {
            frames.extend(builder.push(&text("x".repeat(1 << 20), seq)).unwrap());
        }
        frames.extend(builder.take());
        assert!(frames.len() > 1);
        assert!(frames.iter().all(|frame| frame.json.len() < FRAME_BYTES_MAX + 16));
    }
}
