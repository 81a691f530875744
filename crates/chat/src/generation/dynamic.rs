//! The tools that a chat's client runs itself, as far as they are offered in this turn (chat-engine.md TL-9).

use std::collections::BTreeSet;

use ropewalk_llm::ToolDefinition;
use ropewalk_model::chat::DynamicTool;
use ropewalk_store::StoreError;

use crate::engine::Context;
use crate::runner::History;
use crate::tools::ToolMode;

/// The dynamic tools of a turn.
#[derive(Debug, Default)]
pub(super) struct DynamicTools {
    /// Their names, by which their calls are told from local ones (GL-1).
    pub(super) names: BTreeSet<String>,
    /// What the model is told of them, in the order that the client gave them.
    pub(super) definitions: Vec<ToolDefinition>,
}

/// The tools of the chat's client. None where the chat only plans or looks around; none that has the name of one of our own.
pub(super) async fn dynamic_tools(
    context: &Context,
    history: &mut History,
) -> Result<DynamicTools, StoreError> {
    let chat = &history.chat;
    if !chat.has_dynamic_tools || !ToolMode::of(chat).takes_client_tools() {
        return Ok(DynamicTools::default());
    }
    let given = match history.dynamic_tools.take() {
        Some(known) => known,
        None => context.store.chat_dynamic_tools(chat.id).await?,
    };
    let given = history.dynamic_tools.insert(given);
    let local = context.tools.for_chat(chat);
    let mut offered = DynamicTools::default();
    for DynamicTool { name, description, input_schema } in given.iter().cloned() {
        if local.get(&name).is_some() {
            // Creating the chat refused such names; a later version of the server may bring a tool of this name.
            tracing::warn!(chat.id = %chat.id, tool = name, "A tool of the client has the name of a built-in one");
            continue;
        }
        offered.names.insert(name.clone());
        let description = description.unwrap_or_default();
        offered.definitions.push(ToolDefinition { name, description, input_schema });
    }
    Ok(offered)
}
