//! When chats are summarized, and which model writes the summaries (chats-api.md 1.13; chat-engine.md 5.7: PR-25, PR-33).

use ropewalk_authz::{Action, Subject};
use ropewalk_model::ModelConfigId;
use ropewalk_store::chat_models::CompactionThreshold;
use ropewalk_wire::chat_compaction::{UserChatCompactionThreshold, UserChatCompactionThresholds};

use super::SETTINGS;
use crate::{Platform, UseCaseError};

impl Platform {
    /// The subject's own thresholds.
    ///
    /// # Errors
    /// Forbidden.
    pub async fn own_compaction_thresholds(
        &self,
        subject: &Subject,
    ) -> Result<UserChatCompactionThresholds, UseCaseError> {
        subject.authorize(Action::Use, &SETTINGS)?;
        let stored = self.store().compaction_thresholds(subject.user_id).await?;
        Ok(UserChatCompactionThresholds { thresholds: stored.into_iter().map(view).collect() })
    }

    /// Sets the subject's own threshold for a model.
    ///
    /// # Errors
    /// Forbidden; not found: the model; invalid for a model that is turned off, and for what is no percentage.
    pub async fn put_own_compaction_threshold(
        &self,
        subject: &Subject,
        model: ModelConfigId,
        threshold_percent: i32,
    ) -> Result<UserChatCompactionThreshold, UseCaseError> {
        subject.authorize(Action::Use, &SETTINGS)?;
        if !(0..=100).contains(&threshold_percent) {
            return Err(UseCaseError::invalid_field("threshold_percent", "must be between 0 and 100"));
        }
        let found = self.store().model_config_by_id(model).await?;
        if !found.ok_or(UseCaseError::not_found("model"))?.draft.enabled {
            return Err(UseCaseError::invalid("The model is turned off."));
        }
        let threshold = CompactionThreshold { model_config_id: model, threshold_percent };
        self.store().put_compaction_threshold(subject.user_id, threshold, self.now()).await?;
        Ok(view(threshold))
    }

    /// Takes the subject's own threshold for a model away: that of the model's config counts again.
    ///
    /// # Errors
    /// Forbidden.
    pub async fn delete_own_compaction_threshold(
        &self,
        subject: &Subject,
        model: ModelConfigId,
    ) -> Result<(), UseCaseError> {
        subject.authorize(Action::Use, &SETTINGS)?;
        Ok(self.store().delete_compaction_threshold(subject.user_id, model).await?)
    }
}

const fn view(threshold: CompactionThreshold) -> UserChatCompactionThreshold {
    UserChatCompactionThreshold {
        model_config_id: threshold.model_config_id,
        threshold_percent: threshold.threshold_percent,
    }
}
