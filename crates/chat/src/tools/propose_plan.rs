//! `propose_plan`: shows the plan to the person, as a file of the chat (chat-engine.md 4.3). The call's success ends the turn; the person approves,
//! which ends the planning, or says what is to be changed.

use async_trait::async_trait;
use ropewalk_llm::ToolDefinition;
use ropewalk_model::chat::{ChatFile, FileMediaType};
use ropewalk_store::chats::Attachment;
use serde_json::{Value, json};

use super::args::{Args, BadArgs};
use super::chat_file::{Place, link, not_stored, put};
use super::connection::ChatLink;
use super::schema::definition;
use super::session::{AgentSession, until_cancelled};
use super::{Recovery, Tool, ToolCallContext, ToolMode, ToolOutcome, file_bytes, modes, plan_file};

/// The largest plan, in bytes.
const PLAN_BYTES_MAX: usize = 32 * 1024;

/// Shows the plan.
pub(super) struct ProposePlan;

#[async_trait]
impl Tool for ProposePlan {
    fn definition(&self) -> ToolDefinition {
        definition(
            "propose_plan",
            "Shows the plan's file to the user, who approves it or says what to change. The turn ends with it. The file is \
             Markdown of at most 32 KiB.",
            json!({
                "path": {"type": "string", "description": "Path of the plan's file. Default: the one that this chat was given."},
            }),
            &[],
        )
    }

    fn recovery(&self) -> Recovery {
        Recovery::Idempotent
    }

    fn modes(&self) -> &'static [ToolMode] {
        modes::PLANNING_ROOTS
    }

    async fn run(&self, call: ToolCallContext) -> ToolOutcome {
        let link = ChatLink::new(&call);
        let place = Place::of(&call);
        until_cancelled(&call.cancel, propose(&link.session(), &place, &call.args)).await
    }
}

fn read_args(args: &Value) -> Result<Option<&str>, BadArgs> {
    let path = Args::of(args)?.optional_text("path")?;
    Ok(path.map(str::trim).filter(|it| !it.is_empty()))
}

pub(super) async fn propose(session: &AgentSession<'_>, place: &Place<'_>, args: &Value) -> ToolOutcome {
    let given = match read_args(args) {
        Ok(given) => given,
        Err(bad) => return ToolOutcome::error(bad.to_string()),
    };
    let plan = match plan_file::plan_path_of(session, place.chat.id).await {
        Ok(plan) => plan,
        Err(failure) => return ToolOutcome::error(failure.to_string()),
    };
    if let Some(other) = given.filter(|it| *it != plan) {
        return ToolOutcome::error(format!("{other} is not the plan of this chat. The plan is {plan}."));
    }
    let file = match place.found().await {
        Ok(Some(file)) => file,
        Ok(None) => match copy(session, place, &plan).await {
            Ok(file) => file,
            Err(failed) => return failed,
        },
        Err(error) => return not_stored(&error),
    };
    link(place, &file).await;
    proposed(&plan, file)
}

/// Copies the plan as it is now; the error is the outcome of the call.
async fn copy(session: &AgentSession<'_>, place: &Place<'_>, plan: &str) -> Result<ChatFile, ToolOutcome> {
    if let Some(why) = plan_file::is_link(session, plan).await {
        return Err(ToolOutcome::error(why));
    }
    let read = file_bytes::read(session, plan, PLAN_BYTES_MAX).await;
    let content = read.map_err(|failure| ToolOutcome::error(failure.to_string()))?;
    if content.len() > PLAN_BYTES_MAX {
        return Err(ToolOutcome::error(format!(
            "{plan} is larger than 32 KiB. Make the plan shorter, then propose it."
        )));
    }
    let Ok(text) = std::str::from_utf8(&content) else {
        return Err(ToolOutcome::error(format!(
            "{plan} is not text. Write the plan as Markdown, then propose it."
        )));
    };
    if text.trim().is_empty() {
        return Err(ToolOutcome::error(format!("{plan} is empty. Write the plan, then propose it.")));
    }
    let name = plan.rsplit('/').next().unwrap_or(plan).to_owned();
    put(place, name, FileMediaType::Markdown, content).await
}

fn proposed(plan: &str, file: ChatFile) -> ToolOutcome {
    let media_type = file.media_type.as_str();
    let result = json!({
        "ok": true,
        "path": plan,
        "kind": "plan",
        "file_id": file.id,
        "media_type": media_type,
    });
    let attachment = Attachment { file_id: file.id, media_type: media_type.to_owned(), name: file.name };
    ToolOutcome { attachments: vec![attachment], ..ToolOutcome::ok(result) }
}
