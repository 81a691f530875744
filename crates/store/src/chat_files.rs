//! Files of chats: their bytes, and which chats they are linked with (chats-api.md 1.11).
//!
//! What must stay true: a file never changes once it is stored, so that whoever has its bytes may keep them; a link is
//! bookkeeping, and no message depends on it.

use ropewalk_model::chat::{ChatFile, FileMediaType};
use ropewalk_model::{ChatId, FileId, OrganizationId, Timestamp, UserId};
use uuid::Uuid;

use crate::{Step, Store, StoreError};

/// How many files one statement deletes: up to 10 MiB each.
const DELETE_BATCH: i64 = 50;

/// A file that is not stored yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewChatFile {
    /// Its id, made by the caller.
    pub id: FileId,
    /// Its organization.
    pub organization_id: OrganizationId,
    /// Whose file it is.
    pub owner_id: UserId,
    /// Its name.
    pub name: String,
    /// What it is.
    pub media_type: FileMediaType,
    /// Its bytes: 1 to 10 MiB.
    pub content: Vec<u8>,
    /// When.
    pub created_at: Timestamp,
}

/// What became of a wish to link files with a chat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkOutcome {
    /// All of them are linked.
    Linked,
    /// None of them is: the chat would have more files than it may have.
    TooMany,
}

struct FileRow {
    id: Uuid,
    organization_id: Uuid,
    owner_id: Uuid,
    name: String,
    media_type: String,
    size_bytes: i64,
    created_at: Timestamp,
}

impl TryFrom<FileRow> for ChatFile {
    type Error = StoreError;

    fn try_from(row: FileRow) -> Result<Self, StoreError> {
        let media_type = FileMediaType::parse(&row.media_type)
            .ok_or_else(|| StoreError::corrupt("media type of the file", row.id, row.media_type.clone()))?;
        Ok(Self {
            id: row.id.into(),
            organization_id: row.organization_id.into(),
            owner_id: row.owner_id.into(),
            name: row.name,
            media_type,
            size_bytes: row.size_bytes.unsigned_abs(),
            created_at: row.created_at,
        })
    }
}

impl Store {
    /// Stores a file. An id that is stored already keeps its file: the same call of a tool attaches once.
    ///
    /// # Errors
    /// A failed statement.
    #[tracing::instrument(name = "db.chat_files.add", skip_all, fields(file.id = %new.id), err(level = "debug"))]
    pub async fn add_chat_file(&self, new: &NewChatFile) -> Result<ChatFile, StoreError> {
        let step = "store a file";
        sqlx::query!(
            "insert into chat_files (id, organization_id, owner_id, name, media_type, content, created_at)
             values ($1, $2, $3, $4, $5, $6, $7)
                 on conflict (id) do nothing",
            new.id.uuid(),
            new.organization_id.uuid(),
            new.owner_id.uuid(),
            new.name,
            new.media_type.as_str(),
            new.content,
            new.created_at,
        )
        .execute(self.pool())
        .await
        .step(step)?;
        let stored = self.chat_files(&[new.id]).await?.pop();
        stored.ok_or(StoreError::RowCount { step, expected: 1, found: 0 })
    }

    /// The files of these ids that exist, in the order of their ids.
    ///
    /// # Errors
    /// A failed statement, or a stored value that cannot be read.
    #[tracing::instrument(name = "db.chat_files.by_ids", skip_all, err(level = "debug"))]
    pub async fn chat_files(&self, ids: &[FileId]) -> Result<Vec<ChatFile>, StoreError> {
        let ids: Vec<Uuid> = ids.iter().map(|id| id.uuid()).collect();
        let rows = sqlx::query_as!(
            FileRow,
            r#"select id, organization_id, owner_id, name, media_type, size_bytes as "size_bytes!", created_at
                 from chat_files where id = any($1) order by id limit 10000"#,
            &ids,
        )
        .fetch_all(self.pool())
        .await
        .step("read files")?;
        rows.into_iter().map(ChatFile::try_from).collect()
    }

    /// The bytes of these files, as many as exist. The caller has seen from their sizes that they fit.
    ///
    /// # Errors
    /// A failed statement.
    #[tracing::instrument(name = "db.chat_files.contents", skip_all, err(level = "debug"))]
    pub async fn chat_file_contents(&self, ids: &[FileId]) -> Result<Vec<(FileId, Vec<u8>)>, StoreError> {
        let ids: Vec<Uuid> = ids.iter().map(|id| id.uuid()).collect();
        let rows = sqlx::query!("select id, content from chat_files where id = any($1) limit 10000", &ids)
            .fetch_all(self.pool())
            .await
            .step("read the bytes of files")?;
        Ok(rows.into_iter().map(|row| (row.id.into(), row.content)).collect())
    }

    /// The files that a chat is linked with, oldest link first; at most `limit`.
    ///
    /// # Errors
    /// A failed statement, or a stored value that cannot be read.
    #[tracing::instrument(name = "db.chat_files.of_chat", skip_all, fields(chat.id = %chat_id), err(level = "debug"))]
    pub async fn files_of_chat(&self, chat_id: ChatId, limit: u32) -> Result<Vec<ChatFile>, StoreError> {
        let rows = sqlx::query_as!(
            FileRow,
            r#"select f.id, f.organization_id, f.owner_id, f.name, f.media_type, f.size_bytes as "size_bytes!",
                      f.created_at
                 from chat_file_links l join chat_files f on f.id = l.file_id
                where l.chat_id = $1
                order by l.created_at, l.file_id
                limit $2"#,
            chat_id.uuid(),
            i64::from(limit),
        )
        .fetch_all(self.pool())
        .await
        .step("read the files of a chat")?;
        rows.into_iter().map(ChatFile::try_from).collect()
    }

    /// Links files with a chat, all of them or none. Links of files that no message of the chat names any more, in its
    /// history or its queue, go first (chats-api.md 1.7: an edit relinks).
    ///
    /// # Errors
    /// A failed statement, such as for a file that does not exist.
    #[tracing::instrument(name = "db.chat_files.link", skip_all, fields(chat.id = %chat_id), err(level = "debug"))]
    pub async fn link_chat_files(
        &self,
        chat_id: ChatId,
        ids: &[FileId],
        limit: usize,
        now: Timestamp,
    ) -> Result<LinkOutcome, StoreError> {
        let step = "link files with a chat";
        let ids: Vec<Uuid> = ids.iter().map(|id| id.uuid()).collect();
        let mut tx = self.begin(step).await?;
        // Two requests that link at once must not pass the limit together. The chat's row is not locked: its runner needs it.
        sqlx::query!(
            "select pg_advisory_xact_lock(hashtextextended('ropewalk:chat-files:' || $1::text, 0))",
            chat_id.to_string(),
        )
        .fetch_one(&mut *tx)
        .await
        .step(step)?;
        sqlx::query!(
            "delete from chat_file_links l
              where l.chat_id = $1 and l.file_id <> all($2)
                and not exists (
                    select from chat_messages m, jsonb_array_elements(m.content) p
                     where m.chat_id = $1 and not m.deleted and p->>'file_id' = l.file_id::text)
                and not exists (
                    select from chat_queued_messages q, jsonb_array_elements(q.content) p
                     where q.chat_id = $1 and p->>'file_id' = l.file_id::text)",
            chat_id.uuid(),
            &ids,
        )
        .execute(&mut *tx)
        .await
        .step(step)?;
        sqlx::query!(
            "insert into chat_file_links (chat_id, file_id, created_at)
             select $1, i.id, $3 from unnest($2::uuid[]) as i (id)
                 on conflict do nothing",
            chat_id.uuid(),
            &ids,
            now,
        )
        .execute(&mut *tx)
        .await
        .step(step)?;
        let linked = sqlx::query_scalar!(
            r#"select count(*) as "count!" from chat_file_links where chat_id = $1"#,
            chat_id.uuid(),
        )
        .fetch_one(&mut *tx)
        .await
        .step(step)?;
        if usize::try_from(linked).unwrap_or(usize::MAX) > limit {
            tx.rollback().await.step(step)?;
            return Ok(LinkOutcome::TooMany);
        }
        tx.commit().await.step(step)?;
        Ok(LinkOutcome::Linked)
    }

    /// Deletes some of the files that were stored before `before` and that no chat has; gives how many. 0 = there are none left.
    ///
    /// # Errors
    /// A failed statement.
    #[tracing::instrument(name = "db.chat_files.delete_unused", skip_all, err(level = "debug"))]
    pub async fn delete_unused_files(&self, before: Timestamp) -> Result<u64, StoreError> {
        // A file that somebody links at this moment is locked by the link's foreign key, and passed by.
        sqlx::query!(
            "delete from chat_files
              where id in (
                  select f.id from chat_files f
                   where f.created_at < $1 and not exists (select from chat_file_links l where l.file_id = f.id)
                   order by f.created_at, f.id
                   limit $2
                     for update skip locked)",
            before,
            DELETE_BATCH,
        )
        .execute(self.pool())
        .await
        .map(|done| done.rows_affected())
        .step("delete files that no chat has")
    }
}
