//! `message_agent`: says something to a child (chat-engine.md 6.1).
//!
//! A message has no name under which a second run would find the first, so a call whose outcome was lost is not run again: the model is told
//! to look.

use async_trait::async_trait;
use ropewalk_llm::ToolDefinition;
use ropewalk_model::chat::{Chat, Part};
use ropewalk_model::text::clean;
use ropewalk_store::chats::{SendBehavior, SendMessage, TransitionError};
use ropewalk_telemetry::ErrorChain;
use serde_json::{Value, json};

use super::super::args::{Args, BadArgs};
use super::super::schema::definition;
use super::super::session::until_cancelled;
use super::super::{Recovery, Scheduling, Tool, ToolCallContext, ToolMode, ToolOutcome, modes};
use super::{AgentType, about, chat_id_schema, child, failed};

/// Says something to a child.
pub(in crate::tools) struct MessageAgent;

#[async_trait]
impl Tool for MessageAgent {
    fn definition(&self) -> ToolDefinition {
        definition(
            "message_agent",
            "Says something to an agent: more work, a correction, an answer. One that is at work gets it when it is done with \
             what it does, or at once with interrupt.",
            json!({
                "chat_id": chat_id_schema(),
                "message": {"type": "string", "description": "What to say."},
                "interrupt": {"type": "boolean", "description": "Whether to stop what the agent does now. Default: false."},
            }),
            &["chat_id", "message"],
        )
    }

    fn recovery(&self) -> Recovery {
        Recovery::UnknownOutcome
    }

    /// One after the other, so that the limit of those that work holds, and the order of the messages.
    fn scheduling(&self) -> Scheduling {
        Scheduling::Serial
    }

    fn modes(&self) -> &'static [ToolMode] {
        modes::ACTING_ROOTS
    }

    async fn run(&self, call: ToolCallContext) -> ToolOutcome {
        until_cancelled(&call.cancel, say(&call)).await
    }
}

fn read_args(args: &Value) -> Result<(String, bool), BadArgs> {
    let args = Args::of(args)?;
    let message = clean(args.word("message")?);
    if message.trim().is_empty() {
        return Err(BadArgs::field("message", "must not be blank"));
    }
    Ok((message, args.flag("interrupt")?))
}

async fn say(call: &ToolCallContext) -> ToolOutcome {
    let (message, interrupt) = match read_args(&call.args) {
        Ok(read) => read,
        Err(bad) => return ToolOutcome::error(bad.to_string()),
    };
    let child = match child(call).await {
        Ok(child) => child,
        Err(unknown) => return unknown,
    };
    let agent = AgentType::of(&child);
    match send(call, &child, message, interrupt).await {
        Ok((after, interrupted)) => {
            let mut told = about(&after);
            told.insert("interrupted".to_owned(), json!(interrupted));
            ToolOutcome::ok(Value::Object(told))
        }
        Err(why) => failed(agent, why),
    }
}

/// The child afterwards, and whether it was stopped; the error is a sentence for the model.
async fn send(
    call: &ToolCallContext,
    child: &Chat,
    message: String,
    interrupt: bool,
) -> Result<(Chat, bool), String> {
    let (deps, was_working) = (&call.deps, child.status.needs_worker());
    deps.platform.admit_message(child.owner_id).await.map_err(|error| error.to_string())?;
    if !was_working {
        let working = deps.store.working_children(call.chat.id).await.map_err(|error| {
            tracing::warn!(chat.id = %call.chat.id, "The agents of a chat were not counted: {}", ErrorChain(&error));
            "The server could not count the agents at work. Try once more.".to_owned()
        })?;
        if working.len() >= deps.child_limits.per_family {
            return Err(format!(
                "{} agents of this chat are at work, and no more may be. Nothing was said: wait for one with wait_agent.",
                deps.child_limits.per_family
            ));
        }
    }
    let send = SendMessage {
        chat_id: child.id,
        author: child.owner_id,
        parts: vec![Part::text(message)],
        model_config_id: None,
        reasoning_effort: None,
        plan_mode: None,
        behavior: if interrupt { SendBehavior::Interrupt } else { SendBehavior::Queue },
    };
    let sent = deps.store.send_chat_message(send, None, deps.clock.now()).await;
    let committed = sent.map_err(|error| match error {
        TransitionError::QueueFull { limit } => {
            format!("{limit} messages wait for this agent already, and no more may. Wait for it with wait_agent.")
        }
        TransitionError::Refused(_) => "This agent was archived, and takes no messages.".to_owned(),
        other @ (TransitionError::NotFound
        | TransitionError::Stale
        | TransitionError::NotEditable
        | TransitionError::ResultsMismatch { .. }
        | TransitionError::NotARoot
        | TransitionError::AlreadyThere
        | TransitionError::NotBroken { .. }
        | TransitionError::Invalid(_)
        | TransitionError::Store(_)) => {
            tracing::warn!(chat.id = %child.id, "A message to an agent was not taken: {}", ErrorChain(&other));
            "The server could not hand the message over. Try once more.".to_owned()
        }
    })?;
    Ok((committed.chat, interrupt && was_working))
}
