//! Create of a chat by a chat (chat-engine.md 6.1): N -> R0 for the child, nothing for its parent but that it must run.
//!
//! The parent's row is locked first, as in all that concerns a family. So a child is made either before its family is put away or its parent
//! stopped, and is then reached by that, or not at all.
//!
//! What must stay true: the child has the id that the caller gives for the call, and a second run of the call finds the first one's chat.

use ropewalk_model::chat::{Chat, ChatMode, Status};
use ropewalk_model::{ChatId, RunnerId, Timestamp};
use sqlx::PgConnection;

use super::create::{Birth, NewChat, insert_chat};
use crate::chats::TransitionError;
use crate::chats::notify::{Outbox, WatchKind};
use crate::chats::row::{ReadChat, read_chat};
use crate::{Step, Store, StoreError};

/// How many chats that chats made may work at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChildLimits {
    /// Of one family.
    pub per_family: usize,
    /// In the whole deployment.
    pub in_all: usize,
}

/// A chat that a chat makes.
#[derive(Clone, Debug, PartialEq)]
pub struct NewChild {
    /// The chat that makes it: a root.
    pub parent_id: ChatId,
    /// The runner of the parent that makes it.
    pub runner_id: RunnerId,
    /// The child; its workspace is the parent's, whatever stands here.
    pub chat: NewChat,
    /// What it is limited to.
    pub mode: Option<ChatMode>,
    /// How many may work.
    pub limits: ChildLimits,
}

/// What became of it.
#[derive(Clone, Debug, PartialEq)]
pub enum Spawned {
    /// It was made.
    Made(Box<Chat>),
    /// An earlier run of the call made it.
    Found(Box<Chat>),
    /// The parent may make none now: it is put away, was stopped, another runner has it, or it is a child itself.
    ParentStopped,
    /// As many children of the family work as may.
    FamilyFull,
    /// As many children work in the whole deployment as may.
    DeploymentFull,
}

impl Store {
    /// Makes a chat for a chat.
    ///
    /// # Errors
    /// [`TransitionError::NotFound`] without the parent; a failed statement.
    #[tracing::instrument(name = "db.chats.spawn_child", skip_all, fields(chat.id = %new.parent_id), err(level = "debug"))]
    pub async fn spawn_child_chat(&self, new: NewChild, now: Timestamp) -> Result<Spawned, TransitionError> {
        let NewChild { parent_id, runner_id, mut chat, mode, limits } = new;
        let id = chat.id;
        let mut tx = self.begin("begin the creation of a child").await?;
        let parent = lock_parent(&mut tx, parent_id).await?;
        if let Some(found) = read_chat(&mut tx, id).await? {
            return Ok(Spawned::Found(Box::new(found.chat)));
        }
        if !may_make_children(&parent.chat, runner_id) {
            return Ok(Spawned::ParentStopped);
        }
        if let Some(full) = full(&mut tx, &parent.chat, limits).await? {
            return Ok(full);
        }
        chat.workspace_id = parent.chat.workspace_id;
        insert_chat(&mut tx, chat, Some(Birth { parent: &parent.chat, mode }), None, now).await?;
        let made = read_chat(&mut tx, id).await?.ok_or(TransitionError::NotFound)?;
        tx.commit().await.step("commit the creation of a child")?;
        let mut outbox = Outbox::default();
        outbox.transition(&made);
        outbox.watch(&made.chat, WatchKind::Created);
        // The lock on the parent may have made an acquirer pass it by.
        outbox.wake(&parent);
        outbox.send(self).await;
        Ok(Spawned::Made(Box::new(made.chat)))
    }
}

async fn lock_parent(connection: &mut PgConnection, id: ChatId) -> Result<ReadChat, TransitionError> {
    sqlx::query_scalar!("select id from chats where id = $1 for update", id.uuid())
        .fetch_optional(&mut *connection)
        .await
        .step("lock the parent of a new chat")?
        .ok_or(TransitionError::NotFound)?;
    read_chat(connection, id).await?.ok_or(TransitionError::NotFound)
}

fn may_make_children(parent: &Chat, runner: RunnerId) -> bool {
    parent.parent_chat_id.is_none()
        && !parent.archived
        && parent.status == Status::Running
        && parent.runner_id == Some(runner)
}

/// Which limit leaves no room for one more.
async fn full(
    connection: &mut PgConnection,
    parent: &Chat,
    limits: ChildLimits,
) -> Result<Option<Spawned>, StoreError> {
    sqlx::query!("select pg_advisory_xact_lock(hashtextextended('children that work', 0))")
        .execute(&mut *connection)
        .await
        .step("wait for the count of children that work")?;
    let count = sqlx::query!(
        r#"select count(*) filter (where root_chat_id = $1) as "family!", count(*) as "all!"
             from chats
            where parent_chat_id is not null and not archived
              and status in ('running', 'interrupting', 'requires_action')"#,
        parent.root_chat_id.uuid(),
    )
    .fetch_one(&mut *connection)
    .await
    .step("count the children that work")?;
    let reached = |count: i64, limit: usize| usize::try_from(count).unwrap_or(usize::MAX) >= limit;
    Ok(if reached(count.family, limits.per_family) {
        Some(Spawned::FamilyFull)
    } else {
        reached(count.all, limits.in_all).then_some(Spawned::DeploymentFull)
    })
}
