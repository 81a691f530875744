//! `read_file`: numbered lines of a file in the workspace.

use async_trait::async_trait;
use ropewalk_llm::ToolDefinition;
use ropewalk_wire::agent::ReadFileLinesQuery;
use serde_json::{Value, json};

use super::args::{Args, BadArgs};
use super::connection::ChatLink;
use super::schema::definition;
use super::session::{AgentSession, until_cancelled};
use super::{Recovery, Tool, ToolCallContext, ToolMode, ToolOutcome, modes};

/// Reads a file. The limits are the agent's: files up to 1 MiB, 2000 lines and 32 KiB per answer, lines cut at
/// 1024 bytes.
pub(super) struct ReadFile;

#[async_trait]
impl Tool for ReadFile {
    fn definition(&self) -> ToolDefinition {
        definition(
            "read_file",
            "Reads a text file in the workspace. Each line comes with its number and a tab before it. Answers at most \
             2000 lines and 32 KiB at once: for more, call again with offset and limit. Lines longer than 1024 bytes \
             are cut. Prefer it to printing files with a command.",
            json!({
                "path": {"type": "string", "description": "Absolute path of the file."},
                "offset": {"type": "integer", "minimum": 1, "description": "First line to read, counted from 1. Default: 1."},
                "limit": {"type": "integer", "minimum": 1, "description": "How many lines to read. Default: all."},
            }),
            &["path"],
        )
    }

    fn recovery(&self) -> Recovery {
        Recovery::RunAgain
    }

    fn modes(&self) -> &'static [ToolMode] {
        modes::EVERYWHERE
    }

    async fn run(&self, call: ToolCallContext) -> ToolOutcome {
        let link = ChatLink::new(&call);
        until_cancelled(&call.cancel, read(&link.session(), &call.args)).await
    }
}

fn query_of(args: &Value) -> Result<ReadFileLinesQuery, BadArgs> {
    let args = Args::of(args)?;
    Ok(ReadFileLinesQuery {
        path: args.word("path")?.to_owned(),
        offset: args.optional_count("offset")?,
        limit: args.optional_count("limit")?,
        ..ReadFileLinesQuery::default()
    })
}

pub(super) async fn read(session: &AgentSession<'_>, args: &Value) -> ToolOutcome {
    let query = match query_of(args) {
        Ok(query) => query,
        Err(bad) => return ToolOutcome::error(bad.to_string()),
    };
    let query = &query;
    let answer =
        session.call(|conn| async move { conn.read_file_lines(&session.context, query).await }).await;
    match answer {
        Ok(lines) if lines.success => ToolOutcome::ok(json!({
            "content": lines.content,
            "file_size": lines.file_size,
            "total_lines": lines.total_lines,
            "lines_read": lines.lines_read,
        })),
        Ok(lines) => ToolOutcome::error(lines.error),
        Err(failure) => ToolOutcome::error(failure.to_string()),
    }
}
