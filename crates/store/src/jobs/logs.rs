//! The log of a job.

use ropewalk_model::{JobId, Timestamp};
use sqlx::PgConnection;

use super::JobLease;
use crate::{Step, Store, StoreError};

/// How much output one job may log, in bytes (platform.md 2.8). What comes later is dropped and
/// `logs_overflowed` is set.
pub const LOG_LIMIT_BYTES: i64 = 1_048_576;

/// Most lines in one read.
pub const LOG_PAGE_LIMIT: i64 = 10_000;

/// A line to add.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobLogLine {
    /// `provisioner_daemon` (the server) or `provisioner` (the driver).
    pub source: &'static str,
    /// `trace`, `debug`, `info`, `warn` or `error`.
    pub level: &'static str,
    /// Groups lines.
    pub stage: String,
    /// The text.
    pub output: String,
}

impl JobLogLine {
    /// A line of the server about the job.
    #[must_use]
    pub fn from_server(level: &'static str, output: &str) -> Self {
        Self { source: "provisioner_daemon", level, stage: "Server".to_owned(), output: output.to_owned() }
    }
}

/// A stored line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobLogRecord {
    /// Ascends within the job.
    pub id: i64,
    /// When it was stored.
    pub created_at: Timestamp,
    /// `provisioner_daemon` or `provisioner`.
    pub source: String,
    /// `trace`, `debug`, `info`, `warn` or `error`.
    pub level: String,
    /// Groups lines.
    pub stage: String,
    /// The text.
    pub output: String,
}

/// Which lines of a job or an agent to read, both ends left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LogRange {
    /// Only lines with a higher id.
    pub after: Option<i64>,
    /// Only lines with a lower id.
    pub before: Option<i64>,
}

impl Store {
    /// Adds lines to the log of a held job. False when the job is not held any more; the lines are dropped then.
    ///
    /// # Errors
    /// The database does not answer.
    #[tracing::instrument(name = "db.job.append_logs", skip_all, err(level = "debug"))]
    pub async fn append_job_logs(&self, lease: &JobLease, lines: &[JobLogLine]) -> Result<bool, StoreError> {
        let step = "add to the log of a job";
        let mut transaction = self.begin(step).await?;
        // The row lock makes ids ascend in the order of commits.
        let held = sqlx::query!(
            "select from provisioner_jobs
              where id = $1 and worker_id = $2 and attempt = $3 and completed_at is null and started_at is not null
                for update",
            lease.job_id.uuid(),
            lease.worker_id.uuid(),
            lease.attempt,
        )
        .fetch_optional(&mut *transaction)
        .await
        .step(step)?;
        if held.is_none() {
            return Ok(false);
        }
        for line in lines {
            insert_line(&mut transaction, lease.job_id, line.clone()).await?;
        }
        transaction.commit().await.step(step)?;
        Ok(true)
    }

    /// Reads lines, ascending, at most [`LOG_PAGE_LIMIT`].
    ///
    /// # Errors
    /// The database does not answer.
    #[tracing::instrument(name = "db.job.logs", skip_all, err(level = "debug"))]
    pub async fn job_logs(&self, job: JobId, range: LogRange) -> Result<Vec<JobLogRecord>, StoreError> {
        sqlx::query_as!(
            JobLogRecord,
            "select id, created_at, source, level, stage, output from provisioner_job_logs
              where job_id = $1 and ($2::bigint is null or id > $2) and ($3::bigint is null or id < $3)
              order by id limit $4",
            job.uuid(),
            range.after,
            range.before,
            LOG_PAGE_LIMIT,
        )
        .fetch_all(self.pool())
        .await
        .step("read the log of a job")
    }
}

/// Adds one line while the caller holds the job's row lock. Over the limit, the line is dropped and the job says so.
pub(super) async fn insert_line(
    connection: &mut PgConnection,
    job: JobId,
    line: JobLogLine,
) -> Result<(), StoreError> {
    // NUL is the one character that text in PostgreSQL cannot hold.
    let output = line.output.replace('\0', "\u{fffd}");
    let size_bytes = i64::try_from(output.len()).unwrap_or(i64::MAX);
    sqlx::query!(
        "with room as (
             update provisioner_jobs
                set logs_length = case when logs_length + $2 <= $3 then logs_length + $2 else logs_length end,
                    logs_overflowed = logs_overflowed or logs_length + $2 > $3
              where id = $1
             returning logs_overflowed)
         insert into provisioner_job_logs (job_id, created_at, source, level, stage, output)
         select $1, now(), $4, $5, $6, $7 from room where not room.logs_overflowed",
        job.uuid(),
        size_bytes,
        LOG_LIMIT_BYTES,
        line.source,
        line.level,
        line.stage,
        output,
    )
    .execute(connection)
    .await
    .map(drop)
    .step("add a line to the log of a job")
}
