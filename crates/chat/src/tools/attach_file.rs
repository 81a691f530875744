//! `attach_file`: shows a file of the workspace to the person, as a file of the chat (chat-engine.md 4.3, GL-27).
//!
//! The stored file has the call's idempotency key as its id. A call that is run again finds it, whatever the workspace's file
//! has become meanwhile: what a person was once shown stays.

use async_trait::async_trait;
use ropewalk_llm::ToolDefinition;
use ropewalk_model::chat::{CHAT_FILE_BYTES_MAX, ChatFile};
use ropewalk_store::chats::Attachment;
use serde_json::{Value, json};

use super::args::{Args, BadArgs};
use super::chat_file::{Place, link, not_stored, put};
use super::connection::ChatLink;
use super::schema::definition;
use super::session::{AgentSession, until_cancelled};
use super::{Recovery, Tool, ToolCallContext, ToolMode, ToolOutcome, file_bytes, modes};
use crate::files::{clean, detect};

/// Shows a file to the person.
pub(super) struct AttachFile;

#[async_trait]
impl Tool for AttachFile {
    fn definition(&self) -> ToolDefinition {
        definition(
            "attach_file",
            "Shows a file of the workspace to the user in the chat, as a copy of what it is now: text, JSON, CSV, Markdown, \
             PDF, or a GIF, JPEG, PNG or WebP image of at most 10 MiB. For something that the user is to look at or keep, \
             such as a report or a screenshot.",
            json!({
                "path": {"type": "string", "description": "Absolute path of the file."},
                "name": {"type": "string", "description": "The name that the user sees. Default: the file's own."},
            }),
            &["path"],
        )
    }

    fn recovery(&self) -> Recovery {
        Recovery::Idempotent
    }

    fn modes(&self) -> &'static [ToolMode] {
        modes::ACTING
    }

    async fn run(&self, call: ToolCallContext) -> ToolOutcome {
        let link = ChatLink::new(&call);
        let place = Place::of(&call);
        until_cancelled(&call.cancel, attach(&link.session(), &place, &call.args)).await
    }
}

fn read_args(args: &Value) -> Result<(&str, String), BadArgs> {
    let args = Args::of(args)?;
    let path = args.word("path")?;
    let own = path.trim_end_matches('/').rsplit(['/', '\\']).next().unwrap_or_default();
    let name = clean(args.optional_word("name")?.unwrap_or(own));
    if name.is_empty() {
        return Err(BadArgs::field("name", "must not be empty"));
    }
    Ok((path, name))
}

pub(super) async fn attach(session: &AgentSession<'_>, place: &Place<'_>, args: &Value) -> ToolOutcome {
    let (path, name) = match read_args(args) {
        Ok(read) => read,
        Err(bad) => return ToolOutcome::error(bad.to_string()),
    };
    let file = match place.found().await {
        Ok(Some(file)) => file,
        Ok(None) => match store_file(session, place, path, name).await {
            Ok(file) => file,
            Err(failed) => return failed,
        },
        Err(error) => return not_stored(&error),
    };
    link(place, &file).await;
    attached(path, file)
}

/// Copies the file of the workspace; the error is the outcome of the call.
async fn store_file(
    session: &AgentSession<'_>,
    place: &Place<'_>,
    path: &str,
    name: String,
) -> Result<ChatFile, ToolOutcome> {
    let read = file_bytes::read(session, path, CHAT_FILE_BYTES_MAX).await;
    let content = read.map_err(|failure| ToolOutcome::error(failure.to_string()))?;
    if content.len() > CHAT_FILE_BYTES_MAX {
        return Err(ToolOutcome::error(format!(
            "{path} is larger than 10 MiB, which is the most that can be attached. Attach a part of it or a smaller form."
        )));
    }
    let media_type = detect(&content, &name)
        .map_err(|problem| ToolOutcome::error(format!("{path} cannot be attached: it {problem}.")))?;
    put(place, name, media_type, content).await
}

fn attached(path: &str, file: ChatFile) -> ToolOutcome {
    let media_type = file.media_type.as_str();
    let result = json!({
        "ok": true,
        "path": path,
        "file_id": file.id,
        "name": file.name,
        "media_type": media_type,
        "size": file.size_bytes,
    });
    let attachment = Attachment { file_id: file.id, media_type: media_type.to_owned(), name: file.name };
    ToolOutcome { attachments: vec![attachment], ..ToolOutcome::ok(result) }
}
