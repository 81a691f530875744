//! The chats that a chat made (chat-engine.md 6.1).

use ropewalk_model::ChatId;
use ropewalk_model::chat::Chat;
use uuid::Uuid;

use super::row::read_chats;
use crate::{Step, Store, StoreError};

/// The most children whose stop one stop of their parent causes; far above what may work at a time.
const WORKING_LIMIT: i64 = 10_000;

/// Some of the children of a root.
#[derive(Clone, Debug, PartialEq)]
pub struct ChildPage {
    /// Those of the page, the latest change first.
    pub chats: Vec<Chat>,
    /// How many there are.
    pub total: usize,
}

impl Store {
    /// The children of `root` that are not put away, the latest change first.
    ///
    /// # Errors
    /// A failed statement.
    #[tracing::instrument(name = "db.chats.list_children", skip_all, fields(chat.id = %root), err(level = "debug"))]
    pub async fn child_chats(&self, root: ChatId, offset: u32, limit: u32) -> Result<ChildPage, StoreError> {
        let mut tx = self.begin_snapshot().await?;
        let total = sqlx::query_scalar!(
            r#"select count(*) as "count!" from chats
                where root_chat_id = $1 and parent_chat_id is not null and not archived"#,
            root.uuid(),
        )
        .fetch_one(&mut *tx)
        .await
        .step("count the children of a chat")?;
        let ids: Vec<Uuid> = sqlx::query_scalar!(
            "select id from chats
              where root_chat_id = $1 and parent_chat_id is not null and not archived
              order by updated_at desc, id desc
             offset $2
              limit $3",
            root.uuid(),
            i64::from(offset),
            i64::from(limit),
        )
        .fetch_all(&mut *tx)
        .await
        .step("list the children of a chat")?;
        let mut chats: Vec<Chat> =
            read_chats(&mut tx, &ids).await?.into_iter().map(|read| read.chat).collect();
        tx.commit().await.step("end the reading of children")?;
        chats.sort_by_key(|chat| ids.iter().position(|id| *id == chat.id.uuid()));
        Ok(ChildPage { chats, total: usize::try_from(total).unwrap_or(0) })
    }

    /// The children of `root` that work, ascending: those that a stop of their parent reaches.
    ///
    /// # Errors
    /// A failed statement.
    #[tracing::instrument(name = "db.chats.working_children", skip_all, fields(chat.id = %root), err(level = "debug"))]
    pub async fn working_children(&self, root: ChatId) -> Result<Vec<ChatId>, StoreError> {
        let ids = sqlx::query_scalar!(
            "select id from chats
              where root_chat_id = $1 and parent_chat_id is not null and not archived
                and status in ('running', 'interrupting', 'requires_action')
              order by id
              limit $2",
            root.uuid(),
            WORKING_LIMIT,
        )
        .fetch_all(self.pool())
        .await
        .step("list the children that work")?;
        Ok(ids.into_iter().map(ChatId::from).collect())
    }

    /// What the assistant of `chat` said last; `None` when it has said nothing.
    ///
    /// # Errors
    /// A failed statement, or a stored value that cannot be read.
    #[tracing::instrument(name = "db.chats.last_words", skip_all, fields(chat.id = %chat), err(level = "debug"))]
    pub async fn last_assistant_text(&self, chat: ChatId) -> Result<Option<String>, StoreError> {
        sqlx::query_scalar!(
            r#"select t.said as "said!"
                 from chat_messages m
                cross join lateral (select string_agg(p->>'text', E'\n\n') as said
                                      from jsonb_array_elements(m.content) p
                                     where p->>'type' = 'text' and btrim(p->>'text') <> '') t
                where m.chat_id = $1 and m.role = 'assistant' and not m.deleted and not m.compressed
                  and t.said is not null
                order by m.id desc
                limit 1"#,
            chat.uuid(),
        )
        .fetch_optional(self.pool())
        .await
        .step("read what a chat said last")
        .map(|said| said.map(|text| super::json::decode_text(&text)))
    }
}
