//! The chat row and its reading: the one place that lists the columns.

use std::collections::BTreeMap;

use ropewalk_model::chat::{Chat, ClientType, Status, Versions};
use ropewalk_model::{ChatId, MessageId, Timestamp};
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

use super::json::{decode_text, from_jsonb};
use crate::replicas::DEAD_AFTER;
use crate::{Step, StoreError};

/// A chat row and what is told with it.
#[derive(Debug, Clone)]
pub(super) struct ReadChat {
    pub(super) chat: Chat,
    /// How many messages wait.
    pub(super) queue_length: usize,
    /// Whether a replica with a fresh heartbeat holds the chat.
    pub(super) has_live_owner: bool,
}

struct ChatRow {
    id: Uuid,
    organization_id: Uuid,
    owner_id: Uuid,
    parent_chat_id: Option<Uuid>,
    root_chat_id: Uuid,
    title: String,
    workspace_id: Option<Uuid>,
    build_id: Option<Uuid>,
    agent_id: Option<Uuid>,
    last_model_config_id: Uuid,
    plan_mode: bool,
    client_type: String,
    has_dynamic_tools: bool,
    labels: Value,
    pin_order: i32,
    last_turn_summary: Option<String>,
    last_read_message_id: Option<i64>,
    status: String,
    archived: bool,
    worker_id: Option<Uuid>,
    runner_id: Option<Uuid>,
    last_error: Option<Value>,
    retry_state: Option<Value>,
    requires_action_deadline_at: Option<Timestamp>,
    compaction_requested_at: Option<Timestamp>,
    snapshot_version: i64,
    history_version: i64,
    queue_version: i64,
    retry_state_version: i64,
    generation_attempt: i64,
    created_at: Timestamp,
    updated_at: Timestamp,
    queue_length: i64,
    has_live_owner: bool,
}

/// Reads the chats of `ids`, in any order; unknown ids are left out.
pub(super) async fn read_chats(
    connection: &mut PgConnection,
    ids: &[Uuid],
) -> Result<Vec<ReadChat>, StoreError> {
    let rows = sqlx::query_as!(
        ChatRow,
        r#"select c.id, c.organization_id, c.owner_id, c.parent_chat_id, c.root_chat_id, c.title, c.workspace_id,
                  c.build_id, c.agent_id, c.last_model_config_id, c.plan_mode, c.client_type,
                  c.dynamic_tools is not null as "has_dynamic_tools!", c.labels, c.pin_order,
                  c.last_turn_summary, c.last_read_message_id, c.status, c.archived, c.worker_id, c.runner_id,
                  c.last_error, c.retry_state, c.requires_action_deadline_at, c.compaction_requested_at,
                  c.snapshot_version, c.history_version, c.queue_version, c.retry_state_version,
                  c.generation_attempt, c.created_at, c.updated_at,
                  (select count(*) from chat_queued_messages q where q.chat_id = c.id) as "queue_length!",
                  exists (select from replicas r
                           where r.id = c.worker_id
                             and r.heartbeat_at >= now() - make_interval(secs => $2)) as "has_live_owner!"
             from chats c
            where c.id = any($1)
            order by c.id
            limit cardinality($1::uuid[])"#,
        ids,
        DEAD_AFTER.as_secs_f64(),
    )
    .fetch_all(connection)
    .await
    .step("read the chats")?;
    rows.into_iter().map(ReadChat::try_from).collect()
}

/// Reads one chat.
pub(super) async fn read_chat(
    connection: &mut PgConnection,
    id: ChatId,
) -> Result<Option<ReadChat>, StoreError> {
    Ok(read_chats(connection, &[id.uuid()]).await?.pop())
}

/// Reads a status word of chat `key`.
pub(super) fn parse_status(status: &str, key: &dyn std::fmt::Display) -> Result<Status, StoreError> {
    Status::parse(status)
        .ok_or_else(|| StoreError::corrupt("chat status", key, format!("unknown word {status:?}")))
}

impl TryFrom<ChatRow> for ReadChat {
    type Error = StoreError;

    fn try_from(row: ChatRow) -> Result<Self, StoreError> {
        let id = ChatId::from(row.id);
        let client_type = ClientType::parse(&row.client_type).ok_or_else(|| {
            StoreError::corrupt("client type of the chat", id, format!("unknown word {:?}", row.client_type))
        })?;
        let chat = Chat {
            id,
            organization_id: row.organization_id.into(),
            owner_id: row.owner_id.into(),
            parent_chat_id: row.parent_chat_id.map(Into::into),
            root_chat_id: row.root_chat_id.into(),
            title: decode_text(&row.title),
            workspace_id: row.workspace_id.map(Into::into),
            build_id: row.build_id.map(Into::into),
            agent_id: row.agent_id.map(Into::into),
            last_model_config_id: row.last_model_config_id.into(),
            plan_mode: row.plan_mode,
            client_type,
            has_dynamic_tools: row.has_dynamic_tools,
            labels: from_jsonb::<BTreeMap<String, String>>("labels of the chat", &id, row.labels)?,
            pin_order: row.pin_order,
            last_turn_summary: row.last_turn_summary.as_deref().map(decode_text),
            last_read_message_id: row.last_read_message_id.map(MessageId),
            status: parse_status(&row.status, &id)?,
            archived: row.archived,
            worker_id: row.worker_id.map(Into::into),
            runner_id: row.runner_id.map(Into::into),
            last_error: row
                .last_error
                .map(|value| from_jsonb("error of the chat", &id, value))
                .transpose()?,
            retry_state: row
                .retry_state
                .map(|value| from_jsonb("retry state of the chat", &id, value))
                .transpose()?,
            requires_action_deadline_at: row.requires_action_deadline_at,
            compaction_requested_at: row.compaction_requested_at,
            versions: Versions {
                snapshot: row.snapshot_version,
                history: row.history_version,
                queue: row.queue_version,
                retry_state: row.retry_state_version,
                generation_attempt: row.generation_attempt,
            },
            created_at: row.created_at,
            updated_at: row.updated_at,
        };
        Ok(Self {
            chat,
            queue_length: usize::try_from(row.queue_length).unwrap_or(0),
            has_live_owner: row.has_live_owner,
        })
    }
}
