//! Taking jobs, keeping them, handing them back, and finding those whose worker is gone.

use std::time::Duration;

use ropewalk_model::{BuildId, JobId, ReplicaId, WorkspaceId};
use uuid::Uuid;

use crate::{STALLED_AFTER, Step, Store, StoreError};

/// How often a job that a dead worker leaves behind is tried again before it counts as failed.
const ATTEMPTS_MAX: i32 = 3;

/// Most jobs that one run of the reaper looks at.
const REAP_LIMIT: i64 = 10;

/// A worker's hold on a job. Whoever acquires the job next has another attempt number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct JobLease {
    /// The job.
    pub job_id: JobId,
    /// The build that it is for.
    pub build_id: BuildId,
    /// The replica that holds it.
    pub worker_id: ReplicaId,
    /// Which hold this is.
    pub attempt: i32,
}

/// What a heartbeat brings back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heartbeat {
    /// The job is still held.
    Held,
    /// The job is still held, and somebody asked to cancel it.
    CancelRequested,
    /// The job ended or belongs to somebody else: the holder must drop its work.
    Lost,
}

/// What became of a job whose worker is gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reaped {
    /// It waits for a worker again.
    Requeued {
        /// The job.
        job_id: JobId,
        /// Its build.
        build_id: BuildId,
        /// Its workspace.
        workspace_id: WorkspaceId,
    },
    /// It ended: cancelled when that had been asked for, else failed.
    Ended {
        /// The job.
        job_id: JobId,
        /// Its build.
        build_id: BuildId,
        /// Its workspace.
        workspace_id: WorkspaceId,
    },
}

impl Store {
    /// Takes the oldest pending build job for `worker`. Several workers that ask at once get different jobs.
    ///
    /// A driver that works on one host says so by `instance_id` in its state: such a job is left to the server of that
    /// instance while it lives. When it does not, anybody takes the job, and the driver says whose workspace it is.
    ///
    /// # Errors
    /// The database does not answer.
    #[tracing::instrument(name = "db.job.acquire", skip_all, err(level = "debug"))]
    pub async fn acquire_build_job(&self, worker: ReplicaId) -> Result<Option<JobLease>, StoreError> {
        let row = sqlx::query!(
            r#"update provisioner_jobs j
                  set worker_id = $1, attempt = attempt + 1, started_at = coalesce(started_at, now()), updated_at = now()
                 from workspace_builds b
                where b.job_id = j.id
                  and j.id = (
                      select id from provisioner_jobs
                       where started_at is null and completed_at is null and canceled_at is null
                         and kind = 'workspace_build'
                         and not exists (
                             select from workspace_builds own
                               join replicas home on home.instance_id::text = own.state ->> 'instance_id'
                              where own.job_id = provisioner_jobs.id
                                and home.heartbeat_at >= now() - make_interval(secs => $2)
                                and home.instance_id is distinct from
                                    (select me.instance_id from replicas me where me.id = $1))
                       order by created_at, id
                         for update skip locked
                       limit 1)
               returning j.id as job_id, b.id as build_id, j.attempt"#,
            worker.uuid(),
            STALLED_AFTER.as_secs_f64(),
        )
        .fetch_optional(self.pool())
        .await
        .step("take a build job")?;
        Ok(row.map(|row| JobLease {
            job_id: row.job_id.into(),
            build_id: row.build_id.into(),
            worker_id: worker,
            attempt: row.attempt,
        }))
    }

    /// Shows that the holder is alive.
    ///
    /// # Errors
    /// The database does not answer.
    #[tracing::instrument(name = "db.job.heartbeat", skip_all, err(level = "debug"))]
    pub async fn heartbeat_job(&self, lease: &JobLease) -> Result<Heartbeat, StoreError> {
        let row = sqlx::query!(
            r#"update provisioner_jobs set updated_at = now()
                where id = $1 and worker_id = $2 and attempt = $3 and completed_at is null and started_at is not null
               returning canceled_at is not null as "cancel_requested!""#,
            lease.job_id.uuid(),
            lease.worker_id.uuid(),
            lease.attempt,
        )
        .fetch_optional(self.pool())
        .await
        .step("raise the heartbeat of a job")?;
        Ok(match row {
            None => Heartbeat::Lost,
            Some(row) if row.cancel_requested => Heartbeat::CancelRequested,
            Some(_) => Heartbeat::Held,
        })
    }

    /// Puts a held job back into the queue, for a server that stops. True when it was still held.
    ///
    /// # Errors
    /// The database does not answer.
    #[tracing::instrument(name = "db.job.hand_back", skip_all, err(level = "debug"))]
    pub async fn hand_back_job(&self, lease: &JobLease) -> Result<bool, StoreError> {
        let done = sqlx::query!(
            "update provisioner_jobs set worker_id = null, started_at = null, updated_at = now(), attempt = attempt - 1
              where id = $1 and worker_id = $2 and attempt = $3 and completed_at is null and canceled_at is null",
            lease.job_id.uuid(),
            lease.worker_id.uuid(),
            lease.attempt,
        )
        .execute(self.pool())
        .await
        .step("hand a job back")?;
        Ok(done.rows_affected() == 1)
    }

    /// Deals with running build jobs whose worker is gone: those of the replicas `dead` at once, those of others when
    /// their heartbeat is older than `silence`.
    ///
    /// A job of a dead replica is queued again, because drivers can start over; after three attempts it fails. A job
    /// whose replica lives but has fallen silent fails: two workers might otherwise build the same workspace at once.
    ///
    /// # Errors
    /// The database does not answer.
    #[tracing::instrument(name = "db.job.reap", skip_all, err(level = "debug"))]
    pub async fn reap_build_jobs(
        &self,
        dead: &[ReplicaId],
        silence: Duration,
    ) -> Result<Vec<Reaped>, StoreError> {
        let dead: Vec<Uuid> = dead.iter().map(|id| id.uuid()).collect();
        let mut transaction = self.begin("begin to reap jobs").await?;
        let rows = sqlx::query!(
            r#"select j.id, b.id as build_id, b.workspace_id, j.worker_id = any($1) as "is_dead!",
                      j.attempt, j.canceled_at is not null as "cancel_requested!"
                 from provisioner_jobs j join workspace_builds b on b.job_id = j.id
                where j.started_at is not null and j.completed_at is null
                  and (j.worker_id = any($1) or j.updated_at < now() - make_interval(secs => $2))
                order by j.updated_at, j.id
                limit $3
                  for update of j skip locked"#,
            &dead,
            silence.as_secs_f64(),
            REAP_LIMIT,
        )
        .fetch_all(&mut *transaction)
        .await
        .step("find jobs without a worker")?;
        let mut reaped = Vec::with_capacity(rows.len());
        for row in rows {
            let (job_id, build_id, workspace_id) =
                (row.id.into(), row.build_id.into(), row.workspace_id.into());
            let text = "The server that ran this build ended or fell silent.";
            let requeue = row.is_dead && !row.cancel_requested && row.attempt < ATTEMPTS_MAX;
            let line = if requeue { format!("{text} The build starts over.") } else { text.to_owned() };
            super::logs::insert_line(&mut transaction, job_id, super::JobLogLine::from_server("warn", &line))
                .await?;
            if requeue {
                sqlx::query!(
                    "update provisioner_jobs set worker_id = null, started_at = null, updated_at = now() where id = $1",
                    row.id,
                )
                .execute(&mut *transaction)
                .await
                .step("queue a job again")?;
                reaped.push(Reaped::Requeued { job_id, build_id, workspace_id });
                continue;
            }
            let error = (!row.cancel_requested).then(|| {
                format!("{text} Start the build again; if it keeps happening, look at the server's log.")
            });
            sqlx::query!(
                "update provisioner_jobs set error = $2, completed_at = now(), updated_at = now() where id = $1",
                row.id,
                error,
            )
            .execute(&mut *transaction)
            .await
            .step("end a job without a worker")?;
            reaped.push(Reaped::Ended { job_id, build_id, workspace_id });
        }
        transaction.commit().await.step("reap jobs")?;
        Ok(reaped)
    }
}
