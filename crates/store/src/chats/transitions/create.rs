//! Create: N -> R0. A chat is born running, with its system messages and its first user message; a worker with a free slot may
//! have it from the first moment. One that another chat makes is written in the same way ([`insert_chat`]).

use std::collections::BTreeMap;

use ropewalk_model::chat::{
    Chat, ChatMode, ClientType, DynamicTool, Message, NewMessage, Part, QueueAfter, ReasoningEffort, State,
    Transition, target,
};
use ropewalk_model::{ChatId, ModelConfigId, OrganizationId, Timestamp, UserId, WorkspaceId};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::chats::history::{insert_message, user_message};
use crate::chats::json::{encode_text, to_jsonb};
use crate::chats::notify::{Outbox, WatchKind};
use crate::chats::row::read_chat;
use crate::chats::transitions::acquire::{Taker, check_acquisition};
use crate::chats::{Committed, TransitionError};
use crate::{Step, Store};

/// A chat that is not stored yet.
#[derive(Clone, Debug, PartialEq)]
pub struct NewChat {
    /// Its id, made by the caller.
    pub id: ChatId,
    /// Its organization.
    pub organization_id: OrganizationId,
    /// Whose chat it is, and who wrote the first message.
    pub owner_id: UserId,
    /// What people call it at first.
    pub title: String,
    /// The workspace it works in.
    pub workspace_id: Option<WorkspaceId>,
    /// The model of its first step.
    pub model_config_id: ModelConfigId,
    /// How hard that model shall think; none = as its config says.
    pub reasoning_effort: Option<ReasoningEffort>,
    /// Whether it plans instead of acting.
    pub plan_mode: bool,
    /// Which kind of client makes it.
    pub client_type: ClientType,
    /// The client's own marks.
    pub labels: BTreeMap<String, String>,
    /// Tools that the client runs itself.
    pub dynamic_tools: Vec<DynamicTool>,
    /// Hidden instructions that stand before the first message (chat-engine.md 5.1).
    pub system_messages: Vec<NewMessage>,
    /// The first user message.
    pub parts: Vec<Part>,
}

impl Store {
    /// Creates a chat, and takes it for `taker` if one is given; returns its messages, of which the last is the first of the user.
    ///
    /// # Errors
    /// A failed statement, such as a broken foreign key.
    #[tracing::instrument(name = "db.chats.create", skip_all, fields(chat.id = %new.id), err(level = "debug"))]
    pub async fn create_chat(
        &self,
        new: NewChat,
        taker: Option<Taker>,
        now: Timestamp,
    ) -> Result<Committed<Vec<Message>>, TransitionError> {
        let id = new.id;
        let mut tx = self.begin("begin the creation of a chat").await?;
        let messages = insert_chat(&mut tx, new, None, taker, now).await?;
        let after = read_chat(&mut tx, id).await?.ok_or(TransitionError::NotFound)?;
        if taker.is_some() {
            check_acquisition(&after)?;
        }
        tx.commit().await.step("commit the creation of a chat")?;
        let mut outbox = Outbox::default();
        outbox.transition(&after);
        outbox.watch(&after.chat, WatchKind::Created);
        outbox.send(self).await;
        Ok(Committed { chat: after.chat, value: messages })
    }
}

/// What a chat that another one makes takes from it.
pub(super) struct Birth<'a> {
    pub(super) parent: &'a Chat,
    /// What it is limited to.
    pub(super) mode: Option<ChatMode>,
}

/// Writes the row and the messages of a new chat.
pub(super) async fn insert_chat(
    connection: &mut PgConnection,
    new: NewChat,
    birth: Option<Birth<'_>>,
    taker: Option<Taker>,
    now: Timestamp,
) -> Result<Vec<Message>, TransitionError> {
    let to = target(Transition::Create, State::N, QueueAfter::Empty)?;
    let status = to.status().ok_or(TransitionError::NotFound)?;
    let dynamic_tools = match new.dynamic_tools.as_slice() {
        [] => None,
        tools => Some(to_jsonb("dynamic tools of the chat", tools)?),
    };
    let parent = birth.as_ref().map(|it| it.parent);
    sqlx::query!(
        "insert into chats (id, organization_id, owner_id, root_chat_id, title, workspace_id, last_model_config_id,
                plan_mode, client_type, labels, dynamic_tools, status, created_at, updated_at, worker_id, runner_id,
                last_reasoning_effort, parent_chat_id, build_id, agent_id, mode)
         values ($1::uuid, $2, $3, coalesce($16::uuid, $1::uuid), $4, $5, $6, $7, $8, $9, $10, $11, $12, $12, $13, $14, $15, $17, $18, $19,
                 $20)",
        new.id.uuid(),
        new.organization_id.uuid(),
        new.owner_id.uuid(),
        encode_text(&new.title),
        new.workspace_id.map(Uuid::from),
        new.model_config_id.uuid(),
        new.plan_mode,
        new.client_type.as_str(),
        to_jsonb("labels of the chat", &new.labels)?,
        dynamic_tools,
        status.as_str(),
        now,
        taker.map(|it| it.worker.uuid()),
        taker.map(|it| it.runner.uuid()),
        new.reasoning_effort.map(ReasoningEffort::as_str),
        parent.map(|it| it.root_chat_id.uuid()),
        parent.map(|it| it.id.uuid()),
        parent.and_then(|it| it.build_id).map(Uuid::from),
        parent.and_then(|it| it.agent_id).map(Uuid::from),
        birth.as_ref().and_then(|it| it.mode).map(ChatMode::as_str),
    )
    .execute(&mut *connection)
    .await
    .step("create the chat")?;
    let first = user_message(new.parts, new.owner_id, Some(new.model_config_id));
    let mut messages = Vec::with_capacity(new.system_messages.len() + 1);
    for message in new.system_messages.into_iter().chain([first]) {
        messages.push(insert_message(connection, new.id, message, now).await?);
    }
    Ok(messages)
}
