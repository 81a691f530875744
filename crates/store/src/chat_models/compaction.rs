//! From how full a context on people want their chats summarized, by model.

use ropewalk_model::{ModelConfigId, Timestamp, UserId};

use crate::{Step, Store, StoreError};

/// Most thresholds in one list; there are at most as many as models.
const LIST_LIMIT: i64 = 1000;

/// A person's threshold for a model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CompactionThreshold {
    /// The model.
    pub model_config_id: ModelConfigId,
    /// At how many percent of the window, 0 to 100; 100 = never.
    pub threshold_percent: i32,
}

impl Store {
    /// A person's thresholds, by the model's name.
    ///
    /// # Errors
    /// A failed statement.
    #[tracing::instrument(name = "db.chat_models.thresholds", skip_all, err(level = "debug"))]
    pub async fn compaction_thresholds(&self, user: UserId) -> Result<Vec<CompactionThreshold>, StoreError> {
        let rows = sqlx::query!(
            "select t.model_config_id, t.threshold_percent
               from chat_compaction_thresholds t join chat_model_configs m on m.id = t.model_config_id
              where t.user_id = $1 and not m.deleted
              order by lower(m.display_name), m.id
              limit $2",
            user.uuid(),
            LIST_LIMIT,
        )
        .fetch_all(self.pool())
        .await
        .step("read a person's compaction thresholds")?;
        let read = rows.into_iter().map(|row| CompactionThreshold {
            model_config_id: row.model_config_id.into(),
            threshold_percent: row.threshold_percent,
        });
        Ok(read.collect())
    }

    /// Sets a person's threshold for a model.
    ///
    /// # Errors
    /// A failed statement.
    #[tracing::instrument(name = "db.chat_models.put_threshold", skip_all, err(level = "debug"))]
    pub async fn put_compaction_threshold(
        &self,
        user: UserId,
        threshold: CompactionThreshold,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        sqlx::query!(
            "insert into chat_compaction_thresholds (user_id, model_config_id, threshold_percent, updated_at)
             values ($1, $2, $3, $4)
                 on conflict (user_id, model_config_id) do update
                set threshold_percent = excluded.threshold_percent, updated_at = excluded.updated_at",
            user.uuid(),
            threshold.model_config_id.uuid(),
            threshold.threshold_percent,
            now,
        )
        .execute(self.pool())
        .await
        .map(drop)
        .step("set a person's compaction threshold")
    }

    /// Takes a person's threshold for a model away; nothing happens when there is none.
    ///
    /// # Errors
    /// A failed statement.
    #[tracing::instrument(name = "db.chat_models.delete_threshold", skip_all, err(level = "debug"))]
    pub async fn delete_compaction_threshold(
        &self,
        user: UserId,
        model: ModelConfigId,
    ) -> Result<(), StoreError> {
        sqlx::query!(
            "delete from chat_compaction_thresholds where user_id = $1 and model_config_id = $2",
            user.uuid(),
            model.uuid(),
        )
        .execute(self.pool())
        .await
        .map(drop)
        .step("take a person's compaction threshold away")
    }
}
