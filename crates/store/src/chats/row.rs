//! The chat row and its reading: the one place that lists the columns.

use std::collections::BTreeMap;

use ropewalk_model::chat::{
    Chat, ChatError, ChatMode, ClientType, ReasoningEffort, RetryState, Status, Versions,
};
use ropewalk_model::{ChatId, MessageId, Timestamp};
use ropewalk_telemetry::ErrorChain;
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

use super::json::{decode_jsonb, decode_text, from_jsonb};
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

/// A checked query for whole chats. `[$head]`, literals with `+` between them, stands before the `select` (CTEs), `$beside` is one more value that the statement
/// gives, `$tail` begins with the alias `c` of what holds the chat's columns. `$1` is [`DEAD_AFTER`] in seconds.
macro_rules! chat_query {
    ([$($head:tt)*], $beside:tt, $tail:tt $(, $argument:expr)* $(,)?) => {
        sqlx::query_as!(
            crate::chats::row::ChatRow,
            $($head)* + " select c.id, c.organization_id, c.owner_id, c.parent_chat_id, c.root_chat_id, c.title,
                  c.workspace_id, c.build_id, c.agent_id, c.last_model_config_id, c.last_reasoning_effort,
                  c.mode, c.plan_mode, c.turn_plan_mode, c.client_type,
                  c.dynamic_tools is not null as \"has_dynamic_tools!\", c.labels, c.pin_order,
                  c.last_turn_summary, c.last_read_message_id, c.status, c.archived, c.worker_id, c.runner_id,
                  c.last_error, c.retry_state, c.requires_action_deadline_at, c.compaction_requested_at,
                  c.snapshot_version, c.history_version, c.queue_version, c.retry_state_version,
                  c.generation_attempt, c.created_at, c.updated_at,
                  chat_queue_length(c.id) as \"queue_length!\",
                  exists (select from replicas r
                           where r.id = c.worker_id
                             and r.heartbeat_at >= now() - make_interval(secs => $1)) as \"has_live_owner!\",
                  (" + $beside + ") as beside
             from " + $tail,
            crate::replicas::DEAD_AFTER.as_secs_f64()
            $(, $argument)*
        )
    };
}
pub(super) use chat_query;

pub(super) struct ChatRow {
    pub(super) id: Uuid,
    pub(super) organization_id: Uuid,
    pub(super) owner_id: Uuid,
    pub(super) parent_chat_id: Option<Uuid>,
    pub(super) root_chat_id: Uuid,
    pub(super) title: String,
    pub(super) workspace_id: Option<Uuid>,
    pub(super) build_id: Option<Uuid>,
    pub(super) agent_id: Option<Uuid>,
    pub(super) last_model_config_id: Uuid,
    pub(super) last_reasoning_effort: Option<String>,
    pub(super) mode: Option<String>,
    pub(super) plan_mode: bool,
    pub(super) turn_plan_mode: bool,
    pub(super) client_type: String,
    pub(super) has_dynamic_tools: bool,
    pub(super) labels: Value,
    pub(super) pin_order: i32,
    pub(super) last_turn_summary: Option<String>,
    pub(super) last_read_message_id: Option<i64>,
    pub(super) status: String,
    pub(super) archived: bool,
    pub(super) worker_id: Option<Uuid>,
    pub(super) runner_id: Option<Uuid>,
    pub(super) last_error: Option<Value>,
    pub(super) retry_state: Option<Value>,
    pub(super) requires_action_deadline_at: Option<Timestamp>,
    pub(super) compaction_requested_at: Option<Timestamp>,
    pub(super) snapshot_version: i64,
    pub(super) history_version: i64,
    pub(super) queue_version: i64,
    pub(super) retry_state_version: i64,
    pub(super) generation_attempt: i64,
    pub(super) created_at: Timestamp,
    pub(super) updated_at: Timestamp,
    pub(super) queue_length: i64,
    pub(super) has_live_owner: bool,
    /// What a statement gives beside the row.
    pub(super) beside: Option<Value>,
}

/// Reads the chats of `ids`, in any order; unknown ids are left out.
pub(super) async fn read_chats(
    connection: &mut PgConnection,
    ids: &[Uuid],
) -> Result<Vec<ReadChat>, StoreError> {
    let rows = chat_query!(
        [""],
        "null::jsonb",
        "chats c
            where c.id = any($2)
            order by c.id
            limit cardinality($2::uuid[])",
        ids,
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

fn parse_mode(word: &str, key: &dyn std::fmt::Display) -> Result<ChatMode, StoreError> {
    ChatMode::parse(word)
        .ok_or_else(|| StoreError::corrupt("mode of the chat", key, format!("unknown word {word:?}")))
}

/// A back-off that cannot be read is none: the next try begins at once, and the chat stays readable.
fn retry_state(id: &ChatId, stored: Value) -> Option<RetryState> {
    match from_jsonb("retry state of the chat", id, stored) {
        Ok(state) => state,
        Err(error) => {
            tracing::warn!(chat.id = %id, "A chat's back-off is passed over: {}", ErrorChain(&error));
            None
        }
    }
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
            last_reasoning_effort: row.last_reasoning_effort.as_deref().and_then(ReasoningEffort::parse),
            mode: row.mode.as_deref().map(|word| parse_mode(word, &id)).transpose()?,
            plan_mode: row.plan_mode,
            turn_plan_mode: row.turn_plan_mode,
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
                .filter(|it| !it.is_null())
                .map(|it| ChatError::from_stored(decode_jsonb(it))),
            retry_state: row.retry_state.and_then(|value| retry_state(&id, value)),
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
