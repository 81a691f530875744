//! The latest chat of each of some workspaces (chats-api.md 1.4).

use std::collections::BTreeMap;

use ropewalk_authz::{Action, Object, ResourceType, Subject};
use ropewalk_model::{ChatId, WorkspaceId};
use ropewalk_platform::UseCaseError;

use crate::engine::Engine;

/// How many workspaces may be asked for at a time.
const WORKSPACES_MAX: usize = 25;

impl Engine {
    /// For each of the workspaces the latest chat that the subject may see and that is not archived; workspaces without one are
    /// left out.
    ///
    /// # Errors
    /// Invalid for more than 25 workspaces.
    pub async fn chats_by_workspace(
        &self,
        subject: &Subject,
        workspaces: &[WorkspaceId],
    ) -> Result<BTreeMap<WorkspaceId, ChatId>, UseCaseError> {
        if workspaces.len() > WORKSPACES_MAX {
            let detail = format!("must name at most {WORKSPACES_MAX} workspaces");
            return Err(UseCaseError::invalid_field("workspace_ids", detail));
        }
        if workspaces.is_empty() {
            return Ok(BTreeMap::new());
        }
        let mut chats = self.context.store.latest_chats_of_workspaces(workspaces).await?;
        chats.retain(|it| {
            let object = Object::of_member(ResourceType::Chat, it.organization_id, it.owner_id);
            subject.can(Action::Read, &object)
        });
        // The latest comes last, and stays.
        chats.sort_by_key(|it| (it.updated_at, it.chat_id));
        Ok(chats.into_iter().map(|it| (it.workspace_id, it.chat_id)).collect())
    }
}
