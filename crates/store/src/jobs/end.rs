//! How a job ends without success. Success is in `builds/complete.rs`, with all that it brings.

use ropewalk_model::JobId;
use ropewalk_model::build::{JobStatus, JobTimes};

use super::JobLease;
use crate::{Step, Store, StoreError};

/// A request to cancel, with what the caller believes of the job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CancelRequest {
    /// The job.
    pub job_id: JobId,
    /// The status that the caller expects; `None` = any.
    pub expected: Option<JobStatus>,
    /// Whether a running job may be cancelled too.
    pub may_cancel_running: bool,
}

/// What a request to cancel did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CancelOutcome {
    /// Nobody had taken it: it is cancelled.
    Completed,
    /// Its worker was told, or had been already.
    Asked,
    /// It had ended.
    AlreadyDone(JobStatus),
    /// It has another status than expected.
    NotAsExpected(JobStatus),
    /// It runs, and running jobs may not be cancelled by this caller.
    NotAllowed,
    /// There is no such job.
    Missing,
}

impl Store {
    /// Cancels a job: at once when no worker has it, else by telling the worker.
    ///
    /// # Errors
    /// The database does not answer.
    #[tracing::instrument(name = "db.job.cancel", skip_all, err(level = "debug"))]
    pub async fn cancel_job(&self, request: &CancelRequest) -> Result<CancelOutcome, StoreError> {
        let step = "cancel a job";
        let mut transaction = self.begin(step).await?;
        let row = sqlx::query!(
            r#"select started_at, canceled_at, completed_at, error is not null as "has_error!"
                 from provisioner_jobs where id = $1 for update"#,
            request.job_id.uuid(),
        )
        .fetch_optional(&mut *transaction)
        .await
        .step(step)?;
        let Some(row) = row else { return Ok(CancelOutcome::Missing) };
        let status = JobStatus::of(&JobTimes {
            started_at: row.started_at,
            canceled_at: row.canceled_at,
            completed_at: row.completed_at,
            has_error: row.has_error,
        });
        if status.is_terminal() {
            return Ok(CancelOutcome::AlreadyDone(status));
        }
        if request.expected.is_some_and(|expected| expected != status) {
            return Ok(CancelOutcome::NotAsExpected(status));
        }
        let is_pending = status == JobStatus::Pending;
        if !is_pending && !request.may_cancel_running {
            return Ok(CancelOutcome::NotAllowed);
        }
        sqlx::query!(
            "update provisioner_jobs
                set canceled_at = coalesce(canceled_at, now()), updated_at = case when $2 then now() else updated_at end,
                    completed_at = case when $2 then now() end
              where id = $1",
            request.job_id.uuid(),
            is_pending,
        )
        .execute(&mut *transaction)
        .await
        .step(step)?;
        transaction.commit().await.step(step)?;
        Ok(if is_pending { CancelOutcome::Completed } else { CancelOutcome::Asked })
    }

    /// Ends a held job with an error. False when it is not held any more.
    ///
    /// # Errors
    /// The database does not answer.
    #[tracing::instrument(name = "db.job.fail", skip_all, err(level = "debug"))]
    pub async fn fail_job(
        &self,
        lease: &JobLease,
        error: &str,
        error_code: Option<&str>,
    ) -> Result<bool, StoreError> {
        let done = sqlx::query!(
            "update provisioner_jobs set error = $4, error_code = $5, completed_at = now(), updated_at = now()
              where id = $1 and worker_id = $2 and attempt = $3 and completed_at is null and started_at is not null",
            lease.job_id.uuid(),
            lease.worker_id.uuid(),
            lease.attempt,
            error,
            error_code,
        )
        .execute(self.pool())
        .await
        .step("end a job with an error")?;
        Ok(done.rows_affected() == 1)
    }

    /// Ends a held job as cancelled. False when it is not held any more.
    ///
    /// # Errors
    /// The database does not answer.
    #[tracing::instrument(name = "db.job.finish_cancel", skip_all, err(level = "debug"))]
    pub async fn finish_canceled_job(&self, lease: &JobLease) -> Result<bool, StoreError> {
        let done = sqlx::query!(
            "update provisioner_jobs
                set canceled_at = coalesce(canceled_at, now()), completed_at = now(), updated_at = now()
              where id = $1 and worker_id = $2 and attempt = $3 and completed_at is null and started_at is not null",
            lease.job_id.uuid(),
            lease.worker_id.uuid(),
            lease.attempt,
        )
        .execute(self.pool())
        .await
        .step("end a cancelled job")?;
        Ok(done.rows_affected() == 1)
    }
}
