//! Which model does a piece of work, as the overrides have it.

use ropewalk_model::{ModelConfigId, UserId};

use super::super::resolve_model::{ModelUnavailable, ModelUnavailableReason, ResolvedModel};
use super::{Choice, OverrideContext, PersonalContext, Stored};
use crate::{Platform, UseCaseError};

/// The small models of the providers, by kind, in the order in which they are asked for titles (chat-engine.md SV-22).
const SMALL_MODELS: [(&str, &str); 7] = [
    ("anthropic", "claude-haiku-4-5"),
    ("openai", "gpt-4o-mini"),
    ("google", "gemini-2.5-flash"),
    ("azure", "gpt-4o-mini"),
    ("bedrock", "anthropic.claude-haiku-4-5-20251001-v1:0"),
    ("openrouter", "anthropic/claude-3.5-haiku"),
    ("vercel", "anthropic/claude-haiku-4.5"),
];

/// What a chat that a chat makes is for, as far as its model depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SubagentWork {
    /// Anything.
    General,
    /// Looking around.
    Explore,
}

impl Platform {
    /// The model that `owner` chose for new chats, if people may choose and it can be used; else the default one is meant.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn new_chat_model(&self, owner: UserId) -> Result<Option<ModelConfigId>, UseCaseError> {
        match self.own_choice(owner, PersonalContext::Root).await? {
            Some(Choice::Model(id)) => self.usable_or_none(id, "new chats").await,
            Some(Choice::ChatDefault | Choice::DeploymentDefault) | None => Ok(None),
        }
    }

    /// The model of a chat that a chat of `owner` makes; `None`: its parent's. It fails softly: a model that cannot be used is logged and
    /// passed over (SV-5).
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn subagent_model(
        &self,
        work: SubagentWork,
        owner: UserId,
    ) -> Result<Option<ModelConfigId>, UseCaseError> {
        let (personal, deployment, what) = match work {
            SubagentWork::General => {
                (PersonalContext::General, OverrideContext::General, "chats for general work")
            }
            SubagentWork::Explore => {
                (PersonalContext::Explore, OverrideContext::Explore, "chats that explore")
            }
        };
        let wanted = match self.own_choice(owner, personal).await? {
            Some(Choice::Model(id)) => Some(id),
            Some(Choice::ChatDefault) => None,
            Some(Choice::DeploymentDefault) | None => self.stored_override(deployment).await?.set(),
        };
        match wanted {
            Some(id) => self.usable_or_none(id, what).await,
            None => Ok(None),
        }
    }

    /// The model that administrators set for titles of `owner`'s chats; `None`: none is set. It fails hard: where one is set, no other
    /// writes titles (SV-23).
    ///
    /// # Errors
    /// [`ModelUnavailable`] when the one that is set cannot be called.
    pub async fn title_model(&self, owner: UserId) -> Result<Option<ResolvedModel>, ModelUnavailable> {
        let id = match self.stored_override(OverrideContext::TitleGeneration).await? {
            Stored::Unset => return Ok(None),
            Stored::Malformed => return Err(ModelUnavailableReason::TitleModelGone.into()),
            Stored::Set(id) => id,
        };
        let found = self.resolve_exactly(id, owner).await?;
        found.map(Some).ok_or_else(|| ModelUnavailableReason::TitleModelGone.into())
    }

    /// The models that may write titles and the summaries of turns for a chat of `owner`, in the order in which they are asked: the one
    /// that is set for titles and no other; else the small models among those that are set up, then `own`, the chat's model. No model is
    /// called that administrators did not set up (docs/adr/0024).
    ///
    /// # Errors
    /// [`ModelUnavailable`] when the one that is set cannot be called, or none can.
    pub async fn title_candidates(
        &self,
        owner: UserId,
        own: ModelConfigId,
    ) -> Result<Vec<ResolvedModel>, ModelUnavailable> {
        if let Some(set) = self.title_model(owner).await? {
            return Ok(vec![set]);
        }
        let configs = self.store().list_model_configs().await?;
        let mut found: Vec<ResolvedModel> = Vec::new();
        for (provider, model) in SMALL_MODELS {
            let small = configs.iter().find(|it| {
                let draft = &it.draft;
                draft.enabled && draft.provider == provider && draft.model == model
            });
            let Some(config) = small else { continue };
            match self.resolve_exactly(config.id, owner).await {
                Ok(resolved) => found.extend(resolved),
                Err(why) => tracing::debug!("The small model {model} of {provider} is passed over: {why}"),
            }
        }
        if found.iter().any(|it| it.id == own) {
            return Ok(found);
        }
        match self.resolve_model(Some(own), owner).await {
            Ok(resolved) => found.push(resolved),
            Err(why) if found.is_empty() => return Err(why),
            Err(why) => tracing::debug!("The chat's own model is passed over: {why}"),
        }
        Ok(found)
    }

    /// The model that administrators set for summaries of `owner`'s chats; `None`: the chat's own writes them, also when the one that is
    /// set cannot be called (PR-33).
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn compaction_model(&self, owner: UserId) -> Result<Option<ResolvedModel>, UseCaseError> {
        let Some(id) = self.stored_override(OverrideContext::Compaction).await?.set() else {
            return Ok(None);
        };
        let why = match self.resolve_exactly(id, owner).await {
            Ok(Some(resolved)) => return Ok(Some(resolved)),
            Ok(None) => "it is not there any more".to_owned(),
            Err(unavailable) => unavailable.to_string(),
        };
        tracing::warn!(model_config.id = %id, "The model that was set for summaries is passed over: {why}");
        Ok(None)
    }

    /// This model and no other: one that is gone would resolve to the default one.
    async fn resolve_exactly(
        &self,
        id: ModelConfigId,
        owner: UserId,
    ) -> Result<Option<ResolvedModel>, ModelUnavailable> {
        let resolved = self.resolve_model(Some(id), owner).await?;
        Ok(Some(resolved).filter(|it| it.id == id))
    }

    /// What `owner` chose, where people may choose.
    async fn own_choice(
        &self,
        owner: UserId,
        context: PersonalContext,
    ) -> Result<Option<Choice>, UseCaseError> {
        if self.people_may_choose_models().await? {
            Ok(self.stored_choice(owner, context).await?.set())
        } else {
            Ok(None)
        }
    }

    async fn usable_or_none(
        &self,
        id: ModelConfigId,
        what: &'static str,
    ) -> Result<Option<ModelConfigId>, UseCaseError> {
        if self.store().model_is_usable(id).await? {
            return Ok(Some(id));
        }
        tracing::warn!(model_config.id = %id, "The model that was set for {what} cannot be used, and is passed over");
        Ok(None)
    }
}
