//! Archive and Unarchive: a root and all its descendants, in one transaction or not at all.
//!
//! Rows are locked in one order everywhere: the root first, then its descendants by id. Whoever adds a child locks its root
//! first, so that the second statement here, which reads the family, sees all of it.

use ropewalk_model::chat::{Chat, QueueAfter, State, Transition, target};
use ropewalk_model::{ChatId, Timestamp};
use sqlx::{PgConnection, Postgres, Transaction};
use uuid::Uuid;

use crate::chats::TransitionError;
use crate::chats::lifecycle::is_unused;
use crate::chats::notify::{Outbox, WatchKind};
use crate::chats::row::{ReadChat, read_chats};
use crate::{Step, Store, expect_rows};

/// Which way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArchiveChange {
    /// Put away; takes the root's pin away too.
    Archive,
    /// Brought back.
    Unarchive,
}

impl ArchiveChange {
    const fn transition(self) -> Transition {
        match self {
            Self::Archive => Transition::Archive,
            Self::Unarchive => Transition::Unarchive,
        }
    }

    const fn to_archived(self) -> bool {
        match self {
            Self::Archive => true,
            Self::Unarchive => false,
        }
    }
}

impl Store {
    /// Puts a family away or brings it back; returns the chats that moved. Members that are there already stay.
    ///
    /// # Errors
    /// [`TransitionError::NotARoot`] for a child; [`TransitionError::AlreadyThere`]; [`TransitionError::Refused`] when a member is
    /// busy; [`TransitionError::NotFound`].
    #[tracing::instrument(name = "db.chats.set_archived", skip_all, fields(chat.id = %id), err(level = "debug"))]
    pub async fn set_chat_archived(
        &self,
        id: ChatId,
        change: ArchiveChange,
    ) -> Result<Vec<Chat>, TransitionError> {
        let mut tx = self.begin("begin archiving a family of chats").await?;
        let family = lock_family(&mut tx, id).await?;
        let moved = moved(&mut tx, id, &family, change).await;
        self.end_move(tx, &family, moved, change).await
    }

    /// Archives a family that nobody has used since `before`; returns the chats that moved, none when somebody uses it after all.
    ///
    /// # Errors
    /// As [`Store::set_chat_archived`].
    #[tracing::instrument(name = "db.chats.archive_unused", skip_all, fields(chat.id = %id), err(level = "debug"))]
    pub async fn archive_unused_chat(
        &self,
        id: ChatId,
        before: Timestamp,
    ) -> Result<Vec<Chat>, TransitionError> {
        let mut tx = self.begin("begin archiving an unused family of chats").await?;
        let family = lock_family(&mut tx, id).await?;
        let moved = match is_unused(&mut tx, id, before).await {
            Ok(true) => moved(&mut tx, id, &family, ArchiveChange::Archive).await,
            Ok(false) => {
                self.leave(tx, &family).await;
                return Ok(Vec::new());
            }
            Err(error) => Err(error.into()),
        };
        self.end_move(tx, &family, moved, ArchiveChange::Archive).await
    }

    async fn end_move(
        &self,
        tx: Transaction<'static, Postgres>,
        family: &[ReadChat],
        moved: Result<Vec<ReadChat>, TransitionError>,
        change: ArchiveChange,
    ) -> Result<Vec<Chat>, TransitionError> {
        match moved {
            Ok(moved) => {
                tx.commit().await.step("commit archiving a family of chats")?;
                self.tell(&moved, change).await;
                Ok(moved.into_iter().map(|read| read.chat).collect())
            }
            Err(error) => {
                self.leave(tx, family).await;
                Err(error)
            }
        }
    }

    async fn tell(&self, moved: &[ReadChat], change: ArchiveChange) {
        let kind = match change {
            ArchiveChange::Archive => WatchKind::Deleted,
            ArchiveChange::Unarchive => WatchKind::Created,
        };
        let mut outbox = Outbox::default();
        for read in moved {
            outbox.transition(read);
            outbox.watch(&read.chat, kind);
        }
        outbox.send(self).await;
    }

    /// Gives the locks back, and wakes the acquirers for members that they may have passed by (chat-state-machine.md 6.3).
    async fn leave(&self, tx: Transaction<'static, Postgres>, family: &[ReadChat]) {
        if let Err(rollback) = tx.rollback().await {
            tracing::debug!("The archiving of a family was not rolled back: {rollback}");
        }
        let mut outbox = Outbox::default();
        for read in family {
            outbox.wake(read);
        }
        outbox.send(self).await;
    }
}

/// Locks the chat and its descendants and raises their snapshot versions.
async fn lock_family(connection: &mut PgConnection, id: ChatId) -> Result<Vec<ReadChat>, TransitionError> {
    let locked =
        sqlx::query!("update chats set snapshot_version = snapshot_version + 1 where id = $1", id.uuid())
            .execute(&mut *connection)
            .await
            .step("lock the root of a family")?;
    if locked.rows_affected() == 0 {
        return Err(TransitionError::NotFound);
    }
    let mut ids = sqlx::query_scalar!(
        "with members as (
             select id from chats
              where root_chat_id = $1 and parent_chat_id is not null
              order by id
                for update)
         update chats c set snapshot_version = c.snapshot_version + 1
           from members m
          where c.id = m.id
         returning c.id",
        id.uuid(),
    )
    .fetch_all(&mut *connection)
    .await
    .step("lock the descendants of a chat")?;
    ids.push(id.uuid());
    Ok(read_chats(connection, &ids).await?)
}

/// Asks the table for each member, and moves those that are not there yet.
async fn moved(
    connection: &mut PgConnection,
    id: ChatId,
    family: &[ReadChat],
    change: ArchiveChange,
) -> Result<Vec<ReadChat>, TransitionError> {
    let root = family.iter().find(|read| read.chat.id == id).ok_or(TransitionError::NotFound)?;
    if root.chat.parent_chat_id.is_some() {
        return Err(TransitionError::NotARoot);
    }
    if root.chat.archived == change.to_archived() {
        return Err(TransitionError::AlreadyThere);
    }
    let mut moving: Vec<Uuid> = Vec::with_capacity(family.len());
    for ReadChat { chat, queue_length, .. } in family {
        if chat.archived == change.to_archived() {
            continue;
        }
        let has_queue = *queue_length > 0;
        let state = State::of(chat.status, has_queue, chat.archived)?;
        let queue_after = if has_queue { QueueAfter::NonEmpty } else { QueueAfter::Empty };
        target(change.transition(), state, queue_after)?;
        moving.push(chat.id.uuid());
    }
    let done = sqlx::query!(
        "update chats set archived = $2, pin_order = case when $2 then 0 else pin_order end where id = any($1)",
        &moving,
        change.to_archived(),
    )
    .execute(&mut *connection)
    .await
    .step("archive a family of chats")?;
    expect_rows("archive a family of chats", done.rows_affected(), moving.len() as u64)?;
    Ok(read_chats(connection, &moving).await?)
}
