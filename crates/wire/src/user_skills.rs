//! Skills that people keep for their chats (docs/adr/0027).

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// A skill, without its text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct UserSkill {
    /// Its id.
    pub id: Uuid,
    /// Its name, from the head of its text: what chats call it. One of a name for each person.
    pub name: String,
    /// What it is for, from the head of its text: what chats are told of it before they read it.
    pub description: String,
    /// Since when it is there.
    pub created_at: DateTime<Utc>,
    /// When its text was changed last.
    pub updated_at: DateTime<Utc>,
}

/// A skill with its text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct UserSkillWithContent {
    /// What it is.
    #[serde(flatten)]
    pub skill: UserSkill,
    /// Its text: Markdown behind a head of YAML that says `name` and `description`.
    pub content: String,
}

/// The text of a skill.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PutUserSkillRequest {
    /// Markdown behind a head of YAML that says `name` and `description`; at most 64 KiB. Invisible characters are taken out.
    pub content: String,
}
