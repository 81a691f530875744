//! One part of a message (chats-api.md 2.5), stored or streamed.
//!
//! Clients switch on `type`, never on the presence of a key: the plain fields are always there with their
//! zero values, and the three nullable ids are always there, null when they say nothing (chats-api.md 2.1).
//! What the provider wants back (`provider_metadata`) and the text of instruction files never leave the server.

use chrono::{DateTime, Utc};
use ropewalk_model::FileId;
use ropewalk_model::chat as model;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use super::shell_line;

/// The tool whose calls carry `parsed_commands`.
const EXECUTE_TOOL: &str = "execute";

/// What a part is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ChatMessagePartType {
    /// Text or Markdown, in `text`.
    Text,
    /// The model's reasoning, in `text`.
    Reasoning,
    /// A call of a tool.
    ToolCall,
    /// The result of a call.
    ToolResult,
    /// A page that the answer cites.
    Source,
    /// A stored file.
    File,
    /// Lines of a file that the user points at.
    FileReference,
    /// An instruction file of the workspace.
    ContextFile,
    /// A skill of the workspace.
    Skill,
}

/// One part of a message. Which fields mean something follows from `type`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ChatMessagePart {
    /// What it is.
    #[serde(rename = "type")]
    pub kind: ChatMessagePartType,
    /// `text`, `reasoning`: the text.
    #[serde(default)]
    #[schema(required = true)]
    pub text: String,
    /// `tool-call`, `tool-result`: the provider's id of the call.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tool_call_id: Option<String>,
    /// `tool-call`, `tool-result`: the tool.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tool_name: Option<String>,
    /// `tool-call`, `tool-result` of an MCP tool: its server.
    #[serde(default)]
    #[schema(required = true)]
    pub mcp_server_config_id: Option<Uuid>,
    /// `tool-call`: the whole arguments.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub args: Option<Value>,
    /// `tool-call` in a stream: the next piece of the arguments' JSON text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub args_delta: Option<String>,
    /// `tool-call` of `execute`: one `[program]` or `[program, first argument]` per simple command.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parsed_commands: Option<Vec<Vec<String>>>,
    /// `tool-result`: the whole result.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<Value>,
    /// `tool-result` in a stream: the next piece of the result.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result_delta: Option<String>,
    /// `tool-result` in a stream: forget the pieces sent so far.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub result_reset: bool,
    /// `tool-result`: whether the tool failed.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_error: bool,
    /// `tool-result`: whether it is binary media.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_media: bool,
    /// `tool-call`, `tool-result`: whether the provider runs the call itself.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub provider_executed: bool,
    /// `source`: the provider's id of the page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source_id: Option<String>,
    /// `source`: the page's address.
    #[serde(default)]
    #[schema(required = true)]
    pub url: String,
    /// `source`: the page's title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// `file`: its media type.
    #[serde(default)]
    #[schema(required = true)]
    pub media_type: String,
    /// `file`: its name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// `file`: the stored file.
    #[serde(default)]
    #[schema(required = true, value_type = Option<Uuid>)]
    pub file_id: Option<FileId>,
    /// `file-reference`: the file.
    #[serde(default)]
    #[schema(required = true)]
    pub file_name: String,
    /// `file-reference`: the first line, from 1.
    #[serde(default)]
    #[schema(required = true)]
    pub start_line: i64,
    /// `file-reference`: the last line.
    #[serde(default)]
    #[schema(required = true)]
    pub end_line: i64,
    /// `file-reference`: the quoted lines.
    #[serde(default)]
    #[schema(required = true)]
    pub content: String,
    /// `context-file`: where the file stands in the workspace.
    #[serde(default)]
    #[schema(required = true)]
    pub context_file_path: String,
    /// `context-file`: whether it was cut at 64 KiB.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub context_file_truncated: bool,
    /// `context-file`: the agent it came from.
    #[serde(default)]
    #[schema(required = true)]
    pub context_file_agent_id: Option<Uuid>,
    /// `skill`: its name.
    #[serde(default)]
    #[schema(required = true)]
    pub skill_name: String,
    /// `skill`: what it is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub skill_description: Option<String>,
    /// `tool-call`: when it was complete; `tool-result`: when the tool ended; `reasoning`: when it began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created_at: Option<DateTime<Utc>>,
    /// `reasoning`: when it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub completed_at: Option<DateTime<Utc>>,
}

impl ChatMessagePart {
    /// A part of `kind` that says nothing yet.
    #[must_use]
    pub const fn new(kind: ChatMessagePartType) -> Self {
        Self {
            kind,
            text: String::new(),
            tool_call_id: None,
            tool_name: None,
            mcp_server_config_id: None,
            args: None,
            args_delta: None,
            parsed_commands: None,
            result: None,
            result_delta: None,
            result_reset: false,
            is_error: false,
            is_media: false,
            provider_executed: false,
            source_id: None,
            url: String::new(),
            title: None,
            media_type: String::new(),
            name: None,
            file_id: None,
            file_name: String::new(),
            start_line: 0,
            end_line: 0,
            content: String::new(),
            context_file_path: String::new(),
            context_file_truncated: false,
            context_file_agent_id: None,
            skill_name: String::new(),
            skill_description: None,
            created_at: None,
            completed_at: None,
        }
    }

    /// A piece of streamed text.
    #[must_use]
    pub fn text_delta(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::new(ChatMessagePartType::Text) }
    }

    /// A piece of streamed reasoning, and when the reasoning began.
    #[must_use]
    pub fn reasoning_delta(text: impl Into<String>, began_at: Option<DateTime<Utc>>) -> Self {
        Self { text: text.into(), created_at: began_at, ..Self::new(ChatMessagePartType::Reasoning) }
    }

    /// A piece of the JSON text of a call's arguments.
    #[must_use]
    pub fn args_delta(
        tool_call_id: impl Into<String>,
        tool_name: impl Into<String>,
        delta: impl Into<String>,
    ) -> Self {
        Self {
            tool_call_id: Some(tool_call_id.into()),
            tool_name: Some(tool_name.into()),
            args_delta: Some(delta.into()),
            ..Self::new(ChatMessagePartType::ToolCall)
        }
    }
}

impl From<&model::Part> for ChatMessagePart {
    fn from(part: &model::Part) -> Self {
        use ChatMessagePartType as Kind;
        match part {
            model::Part::Text { text, provider_metadata: _ } => Self::text_delta(text),
            model::Part::Reasoning { text, provider_metadata: _, created_at, completed_at } => {
                Self { completed_at: *completed_at, ..Self::reasoning_delta(text, *created_at) }
            }
            model::Part::ToolCall { .. } => tool_call(part),
            model::Part::ToolResult { .. } => tool_result(part),
            model::Part::Source { source_id, url, title } => Self {
                source_id: source_id.clone(),
                url: url.clone(),
                title: title.clone(),
                ..Self::new(Kind::Source)
            },
            model::Part::File { file_id, media_type, name } => Self {
                file_id: Some(*file_id),
                media_type: media_type.clone(),
                name: name.clone(),
                ..Self::new(Kind::File)
            },
            model::Part::FileReference { file_name, start_line, end_line, content } => Self {
                file_name: file_name.clone(),
                start_line: *start_line,
                end_line: *end_line,
                content: content.clone(),
                ..Self::new(Kind::FileReference)
            },
            model::Part::ContextFile {
                context_file_path,
                context_file_content: _,
                context_file_truncated,
                context_file_agent_id,
                context_file_os: _,
                context_file_directory: _,
            } => Self {
                context_file_path: context_file_path.clone(),
                context_file_truncated: *context_file_truncated,
                context_file_agent_id: *context_file_agent_id,
                ..Self::new(Kind::ContextFile)
            },
            model::Part::Skill { skill_name, skill_description, .. } => Self {
                skill_name: skill_name.clone(),
                skill_description: skill_description.clone(),
                ..Self::new(Kind::Skill)
            },
        }
    }
}

fn tool_call(part: &model::Part) -> ChatMessagePart {
    let mut wire = ChatMessagePart::new(ChatMessagePartType::ToolCall);
    if let model::Part::ToolCall {
        tool_call_id,
        tool_name,
        args,
        provider_executed,
        provider_metadata: _,
        created_at,
    } = part
    {
        wire.parsed_commands = (tool_name == EXECUTE_TOOL)
            .then(|| args.get("command").and_then(Value::as_str))
            .flatten()
            .and_then(shell_line::simple_commands);
        wire.tool_call_id = Some(tool_call_id.clone());
        wire.tool_name = Some(tool_name.clone());
        wire.args = Some(args.clone());
        wire.provider_executed = *provider_executed;
        wire.created_at = *created_at;
    }
    wire
}

fn tool_result(part: &model::Part) -> ChatMessagePart {
    let mut wire = ChatMessagePart::new(ChatMessagePartType::ToolResult);
    if let model::Part::ToolResult {
        tool_call_id,
        tool_name,
        result,
        is_error,
        is_media,
        provider_executed,
        provider_metadata: _,
        created_at,
    } = part
    {
        wire.tool_call_id = Some(tool_call_id.clone());
        wire.tool_name = Some(tool_name.clone());
        wire.result = Some(result.clone());
        wire.is_error = *is_error;
        wire.is_media = *is_media;
        wire.provider_executed = *provider_executed;
        wire.created_at = *created_at;
    }
    wire
}

#[cfg(test)]
#[path = "part_tests.rs"]
mod tests;
