//! `interrupt_agent`: stops what a child does (chat-engine.md 6.1).

use async_trait::async_trait;
use ropewalk_llm::ToolDefinition;
use ropewalk_store::chats::TransitionError;
use ropewalk_telemetry::ErrorChain;
use serde_json::{Value, json};

use super::super::schema::definition;
use super::super::session::until_cancelled;
use super::super::{Recovery, Tool, ToolCallContext, ToolMode, ToolOutcome, modes};
use super::{AgentType, about, chat_id_schema, child, failed};

/// Stops what a child does.
pub(in crate::tools) struct InterruptAgent;

#[async_trait]
impl Tool for InterruptAgent {
    fn definition(&self) -> ToolDefinition {
        definition(
            "interrupt_agent",
            "Stops what an agent does now. What it has done stays; message_agent makes it go on.",
            json!({"chat_id": chat_id_schema()}),
            &["chat_id"],
        )
    }

    /// A second stop finds a child that rests.
    fn recovery(&self) -> Recovery {
        Recovery::Idempotent
    }

    fn modes(&self) -> &'static [ToolMode] {
        modes::ACTING_ROOTS
    }

    async fn run(&self, call: ToolCallContext) -> ToolOutcome {
        until_cancelled(&call.cancel, interrupt(&call)).await
    }
}

async fn interrupt(call: &ToolCallContext) -> ToolOutcome {
    let child = match child(call).await {
        Ok(child) => child,
        Err(unknown) => return unknown,
    };
    let (after, interrupted) = match call.deps.store.interrupt_chat(child.id, call.deps.clock.now()).await {
        Ok(committed) => (committed.chat, true),
        // Nothing runs.
        Err(TransitionError::Refused(_)) => (child, false),
        Err(error) => {
            tracing::warn!(chat.id = %child.id, "An agent was not stopped: {}", ErrorChain(&error));
            return failed(AgentType::of(&child), "The server could not stop the agent. Try once more.");
        }
    };
    let mut told = about(&after);
    told.insert("interrupted".to_owned(), json!(interrupted));
    ToolOutcome::ok(Value::Object(told))
}
