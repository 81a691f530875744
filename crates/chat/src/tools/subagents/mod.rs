//! Chats that a chat makes for parts of its work: agents, as the model knows them (chat-engine.md 6.1).
//!
//! A child is an ordinary chat with a parent. It is durable by itself: its parent may crash, be taken over or stop waiting, and the child works
//! on; a stop of the parent by a person, the archiving of the family and the cap of its root reach it.
//!
//! What must stay true: only a root makes children, so that the depth is one; errors are JSON, and those about a known child say its type
//! (SV-9).

mod interrupt;
mod list;
mod message;
mod models;
mod spawn;
mod wait;

use ropewalk_model::ChatId;
use ropewalk_model::chat::{Chat, ChatMode};
use ropewalk_telemetry::ErrorChain;
use serde_json::{Map, Value, json};

pub(super) use interrupt::InterruptAgent;
pub(super) use list::ListAgents;
pub(super) use message::MessageAgent;
pub(super) use models::ListSubagentModels;
pub(super) use spawn::SpawnAgent;
pub(super) use wait::WaitAgent;

use super::args::{Args, BadArgs};
use super::{ToolCallContext, ToolOutcome};

/// A kind of child, as the model names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum AgentType {
    General,
    Explore,
    ComputerUse,
}

impl AgentType {
    const ALL: [Self; 3] = [Self::General, Self::Explore, Self::ComputerUse];

    const fn of(chat: &Chat) -> Self {
        match chat.mode {
            None => Self::General,
            Some(ChatMode::Explore) => Self::Explore,
            Some(ChatMode::ComputerUse) => Self::ComputerUse,
        }
    }

    const fn as_str(self) -> &'static str {
        match self {
            Self::General => "general",
            Self::Explore => "explore",
            Self::ComputerUse => "computer_use",
        }
    }

    fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.as_str() == text)
    }
}

/// The child that the arguments name, as it is now; the error is the outcome of the call.
async fn child(call: &ToolCallContext) -> Result<Chat, ToolOutcome> {
    let id = child_id(&call.args).map_err(|bad| ToolOutcome::error(bad.to_string()))?;
    let found = call.deps.store.chat(id).await.map_err(|error| {
        tracing::warn!(chat.id = %id, "An agent of a chat could not be read: {}", ErrorChain(&error));
        ToolOutcome::error("The server could not look the agent up. Try once more.")
    })?;
    // What is no child of this chat is not told from what does not exist.
    found.filter(|it| it.parent_chat_id == Some(call.chat.id)).ok_or_else(|| {
        ToolOutcome::error(format!(
            "There is no agent {id} of this chat. list_agents names those that there are."
        ))
    })
}

fn child_id(args: &Value) -> Result<ChatId, BadArgs> {
    let text = Args::of(args)?.word("chat_id")?;
    let id = uuid::Uuid::parse_str(text)
        .map_err(|_not_one| BadArgs::field("chat_id", "must be the chat_id that spawn_agent gave, a UUID"))?;
    Ok(id.into())
}

/// What is told of a child in every result.
fn about(chat: &Chat) -> Map<String, Value> {
    let mut told = Map::new();
    told.insert("chat_id".to_owned(), json!(chat.id));
    told.insert("title".to_owned(), json!(chat.title));
    told.insert("status".to_owned(), json!(chat.status.as_str()));
    told.insert("type".to_owned(), json!(AgentType::of(chat).as_str()));
    told
}

/// A failure about a known child (SV-9).
fn failed(agent: AgentType, message: impl Into<String>) -> ToolOutcome {
    ToolOutcome {
        is_error: true,
        ..ToolOutcome::ok(json!({"error": message.into(), "type": agent.as_str()}))
    }
}

/// How a child is named in a definition.
fn chat_id_schema() -> Value {
    json!({"type": "string", "description": "The chat_id that spawn_agent gave."})
}
