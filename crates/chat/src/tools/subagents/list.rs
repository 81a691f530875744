//! `list_agents`: the children of the chat, the latest change first (chat-engine.md 4.3).

use async_trait::async_trait;
use ropewalk_llm::ToolDefinition;
use ropewalk_model::chat::Chat;
use ropewalk_telemetry::ErrorChain;
use serde_json::{Value, json};

use super::super::args::{Args, BadArgs};
use super::super::schema::definition;
use super::super::session::until_cancelled;
use super::super::{Recovery, Tool, ToolCallContext, ToolMode, ToolOutcome, modes};
use super::about;

const DEFAULT_LIMIT: u32 = 10;
const LARGEST_LIMIT: u32 = 50;

/// Lists the children.
pub(in crate::tools) struct ListAgents;

#[async_trait]
impl Tool for ListAgents {
    fn definition(&self) -> ToolDefinition {
        definition(
            "list_agents",
            "Lists the agents of this chat, those that changed last first.",
            json!({
                "limit": {"type": "integer", "minimum": 1, "maximum": LARGEST_LIMIT, "description": "How many. Default: 10."},
                "offset": {"type": "integer", "minimum": 0, "description": "How many to pass over. Default: 0."},
            }),
            &[],
        )
    }

    fn recovery(&self) -> Recovery {
        Recovery::RunAgain
    }

    fn modes(&self) -> &'static [ToolMode] {
        modes::ROOTS
    }

    async fn run(&self, call: ToolCallContext) -> ToolOutcome {
        until_cancelled(&call.cancel, list(&call)).await
    }
}

fn read_args(args: &Value) -> Result<(u32, u32), BadArgs> {
    let args = Args::of(args)?;
    let number = |field: &str, default: u32| {
        let given = args.optional_integer(field)?;
        given.map_or(Ok(default), |it| {
            u32::try_from(it).map_err(|_negative| BadArgs::field(field, "must not be negative"))
        })
    };
    let limit = number("limit", DEFAULT_LIMIT)?.clamp(1, LARGEST_LIMIT);
    Ok((limit, number("offset", 0)?))
}

async fn list(call: &ToolCallContext) -> ToolOutcome {
    let (limit, offset) = match read_args(&call.args) {
        Ok(read) => read,
        Err(bad) => return ToolOutcome::error(bad.to_string()),
    };
    let page = match call.deps.store.child_chats(call.chat.id, offset, limit).await {
        Ok(page) => page,
        Err(error) => {
            tracing::warn!(chat.id = %call.chat.id, "The agents of a chat were not listed: {}", ErrorChain(&error));
            return ToolOutcome::error("The server could not list the agents. Try once more.");
        }
    };
    let line = |chat: &Chat| {
        let mut told = about(chat);
        told.insert("created_at".to_owned(), json!(chat.created_at));
        told.insert("updated_at".to_owned(), json!(chat.updated_at));
        Value::Object(told)
    };
    let agents: Vec<Value> = page.chats.iter().map(line).collect();
    let end = usize::try_from(offset).unwrap_or(usize::MAX).saturating_add(agents.len());
    ToolOutcome::ok(json!({
        "returned": agents.len(),
        "agents": agents,
        "total": page.total,
        "offset": offset,
        "has_more": end < page.total,
    }))
}
