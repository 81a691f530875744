//! Skills that people keep for all of their chats (chat-engine.md 5.3, docs/adr/0027).
//!
//! What must stay true: a skill is its owner's alone: it goes into what their chats are told, so nobody else writes or reads it.

mod delete_skill;
mod get_skill;
mod list_skills;
mod put_skill;

use ropewalk_authz::Subject;
use ropewalk_model::UserId;
use ropewalk_store::user_skills::UserSkill;
use ropewalk_wire::user_skills::UserSkill as View;

use crate::accounts::UserRef;
use crate::{Platform, UseCaseError};

impl Platform {
    async fn owner_of_skills(&self, subject: &Subject, user: &UserRef) -> Result<UserId, UseCaseError> {
        let message = "Only the skills of your own account can be seen and changed.";
        self.own_account(subject, user, message).await
    }
}

fn view(skill: UserSkill) -> View {
    View {
        id: skill.id.uuid(),
        name: skill.head.name,
        description: skill.head.description,
        created_at: skill.created_at,
        updated_at: skill.updated_at,
    }
}
