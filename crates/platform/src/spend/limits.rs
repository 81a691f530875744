//! The limit of the deployment, and the cap of each chat.

use ropewalk_authz::{Action, Subject};
use ropewalk_store::spend::{Period, UsageLimit};
use ropewalk_wire::chat_spend::{
    ChatUsageLimitConfig, ChatUsageLimitConfigResponse, UpdateChatUsageLimitRequest,
};

use super::{check_amount, require_admin, views};
use crate::{Platform, UseCaseError};

impl Platform {
    /// The limits as they are.
    ///
    /// # Errors
    /// Forbidden for anybody but administrators.
    pub async fn usage_limits(
        &self,
        subject: &Subject,
    ) -> Result<ChatUsageLimitConfigResponse, UseCaseError> {
        require_admin(subject, Action::Read)?;
        let store = self.store();
        let overrides = store.usage_limit_overrides().await?;
        let groups = store.usage_limits_of_groups().await?;
        Ok(ChatUsageLimitConfigResponse {
            config: self.usage_limit_config().await?,
            unpriced_model_count: store.count_unpriced_models().await?,
            overrides: overrides.into_iter().map(views::limit_override).collect(),
            group_overrides: groups.into_iter().map(views::group_limit).collect(),
        })
    }

    /// Sets the limit of the deployment, and the cap of each chat where the request has one.
    ///
    /// # Errors
    /// Forbidden; invalid for an amount that is not above 0, or a period that is none.
    pub async fn put_usage_limits(
        &self,
        subject: &Subject,
        request: &UpdateChatUsageLimitRequest,
    ) -> Result<ChatUsageLimitConfig, UseCaseError> {
        require_admin(subject, Action::Update)?;
        let spend_limit_micros = request
            .spend_limit_micros
            .map(|micros| check_amount("spend_limit_micros", micros))
            .transpose()?;
        let period = match (Period::parse(&request.period), request.period.as_str()) {
            (Some(period), _) => period,
            (None, "") if spend_limit_micros.is_none() => Period::default(),
            (None, _) => return Err(UseCaseError::invalid_field("period", "must be day, week or month")),
        };
        let cap = match request.chat_cap_micros {
            Some(Some(micros)) => Some(Some(check_amount("chat_cap_micros", micros)?)),
            Some(None) => Some(None),
            None => None,
        };
        let (store, now) = (self.store(), self.now());
        store.put_usage_limit(UsageLimit { spend_limit_micros, period, updated_at: now }).await?;
        if let Some(cap) = cap {
            store.put_chat_cap_micros(cap, now).await?;
        }
        self.usage_limit_config().await
    }

    async fn usage_limit_config(&self) -> Result<ChatUsageLimitConfig, UseCaseError> {
        let limit = self.store().usage_limit().await?;
        let chat_cap_micros = self.store().chat_cap_micros().await?;
        Ok(ChatUsageLimitConfig {
            spend_limit_micros: limit.and_then(|it| it.spend_limit_micros),
            period: limit.map(|it| it.period.as_str().to_owned()).unwrap_or_default(),
            updated_at: limit.map_or(chrono::DateTime::UNIX_EPOCH, |it| it.updated_at),
            chat_cap_micros,
        })
    }
}
