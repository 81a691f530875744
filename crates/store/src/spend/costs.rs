//! Summaries of what was spent, from the stored messages; messages that an edit took away, and chats that were deleted, cost what they cost.

use ropewalk_model::{ChatId, ModelConfigId, Timestamp, UserId};

use crate::{Step, Store, StoreError};

/// How many models and how many chats a summary lists at most: those that cost most.
const LIST_LIMIT: i64 = 100;

/// A span of time: from the start, up to and without the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CostSpan {
    /// The first moment.
    pub start: Timestamp,
    /// The first moment after it.
    pub end: Timestamp,
}

/// What models read and wrote.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tokens {
    /// Read anew.
    pub input: i64,
    /// Written, reasoning included.
    pub output: i64,
    /// Read from the provider's cache.
    pub cache_read: i64,
    /// Written to the provider's cache.
    pub cache_creation: i64,
    /// How long they worked, in milliseconds.
    pub runtime_ms: i64,
}

/// What one person spent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CostSummary {
    /// In micro-USD; messages without a known cost count nothing.
    pub total_cost_micros: i64,
    /// Answers whose cost is known; 0 is known.
    pub priced_message_count: i64,
    /// Answers that used tokens and whose cost is not known.
    pub unpriced_message_count: i64,
    /// What was used.
    pub tokens: Tokens,
    /// By model, the dearest first.
    pub by_model: Vec<ModelCost>,
    /// By root chat, the dearest first.
    pub by_chat: Vec<ChatCost>,
}

/// What one model cost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModelCost {
    /// The model config.
    pub model_config_id: ModelConfigId,
    /// For people; the model's name where it has no other.
    pub display_name: String,
    /// Its provider.
    pub provider: String,
    /// The provider's name of it.
    pub model: String,
    /// In micro-USD.
    pub total_cost_micros: i64,
    /// How many answers.
    pub message_count: i64,
    /// What was used.
    pub tokens: Tokens,
}

/// What one root chat cost, with the chats that it made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChatCost {
    /// The root.
    pub root_chat_id: ChatId,
    /// Its title; empty when the chat is deleted.
    pub chat_title: String,
    /// In micro-USD.
    pub total_cost_micros: i64,
    /// How many answers.
    pub message_count: i64,
    /// What was used.
    pub tokens: Tokens,
}

/// What one of several people spent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserCost {
    /// Who.
    pub user_id: UserId,
    /// Their user name.
    pub username: String,
    /// Their name.
    pub name: String,
    /// In micro-USD.
    pub total_cost_micros: i64,
    /// How many answers.
    pub message_count: i64,
    /// In how many root chats.
    pub chat_count: i64,
    /// What was used.
    pub tokens: Tokens,
}

/// A page of people, the dearest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserCosts {
    /// How many there are.
    pub count: i64,
    /// This page.
    pub users: Vec<UserCost>,
}

/// A checked query that adds up what answers cost and used: `$columns` come before the sums (each ends with a comma), `$from` is what
/// stands behind them, with the messages as `m`.
macro_rules! cost_query {
    ($columns:literal, $from:literal $(, $argument:expr)* $(,)?) => {
        sqlx::query!(
            "select " + $columns + "
                    coalesce(sum(m.cost_micros), 0)::bigint as \"cost!\", count(*) filter (where m.is_message) as \"messages!\",
                    coalesce(sum(m.input_tokens), 0)::bigint as \"input!\",
                    coalesce(sum(m.output_tokens), 0)::bigint as \"output!\",
                    coalesce(sum(m.cache_read_tokens), 0)::bigint as \"cache_read!\",
                    coalesce(sum(m.cache_creation_tokens), 0)::bigint as \"cache_creation!\",
                    coalesce(sum(m.runtime_ms), 0)::bigint as \"runtime_ms!\"
               from " + $from
            $(, $argument)*
        )
    };
}

/// What such a query says of tokens.
macro_rules! tokens {
    ($row:ident) => {
        Tokens {
            input: $row.input,
            output: $row.output,
            cache_read: $row.cache_read,
            cache_creation: $row.cache_creation,
            runtime_ms: $row.runtime_ms,
        }
    };
}

impl Store {
    /// What `owner`'s chats spent in the span.
    ///
    /// # Errors
    /// A failed statement.
    #[tracing::instrument(name = "db.spend.summary", skip_all, fields(user.id = %owner), err(level = "debug"))]
    pub async fn cost_summary(&self, owner: UserId, span: CostSpan) -> Result<CostSummary, StoreError> {
        let total = cost_query!(
            "count(m.cost_micros) filter (where m.is_message) as \"priced!\",
             count(*) filter (where m.is_message and m.cost_micros is null and m.total_tokens is not null) as \"unpriced!\",",
            "chat_model_calls m
              where m.owner_id = $1 and m.created_at >= $2 and m.created_at < $3",
            owner.uuid(),
            span.start,
            span.end,
        )
        .fetch_one(self.pool())
        .await
        .step("add up what a person spent")?;
        Ok(CostSummary {
            total_cost_micros: total.cost,
            priced_message_count: total.priced,
            unpriced_message_count: total.unpriced,
            tokens: tokens!(total),
            by_model: self.costs_by_model(owner, span).await?,
            by_chat: self.costs_by_chat(owner, span).await?,
        })
    }

    async fn costs_by_model(&self, owner: UserId, span: CostSpan) -> Result<Vec<ModelCost>, StoreError> {
        let rows = cost_query!(
            "g.id, g.display_name, g.provider, g.model,",
            "chat_model_calls m
               join chat_model_configs g on g.id = m.model_config_id
              where m.owner_id = $1 and m.created_at >= $2 and m.created_at < $3
              group by g.id
              order by 5 desc, g.id
              limit $4",
            owner.uuid(),
            span.start,
            span.end,
            LIST_LIMIT,
        )
        .fetch_all(self.pool())
        .await
        .step("add up what each model cost a person")?;
        let read = rows.into_iter().map(|row| ModelCost {
            model_config_id: row.id.into(),
            display_name: if row.display_name.is_empty() { row.model.clone() } else { row.display_name },
            provider: row.provider,
            model: row.model,
            total_cost_micros: row.cost,
            message_count: row.messages,
            tokens: tokens!(row),
        });
        Ok(read.collect())
    }

    async fn costs_by_chat(&self, owner: UserId, span: CostSpan) -> Result<Vec<ChatCost>, StoreError> {
        let rows = cost_query!(
            "m.root_chat_id as \"id!\", coalesce(r.title, '') as \"title!\",",
            "chat_model_calls m
               left join chats r on r.id = m.root_chat_id
              where m.owner_id = $1 and m.created_at >= $2 and m.created_at < $3
              group by m.root_chat_id, r.title
              order by 3 desc, 1
              limit $4",
            owner.uuid(),
            span.start,
            span.end,
            LIST_LIMIT,
        )
        .fetch_all(self.pool())
        .await
        .step("add up what each chat of a person cost")?;
        let read = rows.into_iter().map(|row| ChatCost {
            root_chat_id: row.id.into(),
            chat_title: crate::chats::decode_text(&row.title),
            total_cost_micros: row.cost,
            message_count: row.messages,
            tokens: tokens!(row),
        });
        Ok(read.collect())
    }

    /// What each person spent in the span; only those who spent something. `name` is a part of the user name or the name; empty =
    /// everybody.
    ///
    /// # Errors
    /// A failed statement.
    #[tracing::instrument(name = "db.spend.users", skip_all, err(level = "debug"))]
    pub async fn costs_by_user(
        &self,
        span: CostSpan,
        name: &str,
        limit: u32,
        offset: u32,
    ) -> Result<UserCosts, StoreError> {
        let rows = cost_query!(
            "u.id, u.username, u.name, count(distinct m.root_chat_id) as \"chats!\", count(*) over () as \"people!\",",
            "chat_model_calls m
               join users u on u.id = m.owner_id
              where m.created_at >= $1 and m.created_at < $2
                and ($3 = '' or strpos(lower(u.username), lower($3)) > 0 or strpos(lower(u.name), lower($3)) > 0)
              group by u.id
              order by 6 desc, u.id
              limit $4 offset $5",
            span.start,
            span.end,
            name,
            i64::from(limit),
            i64::from(offset),
        )
        .fetch_all(self.pool())
        .await
        .step("add up what each person spent")?;
        let count = match rows.first() {
            Some(row) => row.people,
            // A page behind the last one has no row that could tell.
            None if offset > 0 => Box::pin(self.costs_by_user(span, name, 1, 0)).await?.count,
            None => 0,
        };
        let users = rows.into_iter().map(|row| UserCost {
            user_id: row.id.into(),
            username: row.username,
            name: row.name,
            total_cost_micros: row.cost,
            message_count: row.messages,
            chat_count: row.chats,
            tokens: tokens!(row),
        });
        Ok(UserCosts { count, users: users.collect() })
    }
}
