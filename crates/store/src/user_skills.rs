//! Skills that people keep for their chats (chat-engine.md 5.3).
//!
//! What must stay true: a name is one skill of a person; nobody has more than [`SKILLS_MAX`], because every step of their chats names them all.

use ropewalk_model::skill::SkillHead;
use ropewalk_model::{SkillId, Timestamp, UserId};
use uuid::Uuid;

use crate::{ConstraintKind, Step, Store, StoreError};

/// How many skills one person has at most.
pub const SKILLS_MAX: i64 = 100;

/// A skill of a person, without its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserSkill {
    /// Its id.
    pub id: SkillId,
    /// What chats are told of it.
    pub head: SkillHead,
    /// Since when it is there.
    pub created_at: Timestamp,
    /// When its text was changed last.
    pub updated_at: Timestamp,
}

/// What became of a wish to store a skill.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PutSkill {
    /// It is stored.
    Stored(UserSkill),
    /// The person has another one of this name.
    NameTaken,
    /// The person has as many as anybody may have.
    TooMany,
    /// There is none to be changed.
    NotFound,
}

struct SkillRow {
    id: Uuid,
    name: String,
    description: String,
    created_at: Timestamp,
    updated_at: Timestamp,
}

impl From<SkillRow> for UserSkill {
    fn from(row: SkillRow) -> Self {
        Self {
            id: row.id.into(),
            head: SkillHead { name: row.name, description: row.description },
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }
}

impl Store {
    /// A person's skills by name.
    ///
    /// # Errors
    /// A failed statement.
    #[tracing::instrument(name = "db.user_skills.list", skip_all, fields(user.id = %user), err(level = "debug"))]
    pub async fn user_skills(&self, user: UserId) -> Result<Vec<UserSkill>, StoreError> {
        let rows = sqlx::query_as!(
            SkillRow,
            "select id, name, description, created_at, updated_at from user_skills
              where user_id = $1 order by name limit $2",
            user.uuid(),
            SKILLS_MAX,
        )
        .fetch_all(self.pool())
        .await
        .step("list the skills of a person")?;
        Ok(rows.into_iter().map(UserSkill::from).collect())
    }

    /// The skill of this name, and its text.
    ///
    /// # Errors
    /// A failed statement.
    #[tracing::instrument(name = "db.user_skills.get", skip_all, fields(user.id = %user), err(level = "debug"))]
    pub async fn user_skill(
        &self,
        user: UserId,
        name: &str,
    ) -> Result<Option<(UserSkill, String)>, StoreError> {
        let row = sqlx::query!(
            "select id, name, description, content, created_at, updated_at from user_skills
              where user_id = $1 and name = $2",
            user.uuid(),
            name,
        )
        .fetch_optional(self.pool())
        .await
        .step("read a skill of a person")?;
        Ok(row.map(|row| {
            let head = SkillHead { name: row.name, description: row.description };
            let skill =
                UserSkill { id: row.id.into(), head, created_at: row.created_at, updated_at: row.updated_at };
            (skill, row.content)
        }))
    }

    /// Stores a new skill.
    ///
    /// # Errors
    /// A failed statement.
    #[tracing::instrument(name = "db.user_skills.add", skip_all, fields(user.id = %user), err(level = "debug"))]
    pub async fn add_user_skill(
        &self,
        id: SkillId,
        user: UserId,
        head: &SkillHead,
        content: &str,
        now: Timestamp,
    ) -> Result<PutSkill, StoreError> {
        let step = "store a skill of a person";
        let mut tx = self.begin(step).await?;
        // Two that are stored at once must not pass the limit together.
        sqlx::query!(
            "select pg_advisory_xact_lock(hashtextextended('ropewalk:user-skills:' || $1::text, 0))",
            user.to_string(),
        )
        .fetch_one(&mut *tx)
        .await
        .step(step)?;
        let count = sqlx::query_scalar!(
            r#"select count(*) as "count!" from user_skills where user_id = $1"#,
            user.uuid(),
        )
        .fetch_one(&mut *tx)
        .await
        .step(step)?;
        if count >= SKILLS_MAX {
            tx.rollback().await.step(step)?;
            return Ok(PutSkill::TooMany);
        }
        let row = sqlx::query_as!(
            SkillRow,
            "insert into user_skills (id, user_id, name, description, content, created_at, updated_at)
             values ($1, $2, $3, $4, $5, $6, $6)
                 on conflict (user_id, name) do nothing
             returning id, name, description, created_at, updated_at",
            id.uuid(),
            user.uuid(),
            head.name,
            head.description,
            content,
            now,
        )
        .fetch_optional(&mut *tx)
        .await
        .step(step)?;
        tx.commit().await.step(step)?;
        Ok(row.map_or(PutSkill::NameTaken, |row| PutSkill::Stored(row.into())))
    }

    /// Replaces the text of the skill that is called `name`; its new head may call it otherwise.
    ///
    /// # Errors
    /// A failed statement.
    #[tracing::instrument(name = "db.user_skills.replace", skip_all, fields(user.id = %user), err(level = "debug"))]
    pub async fn replace_user_skill(
        &self,
        user: UserId,
        name: &str,
        head: &SkillHead,
        content: &str,
        now: Timestamp,
    ) -> Result<PutSkill, StoreError> {
        let replaced = sqlx::query_as!(
            SkillRow,
            "update user_skills set name = $3, description = $4, content = $5, updated_at = $6
              where user_id = $1 and name = $2
             returning id, name, description, created_at, updated_at",
            user.uuid(),
            name,
            head.name,
            head.description,
            content,
            now,
        )
        .fetch_optional(self.pool())
        .await
        .step("replace a skill of a person");
        match replaced {
            Ok(Some(row)) => Ok(PutSkill::Stored(row.into())),
            Ok(None) => Ok(PutSkill::NotFound),
            Err(error) if error.constraint_kind() == Some(ConstraintKind::Unique) => Ok(PutSkill::NameTaken),
            Err(error) => Err(error),
        }
    }

    /// Deletes a skill; gives whether there was one.
    ///
    /// # Errors
    /// A failed statement.
    #[tracing::instrument(name = "db.user_skills.delete", skip_all, fields(user.id = %user), err(level = "debug"))]
    pub async fn delete_user_skill(&self, user: UserId, name: &str) -> Result<bool, StoreError> {
        sqlx::query!("delete from user_skills where user_id = $1 and name = $2", user.uuid(), name)
            .execute(self.pool())
            .await
            .map(|done| done.rows_affected() == 1)
            .step("delete a skill of a person")
    }
}
