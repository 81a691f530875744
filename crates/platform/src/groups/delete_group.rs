//! Deleting a group.

use ropewalk_authz::{Action, Subject};
use ropewalk_model::GroupId;

use super::require;
use crate::{Platform, UseCaseError};

impl Platform {
    /// Deletes a group with its memberships and its usage limit. The people stay.
    ///
    /// # Errors
    /// Not found; forbidden; invalid for the group of all members.
    pub async fn delete_group(&self, subject: &Subject, id: GroupId) -> Result<(), UseCaseError> {
        let group = self.find_group(subject, id).await?;
        require(subject, Action::Delete, group.organization_id)?;
        if group.is_everyone() {
            return Err(UseCaseError::invalid("The group of all members cannot be deleted."));
        }
        if self.store().delete_group(group.id).await? {
            Ok(())
        } else {
            Err(UseCaseError::not_found("group"))
        }
    }
}
