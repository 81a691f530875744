//! `write_file`: writes a whole file in the workspace.

use async_trait::async_trait;
use bytes::Bytes;
use ropewalk_llm::ToolDefinition;
use ropewalk_model::chat::Chat;
use ropewalk_wire::agent::WriteFileQuery;
use serde_json::{Value, json};

use super::args::{Args, BadArgs};
use super::connection::ChatLink;
use super::schema::definition;
use super::session::{AgentSession, until_cancelled};
use super::{Recovery, Tool, ToolCallContext, ToolMode, ToolOutcome, modes, plan_file};

/// Writes a file, whole and at once: a reader sees the old or the new content, never a part.
pub(super) struct WriteFile;

#[async_trait]
impl Tool for WriteFile {
    fn definition(&self) -> ToolDefinition {
        definition(
            "write_file",
            "Writes a file in the workspace: makes it, with missing parent directories, or replaces all of its content. \
             To change parts of an existing file use edit_files.",
            json!({
                "path": {"type": "string", "description": "Absolute path of the file."},
                "content": {"type": "string", "description": "The whole new content."},
            }),
            &["path", "content"],
        )
    }

    fn recovery(&self) -> Recovery {
        Recovery::Idempotent
    }

    fn modes(&self) -> &'static [ToolMode] {
        modes::WRITING
    }

    async fn run(&self, call: ToolCallContext) -> ToolOutcome {
        let link = ChatLink::new(&call);
        until_cancelled(&call.cancel, write(&link.session(), &call.chat, &call.args)).await
    }
}

fn read_args(args: &Value) -> Result<(&str, &str), BadArgs> {
    let args = Args::of(args)?;
    Ok((args.word("path")?, args.text("content")?))
}

pub(super) async fn write(session: &AgentSession<'_>, chat: &Chat, args: &Value) -> ToolOutcome {
    let (path, content) = match read_args(args) {
        Ok(read) => read,
        Err(bad) => return ToolOutcome::error(bad.to_string()),
    };
    if let Some(why) = plan_file::refusal(session, chat, &[path]).await {
        return ToolOutcome::error(why);
    }
    let query = &WriteFileQuery { path: path.to_owned(), client_token: Some(session.client_token.clone()) };
    let content = Bytes::copy_from_slice(content.as_bytes());
    let answer = session
        .call(|conn| {
            let body = futures::stream::iter([Ok::<_, std::io::Error>(content.clone())]);
            async move { conn.write_file(&session.context, query, body).await }
        })
        .await;
    match answer {
        Ok(_) => ToolOutcome::ok(json!({"ok": true})),
        Err(failure) if failure.is_without_effect() => {
            ToolOutcome::error(format!("{failure} The file was not changed."))
        }
        Err(failure) => ToolOutcome::error(failure.to_string()),
    }
}
