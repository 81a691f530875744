//! RecordGenerationAttempt for a batch of tools: the try begins and its calls are noted as started, in one statement.
//!
//! What must stay true: no tool runs before this says so (chat-state-machine.md 6.5).

use ropewalk_model::Timestamp;
use ropewalk_model::chat::{StepFence, Transition};

use crate::chats::json::to_jsonb;
use crate::chats::ledger::{asked, entries};
use crate::chats::locked::Committed;
use crate::chats::row::chat_query;
use crate::chats::running::{running_query, settle, stays};
use crate::chats::{LedgerEntry, StartedCall, TransitionError};
use crate::{Step, Store};

/// A batch that may run.
#[derive(Clone, Debug, PartialEq)]
pub struct BegunBatch {
    /// The fence of what the batch commits.
    pub fence: StepFence,
    /// What the ledger knows of the calls, in the given order.
    pub entries: Vec<LedgerEntry>,
}

impl Store {
    /// Begins a try at a batch of tool calls and notes that `calls` are about to run. `fence` names the try before it.
    ///
    /// # Errors
    /// [`TransitionError::Stale`]; [`TransitionError::Refused`] when the chat does not run. Then nothing may run.
    #[tracing::instrument(name = "db.chats.begin_batch", skip_all, fields(chat.id = %fence.fence.chat_id), err(level = "debug"))]
    pub async fn begin_tool_batch(
        &self,
        fence: &StepFence,
        calls: &[StartedCall],
        now: Timestamp,
    ) -> Result<Committed<BegunBatch>, TransitionError> {
        let transition = Transition::RecordGenerationAttempt;
        let effects = stays(transition)?;
        let row = running_query!(
            fence,
            effects,
            "generation_attempt = generation_attempt + 1",
            ",
             noted as (
                 insert into chat_tool_calls as t (chat_id, assistant_message_id, tool_call_id, tool_name, args_sha256,
                        idempotency_key, state, runner_id, started_at)
                 select done.id, a.assistant_message_id, a.tool_call_id, a.tool_name, decode(a.args_sha256, 'hex'),
                        a.idempotency_key, 'started', done.runner_id, $9
                   from done, jsonb_to_recordset($8) as a (assistant_message_id bigint, tool_call_id text,
                                                           tool_name text, args_sha256 text, idempotency_key uuid)
                     on conflict (chat_id, assistant_message_id, tool_call_id) do update
                    set runner_id = case t.state when 'started' then excluded.runner_id else t.runner_id end
                 returning *)",
            "select coalesce(jsonb_agg(jsonb_build_object(
                     'assistant_message_id', n.assistant_message_id, 'tool_call_id', n.tool_call_id,
                     'args_sha256', encode(n.args_sha256, 'hex'), 'idempotency_key', n.idempotency_key,
                     'result', n.result, 'started_at', n.started_at, 'finished_at', n.finished_at)), '[]')
               from noted n",
            to_jsonb("calls that start", &asked(calls))?,
            now,
        )
        .fetch_optional(self.pool())
        .await
        .step("begin a batch of tool calls")?;
        let (read, known) = settle(self, row, fence, transition, now).await?;
        let fence =
            StepFence { fence: fence.fence, generation_attempt: read.chat.versions.generation_attempt };
        let entries = entries(read.chat.id, calls, known)?;
        Ok(Committed { chat: read.chat, value: BegunBatch { fence, entries } })
    }
}
