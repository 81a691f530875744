//! The file API of the agent (agent-and-provisioning.md 2.9, 2.10).
//!
//! Calls that change files take an optional `client_token`: a repeated call with the same token (and the same
//! chat) returns the recorded result instead of doing it twice; another request under that token is refused
//! with 409 (chat-state-machine.md 6.5).

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Query of `read-file`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, IntoParams, ToSchema)]
#[into_params(parameter_in = Query)]
pub struct ReadFileQuery {
    /// Absolute path.
    pub path: String,
    /// Where to begin, in bytes.
    #[serde(default)]
    pub offset: u64,
    /// How many bytes; 0 = the rest.
    #[serde(default)]
    pub limit: u64,
}

/// Query of `read-file-lines`. Limits left out take the agent's defaults.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, IntoParams, ToSchema)]
#[into_params(parameter_in = Query)]
pub struct ReadFileLinesQuery {
    /// Absolute path.
    pub path: String,
    /// First line, from 1. Default 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offset: Option<u64>,
    /// How many lines; absent or 0 = the rest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u64>,
    /// Refuse larger files, in bytes. Default 1 MiB, at most 16 MiB.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_file_size: Option<u64>,
    /// Cut longer lines, in bytes. Default 1024.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_line_bytes: Option<u64>,
    /// Refuse longer answers, in lines. Default 2000.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_response_lines: Option<u64>,
    /// Refuse longer answers, in bytes. Default 32768.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_response_bytes: Option<u64>,
}

/// Answer of `read-file-lines`; always with status 200, so that a model sees the error as a result.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReadFileLinesResponse {
    /// Whether `content` holds the lines that were asked for.
    pub success: bool,
    /// Size of the whole file in bytes; 0 when it could not be read.
    pub file_size: u64,
    /// Lines of the whole file; 0 when it could not be read.
    pub total_lines: u64,
    /// Lines in `content`.
    pub lines_read: u64,
    /// `<number>TAB<line>`, joined by newlines.
    pub content: String,
    /// What is wrong and what to do; empty on success.
    pub error: String,
}

/// Query of `write-file`; the body is the content.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, IntoParams, ToSchema)]
#[into_params(parameter_in = Query)]
pub struct WriteFileQuery {
    /// Absolute path. Missing parent directories are made.
    pub path: String,
    /// Idempotency key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_token: Option<String>,
}

/// Query of `resolve-path`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, IntoParams, ToSchema)]
#[into_params(parameter_in = Query)]
pub struct ResolvePathQuery {
    /// Absolute path; it need not exist.
    pub path: String,
}

/// Body of `edit-files`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EditFilesRequest {
    /// The files. One path given twice is edited once, with all its edits in order.
    pub files: Vec<FileEdits>,
    /// Answer with unified diffs.
    #[serde(default)]
    pub include_diff: bool,
    /// Idempotency key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_token: Option<String>,
}

/// The edits of one file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FileEdits {
    /// Absolute path.
    pub path: String,
    /// Applied in order, each to the result of the one before.
    pub edits: Vec<FileEdit>,
}

/// Replaces one text by another.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FileEdit {
    /// The text to find. LF and CRLF match each other.
    pub search: String,
    /// The text to put there.
    pub replace: String,
    /// Replace every match. Without it more than one match is an error.
    #[serde(default)]
    pub replace_all: bool,
}

/// Answer of `edit-files`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EditFilesResponse {
    /// The diffs, in the order of the request; absent unless `include_diff` was set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub files: Option<Vec<EditedFile>>,
}

/// What changed in one file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EditedFile {
    /// The path as it was given.
    pub path: String,
    /// Unified diff with 3 lines of context; empty when nothing changed.
    pub diff: String,
}

/// Body of `list-directory`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ListDirectoryRequest {
    /// Path components below `relativity`.
    #[serde(default)]
    pub path: Vec<String>,
    /// Where `path` begins.
    pub relativity: DirectoryBase,
}

/// Where a directory path begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DirectoryBase {
    /// The file system's root.
    Root,
    /// The home directory of the agent's user.
    Home,
}

/// Answer of `list-directory`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ListDirectoryResponse {
    /// Components of the listed directory's path.
    pub absolute_path: Vec<String>,
    /// The listed directory's path.
    pub absolute_path_string: String,
    /// What is in it, by name. At most 10,000 entries.
    pub contents: Vec<DirectoryEntry>,
}

/// One entry of a directory.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DirectoryEntry {
    /// Its name.
    pub name: String,
    /// Its path.
    pub absolute_path_string: String,
    /// Whether it is a directory; symbolic links are followed.
    pub is_dir: bool,
}

/// Answer of `resolve-path`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ResolvePathResponse {
    /// The path with the symbolic links of its existing part resolved.
    pub resolved_path: String,
}
