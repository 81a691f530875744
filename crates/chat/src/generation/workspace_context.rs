//! What the workspace tells the chat: its instruction files and skills, stored as a user message before the first step with this
//! workspace, and again when another agent speaks for it (chat-engine.md 5.3).
//!
//! What must stay true: a chat does without. An agent that cannot be reached, or is too old to know the question, costs at most a few
//! seconds of the turn and is asked again in the next one, or when tools have found another agent; one that has nothing to tell is
//! noted, and not asked again.

use std::time::Duration;

use ropewalk_model::AgentId;
use ropewalk_model::chat::{Chat, Message, NewMessage, Part, Role, Visibility};
use ropewalk_model::text::{clean, first_chars};
use ropewalk_platform::agents::LatestAgent;
use ropewalk_telemetry::ErrorChain;
use ropewalk_tunnel::CallContext;
use ropewalk_wire::agent::AgentContextPart;
use uuid::Uuid;

use super::workspace_agent::{Error, connected, within};
use crate::prompt::latest_context;
use crate::runner::{History, Task};
use crate::tools::bind_agent;

/// How long the agent may take, its connection included.
const PATIENCE: Duration = Duration::from_secs(5);
/// The most instruction files and skills that are kept.
const FILES_MAX: usize = 20;
const SKILLS_MAX: usize = 200;
/// The longest instruction file, in bytes. The agent cuts at the same length; it need not be believed.
const FILE_BYTES_MAX: usize = 64 * 1024;
/// The longest of the other texts, in characters.
const TEXT_CHARS_MAX: usize = 4096;

/// The message that holds what the workspace tells; `None`: nothing new, no workspace, or one that does not answer.
pub(super) async fn told(task: &Task, history: &mut History) -> Option<NewMessage> {
    let chat = &history.chat;
    let binding = (chat.workspace_id, chat.agent_id);
    if chat.workspace_id.is_none()
        || history.silent_workspace == Some(binding)
        || is_told(chat, &history.messages)
    {
        return None;
    }
    let asked = within(task, chat, PATIENCE, ask(task, chat, &history.messages)).await;
    let told = asked.unwrap_or_else(|error| {
        tracing::info!(
            chat.id = %chat.id, "The workspace of a chat told no instructions and is asked again in the next turn: {}",
            ErrorChain(&*error)
        );
        None
    });
    history.silent_workspace = told.is_none().then_some(binding);
    told
}

/// Whether the agent that the chat talks to has told already.
fn is_told(chat: &Chat, history: &[Message]) -> bool {
    chat.agent_id.is_some() && told_by(history) == chat.agent_id
}

/// The agent that told last.
fn told_by(history: &[Message]) -> Option<AgentId> {
    latest_context(history)?.body.parts.iter().find_map(|part| {
        let Part::ContextFile { context_file_agent_id, .. } = part else { return None };
        context_file_agent_id.map(AgentId::from)
    })
}

async fn ask(task: &Task, chat: &Chat, history: &[Message]) -> Result<Option<NewMessage>, Error> {
    let Some((agent, conn)) = connected(task, chat, PATIENCE).await? else { return Ok(None) };
    if told_by(history) == Some(agent.id) {
        return Ok(None);
    }
    if let Some(workspace) = chat.workspace_id {
        bind_agent(&task.context.store, chat, workspace, agent.id).await;
    }
    let config = conn.context_config(&CallContext::of_child(chat.id, chat.parent_chat_id)).await?;
    Ok(Some(message(config.parts, &agent, chat)))
}

/// The message; its first part names the agent, also when there is nothing to tell.
fn message(told: Vec<AgentContextPart>, agent: &LatestAgent, chat: &Chat) -> NewMessage {
    let (mut files, mut skills) = (Vec::new(), Vec::new());
    for part in told {
        match part {
            AgentContextPart::ContextFile { .. } if files.len() < FILES_MAX => {
                files.extend(stored(part, agent))
            }
            AgentContextPart::Skill { .. } if skills.len() < SKILLS_MAX => skills.extend(stored(part, agent)),
            AgentContextPart::ContextFile { .. } | AgentContextPart::Skill { .. } => {}
        }
    }
    if files.is_empty() {
        files.push(file_of(agent, String::new(), String::new(), false));
    }
    let mut message =
        NewMessage::new(Role::User, Visibility::Both, files.into_iter().chain(skills).collect());
    message.model_config_id = Some(chat.last_model_config_id);
    message
}

fn stored(part: AgentContextPart, agent: &LatestAgent) -> Option<Part> {
    match part {
        AgentContextPart::ContextFile { context_file_path, context_file_content, context_file_truncated } => {
            let content = clean(&context_file_content);
            let end = content.floor_char_boundary(FILE_BYTES_MAX);
            let is_cut = context_file_truncated || end < content.len();
            (!content.is_empty())
                .then(|| file_of(agent, short(&context_file_path), content[..end].to_owned(), is_cut))
        }
        AgentContextPart::Skill {
            skill_name,
            skill_description,
            skill_dir,
            context_file_skill_meta_file,
        } => {
            let name = short(&skill_name).replace('\n', " ");
            let description = short(&skill_description).replace('\n', " ");
            (!name.is_empty()).then(|| Part::Skill {
                skill_name: name,
                skill_description: Some(description).filter(|it| !it.is_empty()),
                skill_dir: Some(skill_dir),
                context_file_skill_meta_file: Some(context_file_skill_meta_file),
            })
        }
    }
}

fn file_of(agent: &LatestAgent, path: String, content: String, is_cut: bool) -> Part {
    let given = |text: &String| Some(text.clone()).filter(|it| !it.is_empty());
    Part::ContextFile {
        context_file_path: path,
        context_file_content: content,
        context_file_truncated: is_cut,
        context_file_agent_id: Some(Uuid::from(agent.id)),
        context_file_os: given(&agent.operating_system),
        context_file_directory: given(&agent.directory),
    }
}

fn short(text: &str) -> String {
    first_chars(&clean(text), TEXT_CHARS_MAX).to_owned()
}
