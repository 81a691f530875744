//! What a client puts into a message (chats-api.md 2.6).

use ropewalk_model::FileId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// One part of a message to be sent. Which fields are needed follows from `type`: `text` needs `text`;
/// `file-reference` needs `file_name`; `file` needs `file_id`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ChatInputPart {
    /// `text`, `file` or `file-reference`; blanks around it and its case do not matter.
    #[serde(rename = "type", default)]
    #[schema(required = true)]
    pub kind: String,
    /// `text`: the text.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// `file`: the stored file. Some clients send the nil UUID with every other kind; it is ignored there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Uuid>)]
    pub file_id: Option<FileId>,
    /// `file-reference`: the file.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub file_name: String,
    /// `file-reference`: the first line, from 1.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub start_line: i64,
    /// `file-reference`: the last line.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub end_line: i64,
    /// `file-reference`: the quoted lines.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub content: String,
}

impl ChatInputPart {
    /// A text part.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self { kind: "text".to_owned(), text: text.into(), ..Self::default() }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
const fn is_zero(number: &i64) -> bool {
    *number == 0
}
