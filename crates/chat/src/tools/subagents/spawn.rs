//! `spawn_agent`: gives a part of the work to a new chat (chat-engine.md 6.1, SV-1 to SV-6).
//!
//! The child has the call's idempotency key as its id: a call that is run again after a crash finds the child that the first run made.

use async_trait::async_trait;
use ropewalk_llm::ToolDefinition;
use ropewalk_model::ModelConfigId;
use ropewalk_model::chat::{Chat, ChatMode, Part, ReasoningEffort, fallback_title};
use ropewalk_model::text::{clean, first_chars};
use ropewalk_platform::chat_models::SubagentWork;
use ropewalk_store::chats::{ChildLimits, NewChat, NewChild, Spawned, TransitionError};
use ropewalk_telemetry::ErrorChain;
use serde_json::{Value, json};

use super::super::args::{Args, BadArgs};
use super::super::schema::definition;
use super::super::session::until_cancelled;
use super::super::{Recovery, Tool, ToolCallContext, ToolMode, ToolOutcome, modes};
use super::{AgentType, about, failed};
use crate::prompt::{WorkspaceBinding, deployment_prompt, system_messages};

/// The longest title, in characters, as for people (chats-api.md 1.6).
const TITLE_CHARS_MAX: usize = 200;

/// What the model is told of an agent that works with a desktop; always the same (SV-4).
const NO_DESKTOP: &str = "Agents of the type computer_use need a virtual desktop, and this server offers none. Use the type general.";

/// Makes a child.
pub(in crate::tools) struct SpawnAgent;

#[async_trait]
impl Tool for SpawnAgent {
    fn definition(&self) -> ToolDefinition {
        definition(
            "spawn_agent",
            "Gives a part of the work to another agent, which works on it by itself, at the same time as you, in the same \
             workspace. It knows nothing of this conversation: put all that it needs into the prompt. Good for parts that \
             do not depend on one another, and for looking around without filling your context. Agents of the type explore \
             only read and search; those of the type general can do what you can, but make no agents and no workspaces. \
             Two that write the same files get in each other's way. Call wait_agent for the report.",
            json!({
                "type": {"type": "string", "enum": AgentType::ALL.map(AgentType::as_str), "description": "What the agent is for."},
                "prompt": {"type": "string", "description": "The task, complete: goal, context, paths, limits, and what to report."},
                "title": {"type": "string", "description": "A few words that name the task to the user."},
                "model_config_id": {"type": "string", "description": "The model of the agent, of those that list_subagent_models names. Default: chosen by the server."},
                "reasoning_effort": {"type": "string", "enum": ReasoningEffort::ALL.map(ReasoningEffort::as_str), "description": "How hard that model shall think, as far as it may."},
            }),
            &["type", "prompt"],
        )
    }

    fn recovery(&self) -> Recovery {
        Recovery::Idempotent
    }

    fn modes(&self) -> &'static [ToolMode] {
        modes::ROOTS
    }

    async fn run(&self, call: ToolCallContext) -> ToolOutcome {
        until_cancelled(&call.cancel, spawn(&call)).await
    }
}

/// A child that the model asks for.
struct Wanted {
    agent: AgentType,
    prompt: String,
    title: String,
    model: Option<ModelConfigId>,
    effort: Option<ReasoningEffort>,
}

fn read_args(args: &Value) -> Result<Wanted, BadArgs> {
    let args = Args::of(args)?;
    let types = AgentType::ALL.map(AgentType::as_str).join(", ");
    let agent = AgentType::parse(args.word("type")?)
        .ok_or_else(|| BadArgs::field("type", format!("must be one of {types}")))?;
    let prompt = clean(args.word("prompt")?);
    if prompt.trim().is_empty() {
        return Err(BadArgs::field("prompt", "must say what the agent is to do"));
    }
    let title = args.optional_word("title")?.map(|it| clean(it).trim().to_owned()).unwrap_or_default();
    let title = match title.as_str() {
        "" => fallback_title(&prompt),
        title => first_chars(title, TITLE_CHARS_MAX).to_owned(),
    };
    let model = args.optional_word("model_config_id")?.map(|text| {
        uuid::Uuid::parse_str(text).map(ModelConfigId::from).map_err(|_not_one| {
            BadArgs::field("model_config_id", "must be one that list_subagent_models names")
        })
    });
    let effort = args.optional_word("reasoning_effort")?.map(|text| {
        ReasoningEffort::parse(text).ok_or_else(|| {
            let words = ReasoningEffort::ALL.map(ReasoningEffort::as_str).join(", ");
            BadArgs::field("reasoning_effort", format!("must be one of {words}"))
        })
    });
    Ok(Wanted { agent, prompt, title, model: model.transpose()?, effort: effort.transpose()? })
}

async fn spawn(call: &ToolCallContext) -> ToolOutcome {
    let wanted = match read_args(&call.args) {
        Ok(wanted) => wanted,
        Err(bad) => return ToolOutcome::error(bad.to_string()),
    };
    let agent = wanted.agent;
    match make(call, wanted).await {
        Ok(chat) => ToolOutcome::ok(Value::Object(about(&chat))),
        Err(why) => failed(agent, why),
    }
}

/// Makes the child; the error is a sentence for the model.
async fn make(call: &ToolCallContext, wanted: Wanted) -> Result<Chat, String> {
    let (mode, work) = match wanted.agent {
        AgentType::General => (None, SubagentWork::General),
        AgentType::Explore => (Some(ChatMode::Explore), SubagentWork::Explore),
        AgentType::ComputerUse => return Err(NO_DESKTOP.to_owned()),
    };
    let Some(runner_id) = call.chat.runner_id else {
        return Err("This chat does not work any more, so it can make no agent.".to_owned());
    };
    let (deps, parent) = (&call.deps, &call.chat);
    deps.platform.admit_message(parent.owner_id).await.map_err(|error| error.to_string())?;
    let model = model(call, work, wanted.model).await?;
    // The effort that the parent's model was told to make means nothing to another one.
    let inherited = parent.last_reasoning_effort.filter(|_| model == parent.last_model_config_id);
    let binding = match parent.workspace_id {
        Some(_) => WorkspaceBinding::Attached,
        None => WorkspaceBinding::DetachedChild,
    };
    let chat = NewChat {
        id: call.idempotency_key.into(),
        organization_id: parent.organization_id,
        owner_id: parent.owner_id,
        title: wanted.title,
        workspace_id: parent.workspace_id,
        model_config_id: model,
        reasoning_effort: wanted.effort.or(inherited),
        // Who looks around plans nothing.
        plan_mode: mode.is_none() && parent.turn_plan_mode,
        client_type: parent.client_type,
        labels: std::collections::BTreeMap::new(),
        dynamic_tools: Vec::new(),
        system_messages: system_messages(&deployment_prompt(&deps.store).await, None, binding),
        parts: vec![Part::text(wanted.prompt)],
    };
    let limits = deps.child_limits;
    let child = NewChild { parent_id: parent.id, runner_id, chat, mode, limits };
    match deps.store.spawn_child_chat(child, deps.clock.now()).await {
        Ok(spawned) => made(spawned, limits),
        Err(error) => Err(not_made(call, &error)),
    }
}

fn made(spawned: Spawned, limits: ChildLimits) -> Result<Chat, String> {
    match spawned {
        Spawned::Made(chat) | Spawned::Found(chat) => Ok(*chat),
        Spawned::ParentStopped => Err("This chat was stopped, so it can make no agent now.".to_owned()),
        Spawned::FamilyFull => Err(format!(
            "{} agents of this chat are at work, and no more may be. Nothing was started: wait for one with wait_agent, \
             then call spawn_agent again.",
            limits.per_family
        )),
        Spawned::DeploymentFull => Err(format!(
            "{} agents are at work on this deployment, and no more may be. Nothing was started: try again when some are \
             done, or do the work yourself.",
            limits.in_all
        )),
    }
}

fn not_made(call: &ToolCallContext, error: &TransitionError) -> String {
    tracing::warn!(chat.id = %call.chat.id, "An agent could not be made: {}", ErrorChain(error));
    "The server could not make the agent. Try once more; if it happens again, do the work yourself."
        .to_owned()
}

/// The model of the child (SV-3): the one that is asked for, else the one that is set for the kind of work, else its parent's.
async fn model(
    call: &ToolCallContext,
    work: SubagentWork,
    asked_for: Option<ModelConfigId>,
) -> Result<ModelConfigId, String> {
    let deps = &call.deps;
    let not_known = |error: &(dyn std::error::Error + 'static)| {
        tracing::warn!(chat.id = %call.chat.id, "The model of an agent is not known: {}", ErrorChain(error));
    };
    if let Some(id) = asked_for {
        let is_usable = deps.store.model_is_usable(id).await.map_err(|error| {
            not_known(&error);
            "The server could not look the model up. Try once more.".to_owned()
        })?;
        return if is_usable {
            Ok(id)
        } else {
            Err(format!("The model config {id} cannot be used. list_subagent_models names those that can."))
        };
    }
    match deps.platform.subagent_model(work, call.chat.owner_id).await {
        Ok(set) => Ok(set.unwrap_or(call.chat.last_model_config_id)),
        Err(error) => {
            not_known(&error);
            Ok(call.chat.last_model_config_id)
        }
    }
}
