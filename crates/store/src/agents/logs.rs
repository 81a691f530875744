//! The log of an agent.

use ropewalk_model::{AgentId, AgentLogSourceId, Timestamp};

use crate::jobs::{LOG_PAGE_LIMIT, LogRange};
use crate::{Step, Store, StoreError};

/// How much output one agent may log, in bytes (platform.md 2.8).
pub const AGENT_LOG_LIMIT_BYTES: i64 = 1_048_576;

/// A line to add.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgentLogInput {
    /// When the agent read it.
    pub created_at: Timestamp,
    /// `trace`, `debug`, `info`, `warn` or `error`.
    pub level: String,
    /// The text.
    pub output: String,
}

/// A stored line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgentLogRecord {
    /// Ascends within the agent.
    pub id: i64,
    /// When the agent read it.
    pub created_at: Timestamp,
    /// `trace`, `debug`, `info`, `warn` or `error`.
    pub level: String,
    /// The text.
    pub output: String,
    /// Where it came from.
    pub log_source_id: AgentLogSourceId,
}

impl Store {
    /// Adds lines. A batch that would pass [`AGENT_LOG_LIMIT_BYTES`] is dropped as a whole and marks the log as
    /// overflowed. True when the lines were stored.
    ///
    /// # Errors
    /// The database does not answer.
    #[tracing::instrument(name = "db.agent.append_logs", skip_all, err(level = "debug"))]
    pub async fn append_agent_logs(
        &self,
        agent: AgentId,
        source: AgentLogSourceId,
        lines: &[AgentLogInput],
    ) -> Result<bool, StoreError> {
        let step = "add to the log of an agent";
        // NUL is the one character that text in PostgreSQL cannot hold.
        let outputs: Vec<String> = lines.iter().map(|line| line.output.replace('\0', "\u{fffd}")).collect();
        let size_bytes: usize = outputs.iter().map(String::len).sum();
        let mut transaction = self.begin(step).await?;
        // The row lock that this takes makes ids ascend in the order of commits.
        let room = sqlx::query!(
            "update workspace_agents
                set logs_length = case when logs_length + $2 <= $3 then logs_length + $2 else logs_length end,
                    logs_overflowed = logs_overflowed or logs_length + $2 > $3
              where id = $1
             returning logs_overflowed",
            agent.uuid(),
            i64::try_from(size_bytes).unwrap_or(i64::MAX / 2),
            AGENT_LOG_LIMIT_BYTES,
        )
        .fetch_optional(&mut *transaction)
        .await
        .step(step)?;
        let has_room = room.is_some_and(|room| !room.logs_overflowed);
        if has_room {
            let times: Vec<Timestamp> = lines.iter().map(|line| line.created_at).collect();
            let levels: Vec<String> = lines.iter().map(|line| line.level.clone()).collect();
            sqlx::query!(
                "insert into workspace_agent_logs (agent_id, log_source_id, created_at, level, output)
                 select $1, $2, l.created_at, l.level, l.output
                   from unnest($3::timestamptz[], $4::text[], $5::text[]) with ordinality
                        as l (created_at, level, output, position)
                  order by l.position",
                agent.uuid(),
                source.uuid(),
                &times,
                &levels,
                &outputs,
            )
            .execute(&mut *transaction)
            .await
            .step(step)?;
        }
        transaction.commit().await.step(step)?;
        Ok(has_room)
    }

    /// Reads lines, ascending, at most [`LOG_PAGE_LIMIT`].
    ///
    /// # Errors
    /// The database does not answer.
    #[tracing::instrument(name = "db.agent.logs", skip_all, err(level = "debug"))]
    pub async fn agent_logs(
        &self,
        agent: AgentId,
        range: LogRange,
    ) -> Result<Vec<AgentLogRecord>, StoreError> {
        sqlx::query_as!(
            AgentLogRecord,
            "select id, created_at, level, output, log_source_id from workspace_agent_logs
              where agent_id = $1 and ($2::bigint is null or id > $2) and ($3::bigint is null or id < $3)
              order by id limit $4",
            agent.uuid(),
            range.after,
            range.before,
            LOG_PAGE_LIMIT,
        )
        .fetch_all(self.pool())
        .await
        .step("read the log of an agent")
    }
}
