//! The limit of each member of a group: given and taken away.

use ropewalk_authz::{Action, Subject};
use ropewalk_model::GroupId;
use ropewalk_store::accounts::GroupRecord;
use ropewalk_store::spend::GroupLimit;
use ropewalk_wire::chat_spend::{ChatUsageLimitGroupOverride, UpdateChatUsageLimitOverrideRequest};

use super::{check_amount, require_admin, views};
use crate::{Platform, UseCaseError};

impl Platform {
    /// Gives each member of `group` a limit. It beats that of the deployment; a person's own beats it, and of several groups the
    /// lowest counts.
    ///
    /// # Errors
    /// Forbidden; not found; invalid for an amount that is not above 0.
    pub async fn put_usage_limit_of_group(
        &self,
        subject: &Subject,
        group: GroupId,
        request: UpdateChatUsageLimitOverrideRequest,
    ) -> Result<ChatUsageLimitGroupOverride, UseCaseError> {
        require_admin(subject, Action::Update)?;
        let spend_limit_micros = check_amount("spend_limit_micros", request.spend_limit_micros)?;
        let group = self.find_group(subject, group).await?;
        self.store().put_usage_limit_of_group(group.id, spend_limit_micros, self.now()).await.map_err(
            |error| match error.violates("chat_usage_limit_group_overrides_group_id_fkey") {
                true => UseCaseError::not_found("group"),
                false => error.into(),
            },
        )?;
        let GroupRecord { id: group_id, name, display_name, avatar_url, member_count, .. } = group;
        Ok(views::group_limit(GroupLimit {
            group_id,
            name,
            display_name,
            avatar_url,
            member_count,
            spend_limit_micros,
        }))
    }

    /// Takes the limit of `group` away.
    ///
    /// # Errors
    /// Forbidden; invalid when there is no such group or it has no limit (chats-api.md 1.17: 400, not 404).
    pub async fn delete_usage_limit_of_group(
        &self,
        subject: &Subject,
        group: GroupId,
    ) -> Result<(), UseCaseError> {
        require_admin(subject, Action::Update)?;
        if self.store().delete_usage_limit_of_group(group).await? {
            Ok(())
        } else {
            Err(UseCaseError::invalid_field("group", "names no group that has a limit"))
        }
    }
}
