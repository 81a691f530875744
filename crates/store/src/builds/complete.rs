//! The success of a build, with all that it brings, in one transaction (end of platform.md 3.3).

use ropewalk_model::build::Transition;
use ropewalk_model::{AgentId, AgentLogSourceId, AgentScriptId, ResourceId, Timestamp};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::jobs::JobLease;
use crate::{Step, Store, StoreError, expect_rows};

/// What a build brought about.
#[derive(Clone, Debug, Default)]
pub struct CompletedBuild {
    /// The driver's state; `None` = nothing is left.
    pub state: Option<serde_json::Value>,
    /// What exists now.
    pub resources: Vec<NewResource>,
}

/// A resource to store.
#[derive(Clone, Debug)]
pub struct NewResource {
    /// The resource.
    pub id: ResourceId,
    /// Its type.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// Its picture.
    pub icon: String,
    /// A JSON list of `{key, value, sensitive}`.
    pub metadata: serde_json::Value,
    /// The agents in it.
    pub agents: Vec<NewAgent>,
}

/// An agent to store.
#[derive(Clone, Debug)]
pub struct NewAgent {
    /// The agent.
    pub id: AgentId,
    /// Unique in the workspace.
    pub name: String,
    /// SHA-256 of its token.
    pub auth_token_hash: Vec<u8>,
    /// Such as `amd64`.
    pub architecture: String,
    /// Such as `linux`.
    pub operating_system: String,
    /// Where sessions start; unexpanded.
    pub directory: String,
    /// A JSON object of texts.
    pub environment: serde_json::Value,
    /// 0 = never.
    pub connection_timeout_secs: i32,
    /// A link, or empty.
    pub troubleshooting_url: String,
    /// Its scripts.
    pub scripts: Vec<NewScript>,
}

/// A script to store, with its source of log lines.
#[derive(Clone, Debug)]
pub struct NewScript {
    /// The script.
    pub id: AgentScriptId,
    /// Its source of log lines.
    pub log_source_id: AgentLogSourceId,
    /// For people.
    pub display_name: String,
    /// A picture.
    pub icon: String,
    /// A file that also gets its output.
    pub log_path: String,
    /// The text.
    pub script: String,
    /// Six fields, or empty.
    pub cron: String,
    /// Runs when the agent starts.
    pub run_on_start: bool,
    /// Runs when the agent stops.
    pub run_on_stop: bool,
    /// People wait for it.
    pub start_blocks_login: bool,
    /// 0 = none.
    pub timeout_secs: i32,
}

impl Store {
    /// Ends a held job with success and stores what it brought. False when the job is not held any more; then
    /// nothing is stored. A cancel that came too late to stop the build is forgotten: the workspace is what the
    /// build made it, and its status must say so.
    ///
    /// `now` becomes the agents' creation time, from which their connection timeout counts.
    ///
    /// # Errors
    /// The database does not answer.
    #[tracing::instrument(name = "db.build.complete", skip_all, err(level = "debug"))]
    pub async fn complete_build(
        &self,
        lease: &JobLease,
        transition: Transition,
        completed: &CompletedBuild,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let step = "complete a build";
        let mut transaction = self.begin(step).await?;
        let ended = sqlx::query!(
            "update provisioner_jobs set completed_at = now(), canceled_at = null, updated_at = now()
              where id = $1 and worker_id = $2 and attempt = $3 and completed_at is null and started_at is not null",
            lease.job_id.uuid(),
            lease.worker_id.uuid(),
            lease.attempt,
        )
        .execute(&mut *transaction)
        .await
        .step(step)?;
        if ended.rows_affected() == 0 {
            return Ok(false);
        }
        let stored = sqlx::query!(
            "update workspace_builds set state = $2, updated_at = now() where id = $1",
            lease.build_id.uuid(),
            completed.state,
        )
        .execute(&mut *transaction)
        .await
        .step(step)?;
        expect_rows(step, stored.rows_affected(), 1)?;
        for resource in &completed.resources {
            insert_resource(&mut transaction, lease, transition, resource).await?;
            for agent in &resource.agents {
                insert_agent(&mut transaction, resource.id, agent, now).await?;
            }
        }
        let deletes = transition == Transition::Delete;
        sqlx::query!(
            "update workspaces set deleted = deleted or $2, updated_at = now()
              where id = (select workspace_id from workspace_builds where id = $1)",
            lease.build_id.uuid(),
            deletes,
        )
        .execute(&mut *transaction)
        .await
        .step(step)?;
        transaction.commit().await.step(step)?;
        Ok(true)
    }
}

async fn insert_resource(
    connection: &mut PgConnection,
    lease: &JobLease,
    transition: Transition,
    resource: &NewResource,
) -> Result<(), StoreError> {
    sqlx::query!(
        "insert into workspace_resources (id, job_id, transition, type, name, icon, metadata, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, now())",
        resource.id.uuid(),
        lease.job_id.uuid(),
        transition.as_str(),
        resource.kind,
        resource.name,
        resource.icon,
        resource.metadata,
    )
    .execute(connection)
    .await
    .map(drop)
    .step("insert a resource")
}

async fn insert_agent(
    connection: &mut PgConnection,
    resource: ResourceId,
    agent: &NewAgent,
    now: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query!(
        "insert into workspace_agents
           (id, resource_id, name, auth_token_hash, architecture, operating_system, directory, environment,
            connection_timeout_secs, troubleshooting_url, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11)",
        agent.id.uuid(),
        resource.uuid(),
        agent.name,
        agent.auth_token_hash,
        agent.architecture,
        agent.operating_system,
        agent.directory,
        agent.environment,
        agent.connection_timeout_secs,
        agent.troubleshooting_url,
        now,
    )
    .execute(&mut *connection)
    .await
    .step("insert an agent")?;
    for script in &agent.scripts {
        insert_script(connection, agent.id.uuid(), script, now).await?;
    }
    Ok(())
}

async fn insert_script(
    connection: &mut PgConnection,
    agent: Uuid,
    script: &NewScript,
    now: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query!(
        "insert into workspace_agent_log_sources (agent_id, id, display_name, icon, created_at)
         values ($1, $2, $3, $4, $5)",
        agent,
        script.log_source_id.uuid(),
        script.display_name,
        script.icon,
        now,
    )
    .execute(&mut *connection)
    .await
    .step("insert the log source of a script")?;
    sqlx::query!(
        "insert into workspace_agent_scripts
           (id, agent_id, log_source_id, display_name, log_path, script, cron, run_on_start, run_on_stop,
            start_blocks_login, timeout_secs)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        script.id.uuid(),
        agent,
        script.log_source_id.uuid(),
        script.display_name,
        script.log_path,
        script.script,
        script.cron,
        script.run_on_start,
        script.run_on_stop,
        script.start_blocks_login,
        script.timeout_secs,
    )
    .execute(connection)
    .await
    .map(drop)
    .step("insert a script")
}
