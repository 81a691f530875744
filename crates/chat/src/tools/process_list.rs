//! `process_list`: the processes that this chat started in the workspace.

use async_trait::async_trait;
use ropewalk_llm::ToolDefinition;
use serde_json::json;

use super::connection::ChatLink;
use super::schema::definition;
use super::session::{AgentSession, until_cancelled};
use super::{Recovery, Tool, ToolCallContext, ToolMode, ToolOutcome, modes};

/// Lists processes.
pub(super) struct ProcessList;

#[async_trait]
impl Tool for ProcessList {
    fn definition(&self) -> ToolDefinition {
        definition(
            "process_list",
            "Lists the processes that execute started in this chat, running ones first: id, command, whether they run, \
             exit code. Processes that have ended are forgotten after 5 minutes.",
            json!({}),
            &[],
        )
    }

    fn recovery(&self) -> Recovery {
        Recovery::RunAgain
    }

    fn modes(&self) -> &'static [ToolMode] {
        modes::ACTING
    }

    async fn run(&self, call: ToolCallContext) -> ToolOutcome {
        let link = ChatLink::new(&call);
        until_cancelled(&call.cancel, list(&link.session())).await
    }
}

pub(super) async fn list(session: &AgentSession<'_>) -> ToolOutcome {
    match session.call(|conn| async move { conn.list_processes(&session.context).await }).await {
        Ok(answer) => ToolOutcome::ok(json!(answer)),
        Err(failure) => ToolOutcome::error(failure.to_string()),
    }
}
