//! What a step adds up to while it streams (chat-engine.md 1.4), as the message that is stored when it is complete
//! (1.8) or interrupted (1.9).

use std::collections::BTreeSet;

use ropewalk_llm::StreamEvent;
use ropewalk_model::Timestamp;
use ropewalk_model::chat::{Part, Role};
use serde_json::Value;

use crate::stream::StreamPart;

/// The content of a step so far. Pure: times are arguments.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct StepDraft {
    blocks: Vec<Block>,
    tool_messages: Vec<Vec<Part>>,
}

#[derive(Clone, Debug, PartialEq)]
enum Block {
    Text {
        id: String,
        is_open: bool,
        text: String,
        metadata: Option<Value>,
    },
    Reasoning {
        id: String,
        text: String,
        metadata: Option<Value>,
        began_at: Timestamp,
        ended_at: Option<Timestamp>,
    },
    /// A call whose arguments still come.
    Input {
        id: String,
        tool_name: String,
        args: String,
        provider_executed: bool,
    },
    /// A call, a provider's own result, a source: complete as it is.
    Whole(Part),
}

/// What is durable of an interrupted step.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Partial {
    /// The assistant's parts.
    pub(crate) assistant: Vec<Part>,
    /// Results of local tools: each with the files that the tool attached before it.
    pub(crate) tool_messages: Vec<Vec<Part>>,
}

impl StepDraft {
    /// Adds an event; returns what of it is shown, and as whose words. `Finish` adds nothing.
    pub(crate) fn apply(&mut self, event: StreamEvent, now: Timestamp) -> Option<(Role, StreamPart)> {
        match event {
            StreamEvent::TextStart { id } => self.text_block(id, None),
            StreamEvent::TextDelta { id, text } => self.text_block(id, Some(text)),
            StreamEvent::TextEnd { id, provider_metadata } => {
                self.end_text(&id, provider_metadata);
                None
            }
            StreamEvent::ReasoningStart { id } => self.reasoning_block(id, None, now),
            StreamEvent::ReasoningDelta { id, text } => self.reasoning_block(id, Some(text), now),
            StreamEvent::ReasoningEnd { id, provider_metadata } => {
                self.end_reasoning(&id, provider_metadata, now);
                None
            }
            StreamEvent::ToolInputStart { id, tool_name, provider_executed } => {
                self.blocks.push(Block::Input { id, tool_name, args: String::new(), provider_executed });
                None
            }
            StreamEvent::ToolInputDelta { id, delta } => self.input_delta(&id, delta),
            StreamEvent::ToolInputEnd { id: _ } => None,
            StreamEvent::ToolCall { id, tool_name, args, provider_executed, provider_metadata } => {
                let call = Part::ToolCall {
                    tool_call_id: id.clone(),
                    tool_name,
                    args,
                    provider_executed,
                    provider_metadata,
                    created_at: Some(now),
                };
                self.complete_call(&id, call.clone());
                Some((Role::Assistant, StreamPart::Whole(call)))
            }
            StreamEvent::ToolResult { id, tool_name, result, is_error, provider_metadata } => {
                let result = Part::ToolResult {
                    tool_call_id: id,
                    tool_name,
                    result,
                    is_error,
                    is_media: false,
                    provider_executed: true,
                    provider_metadata,
                    created_at: Some(now),
                };
                self.blocks.push(Block::Whole(result.clone()));
                Some((Role::Tool, StreamPart::Whole(result)))
            }
            StreamEvent::Source { source_id, url, title } => {
                let source = Part::Source { source_id, url, title };
                self.blocks.push(Block::Whole(source.clone()));
                Some((Role::Assistant, StreamPart::Whole(source)))
            }
            StreamEvent::Finish { .. } => None,
        }
    }

    /// Adds the result of a local tool, or a file that it attached; a tool's files come before its result.
    pub(crate) fn add_tool_part(&mut self, part: Part) {
        match self.tool_messages.last_mut() {
            Some(open) if !is_complete(open) => open.push(part),
            Some(_) | None => self.tool_messages.push(vec![part]),
        }
    }

    /// The parts of a complete step. Blocks without any content are left out; a call whose end was not announced
    /// counts when its arguments are valid JSON.
    pub(crate) fn finish(&self, now: Timestamp) -> Vec<Part> {
        self.blocks.iter().filter_map(|block| block.part(now)).collect()
    }

    /// What is durable when the step is interrupted now (chat-engine.md GL-50 to GL-52).
    pub(crate) fn interrupt(&self, now: Timestamp) -> Partial {
        let mut assistant = self.finish(now);
        let calls: BTreeSet<String> = assistant.iter().filter_map(call_id).map(str::to_owned).collect();
        let mut answered = BTreeSet::new();
        assistant.retain(|part| match part {
            Part::ToolResult { tool_call_id, .. } => {
                calls.contains(tool_call_id) && answered.insert(tool_call_id.clone())
            }
            Part::Text { .. }
            | Part::Reasoning { .. }
            | Part::ToolCall { .. }
            | Part::Source { .. }
            | Part::File { .. }
            | Part::FileReference { .. }
            | Part::ContextFile { .. }
            | Part::Skill { .. } => true,
        });
        let complete = self.tool_messages.iter().filter(|parts| is_complete(parts));
        Partial { assistant, tool_messages: complete.cloned().collect() }
    }

    fn text_block(&mut self, block_id: String, delta: Option<String>) -> Option<(Role, StreamPart)> {
        let open = self.blocks.iter_mut().rev().find_map(|block| match block {
            Block::Text { id, is_open: true, text, .. } if *id == block_id => Some(text),
            Block::Text { .. } | Block::Reasoning { .. } | Block::Input { .. } | Block::Whole(_) => None,
        });
        let delta_text = delta.as_deref().unwrap_or_default();
        match open {
            Some(text) => text.push_str(delta_text),
            None => self.blocks.push(Block::Text {
                id: block_id,
                is_open: true,
                text: delta_text.to_owned(),
                metadata: None,
            }),
        }
        delta.filter(|text| !text.is_empty()).map(|text| (Role::Assistant, StreamPart::Text(text)))
    }

    fn end_text(&mut self, block_id: &str, provider_metadata: Option<Value>) {
        for block in self.blocks.iter_mut().rev() {
            if let Block::Text { id, is_open, metadata, .. } = block
                && id == block_id
                && *is_open
            {
                *is_open = false;
                *metadata = provider_metadata;
                return;
            }
        }
    }

    fn reasoning_block(
        &mut self,
        block_id: String,
        delta: Option<String>,
        now: Timestamp,
    ) -> Option<(Role, StreamPart)> {
        let open = self.blocks.iter_mut().rev().find_map(|block| match block {
            Block::Reasoning { id, text, began_at, ended_at: None, .. } if *id == block_id => {
                Some((text, *began_at))
            }
            Block::Text { .. } | Block::Reasoning { .. } | Block::Input { .. } | Block::Whole(_) => None,
        });
        let delta_text = delta.as_deref().unwrap_or_default();
        let created_at = match open {
            Some((text, began_at)) => {
                text.push_str(delta_text);
                began_at
            }
            None => {
                self.blocks.push(Block::Reasoning {
                    id: block_id,
                    text: delta_text.to_owned(),
                    metadata: None,
                    began_at: now,
                    ended_at: None,
                });
                now
            }
        };
        let text = delta.filter(|text| !text.is_empty())?;
        Some((Role::Assistant, StreamPart::Reasoning { text, created_at }))
    }

    fn end_reasoning(&mut self, block_id: &str, provider_metadata: Option<Value>, now: Timestamp) {
        for block in self.blocks.iter_mut().rev() {
            if let Block::Reasoning { id, metadata, ended_at, .. } = block
                && id == block_id
                && ended_at.is_none()
            {
                *ended_at = Some(now);
                *metadata = provider_metadata;
                return;
            }
        }
    }

    fn input_delta(&mut self, call_id: &str, delta: String) -> Option<(Role, StreamPart)> {
        for block in self.blocks.iter_mut().rev() {
            if let Block::Input { id, tool_name, args, provider_executed } = block
                && id == call_id
            {
                args.push_str(&delta);
                let part = StreamPart::ToolCallDelta {
                    tool_call_id: id.clone(),
                    tool_name: tool_name.clone(),
                    args_delta: delta,
                    provider_executed: *provider_executed,
                };
                return Some((Role::Assistant, part));
            }
        }
        None
    }

    fn complete_call(&mut self, call_id: &str, call: Part) {
        let input = self
            .blocks
            .iter_mut()
            .rev()
            .find(|block| matches!(block, Block::Input { id, .. } if id == call_id));
        match input {
            Some(block) => *block = Block::Whole(call),
            None => self.blocks.push(Block::Whole(call)),
        }
    }
}

impl Block {
    fn part(&self, now: Timestamp) -> Option<Part> {
        match self {
            Self::Text { text, metadata, .. } => (!text.is_empty() || metadata.is_some())
                .then(|| Part::Text { text: text.clone(), provider_metadata: metadata.clone() }),
            Self::Reasoning { text, metadata, began_at, ended_at, .. } => {
                (!text.is_empty() || metadata.is_some()).then(|| Part::Reasoning {
                    text: text.clone(),
                    provider_metadata: metadata.clone(),
                    created_at: Some(*began_at),
                    completed_at: Some(ended_at.unwrap_or(now)),
                })
            }
            Self::Input { id, tool_name, args, provider_executed } => {
                let args: Value = serde_json::from_str(args).ok()?;
                Some(Part::ToolCall {
                    tool_call_id: id.clone(),
                    tool_name: tool_name.clone(),
                    args,
                    provider_executed: *provider_executed,
                    provider_metadata: None,
                    created_at: Some(now),
                })
            }
            Self::Whole(part) => Some(part.clone()),
        }
    }
}

/// Whether a tool message has its result, which is its last part.
fn is_complete(parts: &[Part]) -> bool {
    matches!(parts.last(), Some(Part::ToolResult { .. }))
}

fn call_id(part: &Part) -> Option<&str> {
    match part {
        Part::ToolCall { tool_call_id, .. } => Some(tool_call_id),
        Part::Text { .. }
        | Part::Reasoning { .. }
        | Part::ToolResult { .. }
        | Part::Source { .. }
        | Part::File { .. }
        | Part::FileReference { .. }
        | Part::ContextFile { .. }
        | Part::Skill { .. } => None,
    }
}

#[cfg(test)]
#[path = "draft_tests.rs"]
mod tests;
