//! What chats may spend and what they spent (chats-api.md 1.17, 2.20). Amounts are in micro-USD: a millionth of a dollar.
//!
//! `chat_cap_micros` is our own: what one chat, with the chats that it made, may spend before it stops and asks.

use chrono::{DateTime, Utc};
use ropewalk_model::{ChatId, GroupId, ModelConfigId, UserId};
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::ToSchema;

/// When the spending begins anew; UTC, a week begins on Monday.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ChatUsagePeriod {
    /// At midnight.
    Day,
    /// On Monday.
    Week,
    /// On the first.
    Month,
}

/// The limit of the deployment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ChatUsageLimitConfig {
    /// What each person may spend in a period; null = any amount.
    #[schema(required = true)]
    pub spend_limit_micros: Option<i64>,
    /// `day`, `week` or `month`; empty when no limit was ever set.
    pub period: String,
    /// When the limit was set.
    pub updated_at: DateTime<Utc>,
    /// What one chat, with the chats that it made, may spend before it stops and asks; null = any amount.
    #[schema(required = true)]
    pub chat_cap_micros: Option<i64>,
}

/// The limit of the deployment, and those of single people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ChatUsageLimitConfigResponse {
    /// The limit of the deployment.
    #[serde(flatten)]
    pub config: ChatUsageLimitConfig,
    /// How many enabled models have no price: what they cost counts for no limit.
    pub unpriced_model_count: i64,
    /// Limits of single people.
    pub overrides: Vec<ChatUsageLimitOverride>,
    /// Limits of groups.
    pub group_overrides: Vec<ChatUsageLimitGroupOverride>,
}

/// Sets the limit of the deployment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct UpdateChatUsageLimitRequest {
    /// What each person may spend in a period, above 0; null takes the limit away.
    #[serde(default)]
    pub spend_limit_micros: Option<i64>,
    /// `day`, `week` or `month`. Needed with a limit; `month` when left out without one.
    #[serde(default)]
    pub period: String,
    /// What one chat may spend, above 0; null = any amount; left out, it stays as it is.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<i64>)]
    pub chat_cap_micros: Option<Option<i64>>,
}

/// Tells null, which is a wish, from absence, which is none.
fn given<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Option<i64>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}

/// A limit of one person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ChatUsageLimitOverride {
    /// Whose.
    #[schema(value_type = Uuid)]
    pub user_id: UserId,
    /// Their user name.
    pub username: String,
    /// Their name.
    pub name: String,
    /// Their picture; empty = none.
    pub avatar_url: String,
    /// What they may spend in a period.
    pub spend_limit_micros: i64,
}

/// A limit of each member of a group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ChatUsageLimitGroupOverride {
    /// The group.
    #[schema(value_type = Uuid)]
    pub group_id: GroupId,
    /// Its name.
    pub group_name: String,
    /// Its name for people.
    pub group_display_name: String,
    /// Its picture; empty = none.
    pub group_avatar_url: String,
    /// How many members it has.
    pub member_count: i64,
    /// What each of them may spend in a period.
    pub spend_limit_micros: i64,
}

/// Gives a person or a group a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct UpdateChatUsageLimitOverrideRequest {
    /// What they may spend in a period, above 0.
    pub spend_limit_micros: i64,
}

/// Where the caller stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ChatUsageLimitStatus {
    /// Whether there is a limit.
    pub is_limited: bool,
    /// The period of the limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<ChatUsagePeriod>,
    /// The limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spend_limit_micros: Option<i64>,
    /// What was spent in the period.
    pub current_spend: i64,
    /// When the period began.
    pub period_start: DateTime<Utc>,
    /// When the next begins.
    pub period_end: DateTime<Utc>,
}

/// A refusal because of a limit (409): the fields of `Response`, and where the person stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ChatUsageLimitExceededResponse {
    /// What it says and what to do.
    #[serde(flatten)]
    pub response: crate::Response,
    /// What was spent in the period.
    pub spent_micros: i64,
    /// The limit.
    pub limit_micros: i64,
    /// When the next period begins.
    pub resets_at: DateTime<Utc>,
}

/// What models read and wrote.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ChatTokenTotals {
    /// Read anew.
    pub total_input_tokens: i64,
    /// Written, reasoning included.
    pub total_output_tokens: i64,
    /// Read from the provider's cache.
    pub total_cache_read_tokens: i64,
    /// Written to the provider's cache.
    pub total_cache_creation_tokens: i64,
    /// How long the models worked, in milliseconds.
    pub total_runtime_ms: i64,
}

/// What one person's chats spent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ChatCostSummary {
    /// From when on.
    pub start_date: DateTime<Utc>,
    /// Up to when.
    pub end_date: DateTime<Utc>,
    /// All of it.
    pub total_cost_micros: i64,
    /// Answers whose cost is known; 0 is known.
    pub priced_message_count: i64,
    /// Answers whose cost is not known.
    pub unpriced_message_count: i64,
    /// What was used.
    #[serde(flatten)]
    pub tokens: ChatTokenTotals,
    /// By model, the dearest first, at most 100.
    pub by_model: Vec<ChatModelCostSummary>,
    /// By root chat, the dearest first, at most 100.
    pub by_chat: Vec<ChatCostByChat>,
    /// Where the person stands, when there is a limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub usage_limit: Option<ChatUsageLimitStatus>,
}

/// What one model cost.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ChatModelCostSummary {
    /// The model config.
    #[schema(value_type = Uuid)]
    pub model_config_id: ModelConfigId,
    /// For people.
    pub display_name: String,
    /// Its provider.
    pub provider: String,
    /// The provider's name of it.
    pub model: String,
    /// All of it.
    pub total_cost_micros: i64,
    /// How many answers.
    pub message_count: i64,
    /// What was used.
    #[serde(flatten)]
    pub tokens: ChatTokenTotals,
}

/// What one root chat cost, with the chats that it made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ChatCostByChat {
    /// The root.
    #[schema(value_type = Uuid)]
    pub root_chat_id: ChatId,
    /// Its title.
    pub chat_title: String,
    /// All of it.
    pub total_cost_micros: i64,
    /// How many answers.
    pub message_count: i64,
    /// What was used.
    #[serde(flatten)]
    pub tokens: ChatTokenTotals,
}

/// What each person's chats spent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ChatCostUsersResponse {
    /// From when on.
    pub start_date: DateTime<Utc>,
    /// Up to when.
    pub end_date: DateTime<Utc>,
    /// How many people there are, on all pages.
    pub count: i64,
    /// This page, the dearest first.
    pub users: Vec<ChatCostByUser>,
}

/// What one of them spent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ChatCostByUser {
    /// Who.
    #[schema(value_type = Uuid)]
    pub user_id: UserId,
    /// Their user name.
    pub username: String,
    /// Their name.
    pub name: String,
    /// Their picture; empty = none.
    pub avatar_url: String,
    /// All of it.
    pub total_cost_micros: i64,
    /// How many answers.
    pub message_count: i64,
    /// In how many root chats.
    pub chat_count: i64,
    /// What was used.
    #[serde(flatten)]
    pub tokens: ChatTokenTotals,
}
