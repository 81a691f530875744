//! Whether a chat may call its model (chat-engine.md SV-62), and the caps of chats.

use ropewalk_model::chat::Chat;
use ropewalk_model::{ChatId, Timestamp};
use serde::Deserialize;
use serde_json::Value;

use crate::settings::SettingKey;
use crate::{Step, Store, StoreError};

/// The answer to a chat that wants to call its model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Admission {
    /// It may; what the call can cost is reserved.
    Admitted,
    /// It may not until somebody changes a limit, or the period ends.
    Refused(Refusal),
    /// What other calls may cost would take it past a limit: it is known when they end.
    Busy,
}

/// Why a call is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Its owner has spent what they may.
    OverLimit {
        /// What they spent in the period, in micro-USD.
        spent_micros: i64,
        /// What they may spend in it.
        limit_micros: i64,
        /// When the next period begins.
        resets_at: Timestamp,
    },
    /// The chat, with the chats that it made, has spent what it may.
    OverCap {
        /// What they spent, in micro-USD.
        spent_micros: i64,
        /// What they may spend.
        cap_micros: i64,
    },
}

/// What a chat's family has spent and may spend, in micro-USD.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TreeSpend {
    /// What it has spent.
    pub spent_micros: i64,
    /// What it may spend; `None` = any amount.
    pub cap_micros: Option<i64>,
}

/// The answer as the SQL function gives it.
#[derive(Deserialize)]
#[serde(tag = "verdict", rename_all = "snake_case")]
enum Verdict {
    Admitted,
    Busy,
    OverLimit { spent_micros: i64, limit_micros: i64, resets_at: Timestamp },
    OverCap { spent_micros: i64, limit_micros: i64 },
}

/// Reads the answer of `chat_admit_model_call`.
pub(crate) fn admission(chat: ChatId, answer: Value) -> Result<Admission, StoreError> {
    let verdict = serde_json::from_value(answer)
        .map_err(|source| StoreError::corrupt("answer about the spending of the chat", chat, source))?;
    Ok(match verdict {
        Verdict::Admitted => Admission::Admitted,
        Verdict::Busy => Admission::Busy,
        Verdict::OverLimit { spent_micros, limit_micros, resets_at } => {
            Admission::Refused(Refusal::OverLimit { spent_micros, limit_micros, resets_at })
        }
        Verdict::OverCap { spent_micros, limit_micros } => {
            Admission::Refused(Refusal::OverCap { spent_micros, cap_micros: limit_micros })
        }
    })
}

impl Store {
    /// Asks again for a chat that was told [`Admission::Busy`]; the first question is part of
    /// [`Store::record_generation_attempt`].
    ///
    /// # Errors
    /// A failed statement.
    #[tracing::instrument(name = "db.spend.admit", skip_all, fields(chat.id = %chat.id), err(level = "debug"))]
    pub async fn admit_model_call(&self, chat: &Chat, now: Timestamp) -> Result<Admission, StoreError> {
        let answer = sqlx::query_scalar!(
            r#"select chat_admit_model_call($1, $2, $3, $4, $5, $6) as "answer!""#,
            chat.id.uuid(),
            chat.owner_id.uuid(),
            chat.root_chat_id.uuid(),
            chat.last_model_config_id.uuid(),
            chat.versions.history,
            now,
        )
        .fetch_one(self.pool())
        .await
        .step("ask whether the chat may spend more")?;
        admission(chat.id, answer)
    }

    /// What a chat and the chats that it made may spend, where nobody gave it another cap; `None` = no cap.
    ///
    /// # Errors
    /// The database does not answer.
    #[tracing::instrument(name = "db.spend.default_cap", skip_all, err(level = "debug"))]
    pub async fn chat_cap_micros(&self) -> Result<Option<i64>, StoreError> {
        sqlx::query_scalar!("select chat_default_cap()")
            .fetch_one(self.pool())
            .await
            .step("read what a chat may spend")
    }

    /// Sets what [`Store::chat_cap_micros`] gives.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn put_chat_cap_micros(&self, cap: Option<i64>, now: Timestamp) -> Result<(), StoreError> {
        self.put_setting(SettingKey::ChatCapMicros, &cap.unwrap_or(0).to_string(), now).await
    }

    /// What a chat's family has spent, and what it may spend; `None` = any amount.
    ///
    /// # Errors
    /// The database does not answer.
    #[tracing::instrument(name = "db.spend.tree", skip_all, fields(chat.id = %root), err(level = "debug"))]
    pub async fn chat_tree_spend(&self, root: ChatId) -> Result<TreeSpend, StoreError> {
        sqlx::query_as!(
            TreeSpend,
            r#"select coalesce(max(spent_micros), 0) as "spent_micros!",
                      coalesce(max(cap_micros), chat_default_cap()) as cap_micros
                 from chat_tree_spend where root_chat_id = $1"#,
            root.uuid(),
        )
        .fetch_one(self.pool())
        .await
        .step("read what a chat has spent")
    }

    /// Gives a chat's family a cap of its own, above 0.
    ///
    /// # Errors
    /// A failed statement, such as for a chat that does not exist.
    #[tracing::instrument(name = "db.spend.put_cap", skip_all, fields(chat.id = %root), err(level = "debug"))]
    pub async fn put_chat_tree_cap(&self, root: ChatId, cap_micros: i64) -> Result<(), StoreError> {
        sqlx::query!(
            "insert into chat_tree_spend (root_chat_id, cap_micros) values ($1, $2)
                 on conflict (root_chat_id) do update set cap_micros = excluded.cap_micros",
            root.uuid(),
            cap_micros,
        )
        .execute(self.pool())
        .await
        .map(drop)
        .step("give a chat a cap")
    }
}
