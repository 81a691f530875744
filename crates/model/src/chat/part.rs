//! The parts of a message, as stored in `chat_messages.content` (content version 1: a JSON array of these).
//!
//! The wire shape (chats-api.md 2.5) differs on purpose: it always carries the zero-valued keys, and never
//! the provider's private metadata. `wire` translates.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use crate::{FileId, Timestamp};

/// One part of a message.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum Part {
    /// Plain text or Markdown.
    Text {
        /// The text.
        text: String,
        /// What the provider wants back with it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        provider_metadata: Option<Value>,
    },
    /// The model's reasoning.
    Reasoning {
        /// Its text; may be empty when the provider sends only a sealed form.
        text: String,
        /// Signature, redacted data or item id, as the provider wants it back.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        provider_metadata: Option<Value>,
        /// When it began.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        created_at: Option<Timestamp>,
        /// When it ended.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        completed_at: Option<Timestamp>,
    },
    /// A call of a tool.
    ToolCall {
        /// The provider's id of the call.
        tool_call_id: String,
        /// The tool.
        tool_name: String,
        /// Its arguments, a JSON object.
        args: Value,
        /// Whether the provider runs it itself.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        provider_executed: bool,
        /// What the provider wants back with it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        provider_metadata: Option<Value>,
        /// When the call was complete.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        created_at: Option<Timestamp>,
    },
    /// The result of a call.
    ToolResult {
        /// The call it answers.
        tool_call_id: String,
        /// The tool.
        tool_name: String,
        /// The result, JSON.
        result: Value,
        /// Whether the tool failed.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        is_error: bool,
        /// Whether it is binary media (`{data, mime_type, text}`).
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        is_media: bool,
        /// Whether the provider ran the call itself.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        provider_executed: bool,
        /// What the provider wants back with it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        provider_metadata: Option<Value>,
        /// When the tool ended.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        created_at: Option<Timestamp>,
    },
    /// A page that the answer cites.
    Source {
        /// The provider's id of it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        source_id: Option<String>,
        /// Its address.
        url: String,
        /// Its title.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        title: Option<String>,
    },
    /// A stored file.
    File {
        /// The file.
        file_id: FileId,
        /// Its media type.
        media_type: String,
        /// Its name.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        name: Option<String>,
    },
    /// Lines of a file that the user points at.
    FileReference {
        /// The file.
        file_name: String,
        /// First line, from 1.
        start_line: i64,
        /// Last line.
        end_line: i64,
        /// The quoted lines.
        content: String,
    },
    /// An instruction file of the workspace. One without a path and a text says that there was none (chat-engine.md 5.3).
    ContextFile {
        /// Where it stands.
        #[serde(default)]
        context_file_path: String,
        /// What it says.
        #[serde(default)]
        context_file_content: String,
        /// Whether it was cut at 64 KiB.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        context_file_truncated: bool,
        /// The agent it came from.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        context_file_agent_id: Option<Uuid>,
        /// The operating system of the workspace.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        context_file_os: Option<String>,
        /// Where commands start.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        context_file_directory: Option<String>,
    },
    /// A skill of the workspace.
    Skill {
        /// Its name.
        skill_name: String,
        /// What it is for.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        skill_description: Option<String>,
        /// Its directory.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        skill_dir: Option<String>,
        /// The file in it that holds its text.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        context_file_skill_meta_file: Option<String>,
    },
}

impl Part {
    /// A text part without provider metadata.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text { text: text.into(), provider_metadata: None }
    }
}
