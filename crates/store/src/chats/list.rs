//! The chats of an owner, and single chats, as lists show them (chats-api.md 1.2, 1.5).

use std::collections::{BTreeMap, HashMap, HashSet};

use ropewalk_model::chat::Chat;
use ropewalk_model::{ChatId, UserId};
use sqlx::PgConnection;
use uuid::Uuid;

use super::json::to_jsonb;
use super::row::{read_chat, read_chats};
use crate::{Step, Store, StoreError};

/// How many children a root shows.
const CHILDREN_LIMIT: i64 = 1000;

/// Which chats of an owner.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChatFilter {
    /// Archived ones, or those that are not.
    pub archived: bool,
    /// All of these labels.
    pub labels: BTreeMap<String, String>,
    /// Part of the title, in any case.
    pub title_contains: Option<String>,
    /// Only with, or only without, unread messages.
    pub has_unread: Option<bool>,
}

/// Where a page of a list begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChatPageStart {
    /// After this chat, the last of the page before; an unknown one gives an empty page.
    pub after: Option<ChatId>,
    /// So many further on.
    pub offset: u32,
    /// At most so many.
    pub limit: u32,
}

/// A chat as a list shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct ListedChat {
    /// The chat.
    pub chat: Chat,
    /// Whether an assistant message stands after the owner's read cursor; the boundary of a cleared context is none.
    pub has_unread: bool,
    /// The children of a root with the root's `archived`, newest first; empty for a child.
    pub children: Vec<ListedChat>,
}

impl Store {
    /// One chat. `None`: no such chat.
    ///
    /// # Errors
    /// A failed statement, or a stored value that cannot be read.
    #[tracing::instrument(name = "db.chats.get", skip_all, fields(chat.id = %id), err(level = "debug"))]
    pub async fn chat(&self, id: ChatId) -> Result<Option<Chat>, StoreError> {
        let mut connection = self.pool().acquire().await.step("read the chat")?;
        Ok(read_chat(&mut connection, id).await?.map(|read| read.chat))
    }

    /// One chat with what lists show of it. `None`: no such chat.
    ///
    /// # Errors
    /// As [`Store::chat`].
    #[tracing::instrument(name = "db.chats.get_listed", skip_all, fields(chat.id = %id), err(level = "debug"))]
    pub async fn listed_chat(&self, id: ChatId) -> Result<Option<ListedChat>, StoreError> {
        let mut tx = self.begin_snapshot().await?;
        let mut listed = with_children(&mut tx, &[id.uuid()]).await?;
        tx.commit().await.step("end the reading of a chat")?;
        Ok(listed.pop())
    }

    /// The root chats of `owner`: pinned ones first in their order, then the latest first.
    ///
    /// # Errors
    /// As [`Store::chat`].
    #[tracing::instrument(name = "db.chats.list", skip_all, fields(user.id = %owner), err(level = "debug"))]
    pub async fn list_chats(
        &self,
        owner: UserId,
        filter: &ChatFilter,
        start: ChatPageStart,
    ) -> Result<Vec<ListedChat>, StoreError> {
        let mut tx = self.begin_snapshot().await?;
        let ids = sqlx::query_scalar!(
            "with listed as (
                 select c.id, c.updated_at,
                        case when c.pin_order = 0 then 2147483647 else c.pin_order end as place,
                        exists (select from chat_messages m
                                 where m.chat_id = c.id and m.role = 'assistant' and not m.deleted
                                   and not m.compressed and m.id > coalesce(c.last_read_message_id, 0)) as has_unread
                   from chats c
                  where c.owner_id = $1 and c.parent_chat_id is null and c.archived = $2
                    and c.labels @> $3
                    and ($4::text is null or strpos(lower(c.title), lower($4)) > 0))
             select l.id
               from listed l left join listed prior on prior.id = $6
              where ($5::boolean is null or l.has_unread = $5)
                and ($6::uuid is null
                     or l.place > prior.place
                     or (l.place = prior.place
                         and (l.updated_at, l.id) < (prior.updated_at, prior.id)))
              order by l.place, l.updated_at desc, l.id desc
             offset $7
              limit $8",
            owner.uuid(),
            filter.archived,
            to_jsonb("labels to look for", &filter.labels)?,
            filter.title_contains.as_deref(),
            filter.has_unread,
            start.after.map(Uuid::from),
            i64::from(start.offset),
            i64::from(start.limit),
        )
        .fetch_all(&mut *tx)
        .await
        .step("list the chats")?;
        let listed = with_children(&mut tx, &ids).await?;
        tx.commit().await.step("end the reading of chats")?;
        Ok(listed)
    }
}

/// The chats of `ids` in that order, with their children.
async fn with_children(connection: &mut PgConnection, ids: &[Uuid]) -> Result<Vec<ListedChat>, StoreError> {
    let children = sqlx::query!(
        "select c.id, c.root_chat_id
           from chats c join chats root on root.id = c.root_chat_id
          where c.root_chat_id = any($1) and c.parent_chat_id is not null and c.archived = root.archived
          order by c.created_at desc, c.id desc
          limit $2",
        ids,
        CHILDREN_LIMIT,
    )
    .fetch_all(&mut *connection)
    .await
    .step("list the children of chats")?;
    let all: Vec<Uuid> = ids.iter().copied().chain(children.iter().map(|row| row.id)).collect();
    let unread: HashSet<Uuid> = unread_of(connection, &all).await?.into_iter().collect();
    let mut chats: HashMap<Uuid, ListedChat> = HashMap::new();
    for read in read_chats(connection, &all).await? {
        let id = read.chat.id.uuid();
        chats.insert(
            id,
            ListedChat { chat: read.chat, has_unread: unread.contains(&id), children: Vec::new() },
        );
    }
    let mut families: HashMap<Uuid, Vec<ListedChat>> = HashMap::new();
    for row in children {
        if let Some(child) = chats.remove(&row.id) {
            families.entry(row.root_chat_id).or_default().push(child);
        }
    }
    let with_family = |id: &Uuid| {
        let mut listed = chats.remove(id)?;
        listed.children = families.remove(id).unwrap_or_default();
        Some(listed)
    };
    Ok(ids.iter().filter_map(with_family).collect())
}

async fn unread_of(connection: &mut PgConnection, ids: &[Uuid]) -> Result<Vec<Uuid>, StoreError> {
    sqlx::query_scalar!(
        "select c.id from chats c
          where c.id = any($1)
            and exists (select from chat_messages m
                         where m.chat_id = c.id and m.role = 'assistant' and not m.deleted
                           and not m.compressed and m.id > coalesce(c.last_read_message_id, 0))
          order by c.id
          limit cardinality($1::uuid[])",
        ids,
    )
    .fetch_all(connection)
    .await
    .step("find the chats with unread messages")
}
