//! Stores a new skill, or another text of one. Chats know of it from their next step on.

use ropewalk_authz::Subject;
use ropewalk_model::skill::{SkillHead, skill_head};
use ropewalk_model::text::clean;
use ropewalk_store::user_skills::{PutSkill, SKILLS_MAX};
use ropewalk_wire::user_skills::{PutUserSkillRequest, UserSkill};

use super::view;
use crate::accounts::UserRef;
use crate::{Platform, UseCaseError};

/// The longest text, in bytes: as much as is read of a workspace's (agent-and-provisioning.md 2.12).
const CONTENT_BYTES_MAX: usize = 64 * 1024;

impl Platform {
    /// Stores a new skill of one's own.
    ///
    /// # Errors
    /// Not found; forbidden for another person's account; invalid for a text that is no skill; conflict when there is one of its name, or
    /// when there are as many as anybody may have.
    pub async fn create_user_skill(
        &self,
        subject: &Subject,
        user: &UserRef,
        request: &PutUserSkillRequest,
    ) -> Result<UserSkill, UseCaseError> {
        let owner = self.owner_of_skills(subject, user).await?;
        let (head, content) = checked(&request.content)?;
        let id = self.entropy().uuid().into();
        outcome(self.store().add_user_skill(id, owner, &head, &content, self.now()).await?, &head)
    }

    /// Replaces the text of the skill of one's own that is called `name`; the new text may call it otherwise.
    ///
    /// # Errors
    /// As [`Platform::create_user_skill`].
    pub async fn update_user_skill(
        &self,
        subject: &Subject,
        user: &UserRef,
        name: &str,
        request: &PutUserSkillRequest,
    ) -> Result<UserSkill, UseCaseError> {
        let owner = self.owner_of_skills(subject, user).await?;
        let (head, content) = checked(&request.content)?;
        outcome(self.store().replace_user_skill(owner, name, &head, &content, self.now()).await?, &head)
    }
}

/// The text as it is stored, and its head.
fn checked(content: &str) -> Result<(SkillHead, String), UseCaseError> {
    let content = clean(content);
    if content.len() > CONTENT_BYTES_MAX {
        return Err(UseCaseError::invalid_field(
            "content",
            format!("must be at most {CONTENT_BYTES_MAX} bytes long"),
        ));
    }
    let head = skill_head(&content).map_err(|why| UseCaseError::invalid_field("content", why.to_string()))?;
    if head.description.is_empty() {
        let why =
            "needs a description in its head: it is all that a chat knows of the skill before it reads it";
        return Err(UseCaseError::invalid_field("content", why));
    }
    Ok((head, content))
}

fn outcome(put: PutSkill, head: &SkillHead) -> Result<UserSkill, UseCaseError> {
    match put {
        PutSkill::Stored(skill) => Ok(view(skill)),
        PutSkill::NameTaken => Err(UseCaseError::taken("name", &head.name)),
        PutSkill::TooMany => {
            Err(UseCaseError::conflict(format!("There are {SKILLS_MAX} skills already; delete one first.")))
        }
        PutSkill::NotFound => Err(UseCaseError::not_found("skill")),
    }
}
