//! `wait_agent`: waits until a child is done, and gives its report (chat-engine.md SV-7, SV-8).
//!
//! While it waits the chat gives its place at the worker back: a chat that waits for its children must not keep them from working.

use std::time::Duration;

use async_trait::async_trait;
use ropewalk_llm::ToolDefinition;
use ropewalk_model::chat::{Chat, Status};
use ropewalk_store::chats::update_channel;
use ropewalk_store::{Event, StoreError, Subscription};
use ropewalk_telemetry::ErrorChain;
use serde_json::{Value, json};
use tokio::time::Instant;

use super::super::args::{Args, BadArgs};
use super::super::schema::definition;
use super::super::session::until_cancelled;
use super::super::{Recovery, Tool, ToolCallContext, ToolMode, ToolOutcome, modes};
use super::{AgentType, about, chat_id_schema, child, failed};
use crate::engine::WaitReason;

/// How long a call waits without a word about it.
const DEFAULT_LIMIT: Duration = Duration::from_secs(5 * 60);
/// How long a call may wait.
const LONGEST_LIMIT: Duration = Duration::from_secs(60 * 60);
/// How often the row is looked at, with notifications and without.
const POLL: Duration = Duration::from_secs(5);
const POLL_UNTOLD: Duration = Duration::from_millis(200);

/// Waits for a child.
pub(in crate::tools) struct WaitAgent;

#[async_trait]
impl Tool for WaitAgent {
    fn definition(&self) -> ToolDefinition {
        definition(
            "wait_agent",
            "Waits until an agent is done and gives its report, which is the last thing that it said. When the time is over \
             first, the agent works on and you can wait again. Call it for several agents in one step to wait for all.",
            json!({
                "chat_id": chat_id_schema(),
                "timeout_seconds": {"type": "integer", "minimum": 1, "description": "How long to wait at most. Default: 300, at most 3600."},
            }),
            &["chat_id"],
        )
    }

    fn recovery(&self) -> Recovery {
        Recovery::RunAgain
    }

    fn modes(&self) -> &'static [ToolMode] {
        modes::ROOTS
    }

    async fn run(&self, call: ToolCallContext) -> ToolOutcome {
        until_cancelled(&call.cancel, wait(&call)).await
    }
}

fn limit(args: &Value) -> Result<Duration, BadArgs> {
    match Args::of(args)?.optional_integer("timeout_seconds")? {
        None => Ok(DEFAULT_LIMIT),
        Some(seconds) => match u64::try_from(seconds) {
            Ok(seconds @ 1..) => Ok(Duration::from_secs(seconds).min(LONGEST_LIMIT)),
            Ok(0) | Err(_) => Err(BadArgs::field("timeout_seconds", "must be at least 1")),
        },
    }
}

async fn wait(call: &ToolCallContext) -> ToolOutcome {
    let limit = match limit(&call.args) {
        Ok(limit) => limit,
        Err(bad) => return ToolOutcome::error(bad.to_string()),
    };
    let child = match child(call).await {
        Ok(child) => child,
        Err(unknown) => return unknown,
    };
    let agent = AgentType::of(&child);
    match until_done(call, child, limit).await {
        Ok((child, true)) => match report(call, &child).await {
            Ok(told) => ToolOutcome::ok(told),
            Err(error) => not_read(call, agent, &error),
        },
        Ok((child, false)) => {
            let mut told = about(&child);
            told.insert("timed_out".to_owned(), json!(true));
            ToolOutcome::ok(Value::Object(told))
        }
        Err(error) => not_read(call, agent, &error),
    }
}

fn not_read(call: &ToolCallContext, agent: AgentType, error: &StoreError) -> ToolOutcome {
    tracing::warn!(chat.id = %call.chat.id, "An agent of a chat could not be read: {}", ErrorChain(error));
    failed(agent, "The server could not look the agent up. The agent works on; call wait_agent again.")
}

/// Whether a child has nothing left to do (SV-8): a queue of one that failed waits for somebody to speak.
const fn is_done(chat: &Chat) -> bool {
    !chat.status.needs_worker() || chat.archived
}

/// The child as it is when it is done, or when the time is over; and whether it is done. Subscribes before it looks, so that nothing falls
/// between.
async fn until_done(
    call: &ToolCallContext,
    mut child: Chat,
    limit: Duration,
) -> Result<(Chat, bool), StoreError> {
    if is_done(&child) {
        return Ok((child, true));
    }
    let store = &call.deps.store;
    let give_up = Instant::now() + limit;
    let reason = WaitReason::Subagent { title: child.title.clone() };
    let _waits = call.waits.note(reason, call.deps.clock.now(), limit);
    let _place = call.waits.lend_slot();
    let mut told = match store.pubsub().subscribe(&update_channel(child.id)).await {
        Ok(subscription) => Some(subscription),
        Err(error) => {
            tracing::debug!(chat.id = %child.id, "Waits for an agent without notifications: {}", ErrorChain(&error));
            None
        }
    };
    loop {
        let is_late = Instant::now() >= give_up;
        child = store.chat(child.id).await?.unwrap_or(child);
        if is_done(&child) || is_late {
            let done = is_done(&child);
            return Ok((child, done));
        }
        let next = Instant::now() + if told.is_some() { POLL } else { POLL_UNTOLD };
        tokio::select! {
            () = tokio::time::sleep_until(next.min(give_up)) => {}
            () = changed(&mut told) => {}
        }
    }
}

/// Waits for news of the child.
async fn changed(told: &mut Option<Subscription>) {
    let Some(subscription) = told else { return std::future::pending().await };
    match subscription.recv().await {
        Event::Message(_) | Event::Lagged => {}
        Event::Closed => *told = None,
    }
}

/// What a child that is done has to say.
async fn report(call: &ToolCallContext, child: &Chat) -> Result<Value, StoreError> {
    let said = call.deps.store.last_assistant_text(child.id).await?;
    let mut told = about(child);
    told.insert("report".to_owned(), json!(said.unwrap_or_default()));
    if let (Status::Error, Some(error)) = (child.status, &child.last_error) {
        told.insert("last_error".to_owned(), json!(error.message));
        told.insert("last_error_kind".to_owned(), json!(error.kind.as_str()));
        told.insert("last_error_retryable".to_owned(), json!(error.retryable));
        if let Some(detail) = &error.detail {
            told.insert("last_error_detail".to_owned(), json!(detail));
        }
    }
    Ok(Value::Object(told))
}
