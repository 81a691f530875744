//! What an agent reports of itself.

use ropewalk_model::agent::Lifecycle;
use ropewalk_model::{AgentId, AgentLogSourceId, AgentScriptId, Timestamp};

use super::record::read_lifecycle;
use crate::{Step, Store, StoreError, expect_rows};

/// What an agent says when it has read its manifest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StartupReport {
    /// Version of its program.
    pub version: String,
    /// The manifest's directory after expansion.
    pub expanded_directory: String,
    /// Such as `envbox`.
    pub subsystems: Vec<String>,
}

/// What became of a lifecycle report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LifecycleOutcome {
    /// It is the agent's state now.
    Advanced,
    /// The agent was at least that far already; nothing changed.
    NotAhead,
}

/// How one run of a script went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScriptRun {
    /// The script.
    pub script_id: AgentScriptId,
    /// When it started.
    pub started_at: Timestamp,
    /// When it ended.
    pub ended_at: Timestamp,
    /// Its exit code.
    pub exit_code: i32,
    /// `ok`, `exit_failure`, `timed_out` or `pipes_left_open`.
    pub status: &'static str,
}

impl Store {
    /// Stores what an agent says of itself when it starts.
    ///
    /// # Errors
    /// The database does not answer, or there is no such agent.
    #[tracing::instrument(name = "db.agent.startup", skip_all, err(level = "debug"))]
    pub async fn agent_startup(
        &self,
        agent: AgentId,
        report: &StartupReport,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let step = "store the start-up report of an agent";
        let done = sqlx::query!(
            "update workspace_agents
                set version = $2, expanded_directory = $3, subsystems = $4, updated_at = $5 where id = $1",
            agent.uuid(),
            report.version,
            report.expanded_directory,
            &report.subsystems,
            now,
        )
        .execute(self.pool())
        .await
        .step(step)?;
        expect_rows(step, done.rows_affected(), 1)
    }

    /// Moves an agent's lifecycle forward. `changed_at` becomes `started_at` or `ready_at` where the state means that
    /// (platform.md 3.9).
    ///
    /// # Errors
    /// The database does not answer, or there is no such agent.
    #[tracing::instrument(name = "db.agent.lifecycle", skip_all, err(level = "debug"))]
    pub async fn advance_lifecycle(
        &self,
        agent: AgentId,
        next: Lifecycle,
        changed_at: Timestamp,
    ) -> Result<LifecycleOutcome, StoreError> {
        let step = "store the lifecycle of an agent";
        let mut transaction = self.begin(step).await?;
        let row = sqlx::query!(
            "select lifecycle_state from workspace_agents where id = $1 for update",
            agent.uuid()
        )
        .fetch_one(&mut *transaction)
        .await
        .step(step)?;
        if !read_lifecycle(&row.lifecycle_state, agent.uuid())?.may_become(next) {
            return Ok(LifecycleOutcome::NotAhead);
        }
        let starts = next == Lifecycle::Starting;
        let is_ready = matches!(next, Lifecycle::Ready | Lifecycle::StartTimeout | Lifecycle::StartError);
        sqlx::query!(
            "update workspace_agents
                set lifecycle_state = $2, updated_at = $3,
                    started_at = case when $4 then coalesce(started_at, $3) else started_at end,
                    ready_at = case when $5 then coalesce(ready_at, $3) else ready_at end
              where id = $1",
            agent.uuid(),
            next.as_str(),
            changed_at,
            starts,
            is_ready,
        )
        .execute(&mut *transaction)
        .await
        .step(step)?;
        transaction.commit().await.step(step)?;
        Ok(LifecycleOutcome::Advanced)
    }

    /// Stores how a script went. False when the agent has no such script.
    ///
    /// # Errors
    /// The database does not answer.
    #[tracing::instrument(name = "db.agent.script_completed", skip_all, err(level = "debug"))]
    pub async fn script_completed(&self, agent: AgentId, run: &ScriptRun) -> Result<bool, StoreError> {
        let done = sqlx::query!(
            "update workspace_agent_scripts
                set last_started_at = $3, last_ended_at = $4, last_exit_code = $5, last_status = $6
              where id = $1 and agent_id = $2",
            run.script_id.uuid(),
            agent.uuid(),
            run.started_at,
            run.ended_at,
            run.exit_code,
            run.status,
        )
        .execute(self.pool())
        .await
        .step("store how a script went")?;
        Ok(done.rows_affected() == 1)
    }

    /// Makes a source of log lines, or gives an existing one this name and picture.
    ///
    /// # Errors
    /// The database does not answer.
    #[tracing::instrument(name = "db.agent.put_log_source", skip_all, err(level = "debug"))]
    pub async fn put_log_source(
        &self,
        agent: AgentId,
        source: AgentLogSourceId,
        display_name: &str,
        icon: &str,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        sqlx::query!(
            "insert into workspace_agent_log_sources (agent_id, id, display_name, icon, created_at)
             values ($1, $2, $3, $4, $5)
             on conflict (agent_id, id) do update set display_name = excluded.display_name, icon = excluded.icon",
            agent.uuid(),
            source.uuid(),
            display_name,
            icon,
            now,
        )
        .execute(self.pool())
        .await
        .map(drop)
        .step("make a log source")
    }
}
