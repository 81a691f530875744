//! Giving a person a limit of their own.

use ropewalk_authz::{Action, Subject};
use ropewalk_model::UserId;
use ropewalk_store::accounts::UserRecord;
use ropewalk_store::spend::LimitOverride;
use ropewalk_wire::chat_spend::{ChatUsageLimitOverride, UpdateChatUsageLimitOverrideRequest};

use super::{check_amount, require_admin, views};
use crate::accounts::UserRef;
use crate::{Platform, UseCaseError};

impl Platform {
    /// Gives `user` a limit of their own, which beats that of the deployment.
    ///
    /// # Errors
    /// Forbidden; not found; invalid for an amount that is not above 0.
    pub async fn put_usage_limit_override(
        &self,
        subject: &Subject,
        user: UserId,
        request: UpdateChatUsageLimitOverrideRequest,
    ) -> Result<ChatUsageLimitOverride, UseCaseError> {
        require_admin(subject, Action::Update)?;
        let spend_limit_micros = check_amount("spend_limit_micros", request.spend_limit_micros)?;
        let user = self.find_user(subject, &UserRef::Id(user)).await?;
        self.store().put_usage_limit_override(user.id, spend_limit_micros, self.now()).await?;
        let UserRecord { id: user_id, username, name, .. } = user;
        Ok(views::limit_override(LimitOverride { user_id, username, name, spend_limit_micros }))
    }
}
