//! What an action needs from the rest of the server: the chat's model, and on whose behalf its tools act.

use ropewalk_authz::{SiteRole, Subject};
use ropewalk_llm::{LlmError, ModelClient, ModelRequest, ToolChoice, ToolDefinition};
use ropewalk_model::chat::{Chat, ChatError, ErrorKind, Message, active_messages};
use ropewalk_platform::chat_models::{ModelUnavailable, ModelUnavailableReason, ResolvedModel};
use ropewalk_store::StoreError;
use ropewalk_store::accounts::UserStatus;
use ropewalk_telemetry::ErrorChain;

use super::chain::Chain;
use crate::engine::Context;
use crate::files::{self, FileContents, named_files};
use crate::prompt::{TurnPrompts, conversation, conversation_from};
use crate::runner::{History, Task};
use crate::tools::ToolMode;

/// Why an action cannot begin.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PrepareError {
    /// Trying again does not help: the turn ends with this error.
    #[error("{}", .0.message)]
    Terminal(Box<ChatError>),
    /// It may work in a moment.
    #[error("could not {step}")]
    Passing {
        /// What was to be done.
        step: &'static str,
        /// Why it failed.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// The database is away. That says nothing of the chat, and ends no turn.
    #[error("could not {step}")]
    Outage {
        /// What was to be done.
        step: &'static str,
        /// Why it failed.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

impl PrepareError {
    /// What a failed reading means for the step that needed it.
    fn reading<E>(step: &'static str, error: E, is_outage: bool) -> Self
    where
        E: std::error::Error + Send + Sync + 'static,
    {
        let source = Box::new(error);
        if is_outage { Self::Outage { step, source } } else { Self::Passing { step, source } }
    }

    /// What a failed statement means for the step that needed it.
    pub(super) fn of_store(step: &'static str) -> impl Fn(StoreError) -> Self {
        move |error| {
            let is_outage = error.is_retryable();
            Self::reading(step, error, is_outage)
        }
    }
}

/// A model that can be asked now.
pub(crate) struct ReadyModel {
    pub(crate) resolved: ResolvedModel,
    pub(crate) client: ModelClient,
}

impl ReadyModel {
    pub(crate) fn new(context: &Context, resolved: ResolvedModel) -> Self {
        let client = context.tool_deps.platform.model_client(resolved.endpoint.clone());
        Self { resolved, client }
    }

    /// The model did not come to an end of what it says: `what` goes on a sentence that begins with its provider.
    pub(crate) fn without_end(&self, what: &str) -> LlmError {
        LlmError {
            kind: ErrorKind::Timeout,
            message: format!("{} {what}.", self.resolved.provider_display_name),
            detail: None,
            retryable: true,
            provider: self.resolved.provider.name().to_owned(),
            status_code: None,
            retry_after: None,
            fault: None,
        }
    }
}

/// The tools that the model is offered: the chat's own, and those of its client.
pub(super) fn offered_tools(
    task: &Task,
    history: &History,
    prompts: &TurnPrompts,
    dynamic: &[ToolDefinition],
) -> Vec<ToolDefinition> {
    let own = task.context.tools.for_chat(&history.chat);
    let mut tools = own.definitions(&prompts.met_needs(&history.messages));
    tools.extend(dynamic.iter().cloned());
    tools
}

/// The model of the chat's next step.
pub(crate) async fn ready_model(context: &Context, chat: &Chat) -> Result<ReadyModel, PrepareError> {
    let platform = &context.tool_deps.platform;
    let resolved = platform
        .resolve_model(Some(chat.last_model_config_id), chat.owner_id)
        .await
        .map_err(model_unavailable)?;
    Ok(ReadyModel::new(context, resolved))
}

/// The model that administrators set for summaries, when it can be asked.
pub(crate) async fn summary_model(context: &Context, chat: &Chat) -> Option<ReadyModel> {
    let platform = &context.tool_deps.platform;
    match platform.compaction_model(chat.owner_id).await {
        Ok(found) => found.map(|resolved| ReadyModel::new(context, resolved)),
        Err(error) => {
            tracing::warn!(chat.id = %chat.id, "The model for summaries is not known: {}", ErrorChain(&error));
            None
        }
    }
}

/// The owner of the chat as a subject, with the rights that they have now.
pub(crate) async fn owner(context: &Context, chat: &Chat) -> Result<Subject, PrepareError> {
    let user = context.store.user_by_id(chat.owner_id).await;
    let user = user.map_err(PrepareError::of_store("read the owner of the chat"))?;
    let user = user.filter(|user| user.status != UserStatus::Suspended).ok_or_else(|| {
        terminal(ErrorKind::Config, "The owner of this chat may no longer work here.".to_owned(), None)
    })?;
    Ok(Subject {
        user_id: user.id,
        // A role that this binary does not know gives nothing.
        site_roles: user.site_roles.iter().filter_map(|name| SiteRole::parse(name)).collect(),
        organizations: user.organization_ids,
    })
}

/// The files that the history names, as far as `model` takes them. Those that `known` has are not read again.
pub(crate) async fn files(
    context: &Context,
    history: &[Message],
    mut known: FileContents,
    model: &ResolvedModel,
) -> Result<FileContents, PrepareError> {
    let wanted = named_files(active_messages(history));
    if wanted.is_empty() {
        return Ok(FileContents::default());
    }
    let reading = PrepareError::of_store("read the files of the chat");
    let described = known.describe(&context.store, &wanted).await.map_err(&reading)?;
    files::check(model.provider, &model.provider_display_name, &described)
        .map_err(|problem| terminal(ErrorKind::Config, problem, Some(model.provider.name().to_owned())))?;
    known.load(&context.store, described).await.map_err(reading)?;
    Ok(known)
}

/// The request of a step (chat-engine.md 1.3, PV-4); with a `chain`, of what came after the answer that it goes on from.
pub(super) fn request(
    history: &History,
    prompts: &TurnPrompts,
    model: &ResolvedModel,
    tools: Vec<ToolDefinition>,
    chain: Option<Chain>,
) -> ModelRequest {
    request_of(history, &history.messages, prompts, model, tools, chain)
}

/// A request of the whole history, for a call that is no step of the chat.
pub(crate) fn whole_request(
    history: &History,
    prompts: &TurnPrompts,
    model: &ResolvedModel,
    tools: Vec<ToolDefinition>,
) -> ModelRequest {
    request(history, prompts, model, tools, None)
}

/// As [`request`], of `stored`, a part of the history.
pub(super) fn request_of(
    history: &History,
    stored: &[Message],
    prompts: &TurnPrompts,
    model: &ResolvedModel,
    tools: Vec<ToolDefinition>,
    chain: Option<Chain>,
) -> ModelRequest {
    let messages = match &chain {
        Some(chain) => conversation_from(chain.first, stored, &history.files),
        None => conversation(stored, &history.files),
    };
    let chat = &history.chat;
    let mut headers = vec![
        ("X-Coder-Owner-Id".to_owned(), chat.owner_id.to_string()),
        ("X-Coder-Chat-Id".to_owned(), chat.parent_chat_id.unwrap_or(chat.id).to_string()),
    ];
    if chat.parent_chat_id.is_some() {
        headers.push(("X-Coder-Subchat-Id".to_owned(), chat.id.to_string()));
    }
    if let Some(workspace) = chat.workspace_id {
        headers.push(("X-Coder-Workspace-Id".to_owned(), workspace.to_string()));
    }
    let mut settings = model.settings(chat.last_reasoning_effort);
    if !ToolMode::of(chat).takes_web_search() {
        settings = settings.without_web_search();
    }
    ModelRequest {
        model: model.model.clone(),
        messages: prompts.insert(chat, messages, stored),
        tools,
        tool_choice: ToolChoice::Auto,
        settings,
        headers,
        previous_response_id: chain.map(|it| it.previous_response_id),
    }
}

fn terminal(kind: ErrorKind, message: String, provider: Option<String>) -> PrepareError {
    let detail = None;
    PrepareError::Terminal(Box::new(ChatError {
        message,
        detail,
        kind,
        provider,
        retryable: false,
        status_code: None,
    }))
}

fn model_unavailable(error: ModelUnavailable) -> PrepareError {
    use ModelUnavailableReason as Reason;
    let message = error.reason.to_string();
    match error.reason {
        Reason::NoModel | Reason::ModelDisabled { .. } | Reason::TitleModelGone => {
            terminal(ErrorKind::Config, message, None)
        }
        Reason::ProviderDisabled { provider } => {
            terminal(ErrorKind::ProviderDisabled, message, Some(provider))
        }
        Reason::MissingApiKey { provider } | Reason::UserApiKeyRequired { provider } => {
            terminal(ErrorKind::MissingKey, message, Some(provider))
        }
        Reason::UserKeyUnreadable { ref provider } => {
            let provider = provider.clone();
            tracing::error!(
                "A person's key of the provider {provider} cannot be opened: {}",
                ErrorChain(&error)
            );
            terminal(ErrorKind::MissingKey, message, Some(provider))
        }
        Reason::KeyUnreadable { ref provider } => {
            let provider = provider.clone();
            tracing::error!("The key of the provider {provider} cannot be opened: {}", ErrorChain(&error));
            terminal(ErrorKind::Config, message, Some(provider))
        }
        Reason::NotReadable => {
            let is_outage = error.is_outage();
            PrepareError::reading("read the settings of the model", error, is_outage)
        }
    }
}
