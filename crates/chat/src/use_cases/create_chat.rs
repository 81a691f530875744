//! Making a chat with its first message (chats-api.md 1.3).

use std::collections::{BTreeMap, BTreeSet};

use ropewalk_authz::{Action, Object, ResourceType, Subject};
use ropewalk_model::chat::{
    Chat, ClientType, DYNAMIC_TOOL_LIMIT, DynamicTool, Part, ReasoningEffort, fallback_title,
};
use ropewalk_model::text::clean;
use ropewalk_model::{ModelConfigId, OrganizationId, WorkspaceId};
use ropewalk_platform::{FieldProblem, UseCaseError};
use ropewalk_store::Store;
use ropewalk_store::chats::NewChat;

use super::link_files::{Done, file_ids};
use crate::engine::Engine;
use crate::prompt::{WorkspaceBinding, deployment_prompt, system_messages};
use crate::side_calls::title_text;

/// A chat to make. The caller has checked the shape of its parts and labels.
#[derive(Clone, Debug, PartialEq)]
pub struct CreateChat {
    /// Its organization.
    pub organization_id: OrganizationId,
    /// The first message; at least one part.
    pub parts: Vec<Part>,
    /// Instructions for this chat alone.
    pub system_prompt: Option<String>,
    /// The workspace it works in; the caller has checked that the subject may use it.
    pub workspace_id: Option<WorkspaceId>,
    /// Its model; none = the one that its owner chose for new chats, else the deployment's default.
    pub model_config_id: Option<ModelConfigId>,
    /// How hard that model shall think, as far as its config allows it; none = as its config says.
    pub reasoning_effort: Option<ReasoningEffort>,
    /// Whether it plans instead of acting.
    pub plan_mode: bool,
    /// Which kind of client makes it.
    pub client_type: ClientType,
    /// The client's own marks.
    pub labels: BTreeMap<String, String>,
    /// Tools that the client runs itself; each has an object as its schema.
    pub dynamic_tools: Vec<DynamicTool>,
}

impl Engine {
    /// Makes a chat for `subject`; it starts to work at once.
    ///
    /// # Errors
    /// Forbidden outside the subject's organizations; invalid for an empty message, an unknown or disabled model, dynamic tools
    /// without names of their own, or when no model is the default; [`UseCaseError::UsageLimit`].
    pub async fn create_chat(&self, subject: &Subject, new: CreateChat) -> Result<Done<Chat>, UseCaseError> {
        let object = Object::of_member(ResourceType::Chat, new.organization_id, subject.user_id);
        if !subject.can(Action::Create, &object) {
            return Err(UseCaseError::forbidden("You may not make chats in this organization."));
        }
        if new.parts.is_empty() {
            return Err(UseCaseError::invalid_field("content", "must have at least one part"));
        }
        self.check_dynamic_tools(&new.dynamic_tools)?;
        self.context.tool_deps.platform.admit_message(subject.user_id).await?;
        let model_config_id = match new.model_config_id {
            Some(id) => self.usable_model(id).await?,
            None => self.model_of_new_chat(subject).await?,
        };
        let binding = match new.workspace_id {
            Some(_) => WorkspaceBinding::Attached,
            None => WorkspaceBinding::Detached,
        };
        let deployment = deployment_prompt(&self.context.store).await;
        let context = &self.context;
        let files = file_ids(&new.parts);
        let chat = NewChat {
            id: context.tool_deps.entropy.uuid().into(),
            organization_id: new.organization_id,
            owner_id: subject.user_id,
            title: fallback_title(&title_text(&new.parts)),
            workspace_id: new.workspace_id,
            model_config_id,
            reasoning_effort: new.reasoning_effort,
            plan_mode: new.plan_mode,
            client_type: new.client_type,
            labels: new.labels,
            dynamic_tools: new.dynamic_tools,
            system_messages: system_messages(
                &deployment,
                new.system_prompt.as_deref().map(clean).as_deref(),
                binding,
            ),
            parts: new.parts,
        };
        let now = context.now();
        let transition = move |store: Store, taker| async move { store.create_chat(chat, taker, now).await };
        let committed = self.and_take(transition, |messages| Some(messages.clone())).await?;
        let warnings = self.link_files(committed.chat.id, &files, false).await;
        Ok(Done { value: committed.chat, warnings })
    }

    /// The rules of chats-api.md 1.3; and no tool of the client may stand in the place of one of ours.
    fn check_dynamic_tools(&self, tools: &[DynamicTool]) -> Result<(), UseCaseError> {
        if tools.len() > DYNAMIC_TOOL_LIMIT {
            let detail = format!("must be at most {DYNAMIC_TOOL_LIMIT}");
            return Err(UseCaseError::invalid_field("unsafe_dynamic_tools", detail));
        }
        let mut seen = BTreeSet::new();
        let mut problems = Vec::new();
        for (index, DynamicTool { name, .. }) in tools.iter().enumerate() {
            let field = || format!("unsafe_dynamic_tools[{index}].name");
            if name.trim().is_empty() {
                problems.push(FieldProblem::new(field(), "must not be empty"));
            } else if !seen.insert(name) {
                problems.push(FieldProblem::new(field(), "must be another one: an earlier tool has it"));
            } else if self.context.tools.get(name).is_some() {
                problems.push(FieldProblem::new(field(), "must be another one: a built-in tool has it"));
            }
        }
        if problems.is_empty() { Ok(()) } else { Err(UseCaseError::invalid_fields(problems)) }
    }

    /// Checks that a model that somebody chose is there and turned on.
    pub(super) async fn usable_model(&self, id: ModelConfigId) -> Result<ModelConfigId, UseCaseError> {
        let found = self.context.store.model_config_by_id(id).await?;
        match found {
            Some(model) if model.draft.enabled => Ok(id),
            Some(_) => {
                Err(UseCaseError::invalid_field("model_config_id", "names a model that is turned off"))
            }
            None => Err(UseCaseError::invalid_field("model_config_id", "names no model")),
        }
    }

    /// The model that the subject chose for new chats, if they may and it can be used; else the default one.
    async fn model_of_new_chat(&self, subject: &Subject) -> Result<ModelConfigId, UseCaseError> {
        if let Some(own) = self.context.tool_deps.platform.new_chat_model(subject.user_id).await? {
            return Ok(own);
        }
        let found = self.context.store.default_model_config().await?;
        found.map(|model| model.id).ok_or_else(|| {
            UseCaseError::invalid_field(
                "model_config_id",
                "must be given, because no model is set up as the default",
            )
        })
    }
}
