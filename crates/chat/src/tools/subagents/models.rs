//! `list_subagent_models`: the models that an agent can be given (chat-engine.md 4.3).

use std::collections::BTreeSet;

use async_trait::async_trait;
use ropewalk_llm::ToolDefinition;
use ropewalk_platform::UseCaseError;
use ropewalk_telemetry::ErrorChain;
use ropewalk_wire::chat_models::ChatModelConfig;
use serde_json::{Value, json};

use super::super::schema::definition;
use super::super::session::until_cancelled;
use super::super::{Recovery, Tool, ToolCallContext, ToolMode, ToolOutcome, modes};

/// Lists the models.
pub(in crate::tools) struct ListSubagentModels;

#[async_trait]
impl Tool for ListSubagentModels {
    fn definition(&self) -> ToolDefinition {
        definition(
            "list_subagent_models",
            "Lists the models that spawn_agent can give to an agent. Needed only when the task or the user asks for a certain \
             model: without one the server chooses.",
            json!({}),
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
        let listed = async {
            match usable(&call).await {
                Ok(models) => ToolOutcome::ok(json!({"models": models})),
                Err(error) => {
                    tracing::warn!(chat.id = %call.chat.id, "The models were not listed: {}", ErrorChain(&error));
                    ToolOutcome::error("The server could not list the models. Try once more.")
                }
            }
        };
        until_cancelled(&call.cancel, listed).await
    }
}

/// Those that are turned on and whose provider the owner of the chat can use.
async fn usable(call: &ToolCallContext) -> Result<Vec<Value>, UseCaseError> {
    let platform = &call.deps.platform;
    let providers = platform.list_chat_models(&call.owner).await?.providers;
    let available: BTreeSet<String> =
        providers.into_iter().filter(|it| it.available).map(|it| it.provider).collect();
    let configs = platform.list_model_configs(&call.owner).await?;
    let usable = configs.into_iter().filter(|it| it.enabled && available.contains(&it.provider));
    Ok(usable.map(described).collect())
}

fn described(model: ChatModelConfig) -> Value {
    let mut told = json!({
        "model_config_id": model.id,
        "display_name": model.display_name,
        "model": model.model,
        "provider": model.provider,
        "context_limit": model.context_limit,
        "is_default": model.is_default,
    });
    if !model.reasoning_efforts.is_empty() {
        told["reasoning_efforts"] = json!(model.reasoning_efforts);
    }
    told
}
