//! Waits for the end of a build.

use std::time::Duration;

use ropewalk_authz::Subject;
use ropewalk_model::BuildId;
use ropewalk_model::build::JobStatus;
use ropewalk_store::Event;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::{Platform, UseCaseError, channels};

/// How often the build is looked at while nothing is announced.
const LOOK_INTERVAL: Duration = Duration::from_secs(1);

/// How a build ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FinishedBuild {
    /// Succeeded, cancelled or failed.
    pub status: JobStatus,
    /// Why it failed.
    pub error: Option<String>,
    /// The kind of failure, where there is a code for it.
    pub error_code: Option<String>,
}

/// Why the end was not seen.
#[derive(Debug, thiserror::Error)]
pub enum WaitForBuildError {
    /// It goes on.
    #[error("the build had not ended after {} s", .limit.as_secs())]
    TimedOut {
        /// How long was waited.
        limit: Duration,
    },
    /// The caller gave up.
    #[error("the wait for the build was cancelled")]
    Canceled,
    /// The build cannot be looked up, or the subject may not.
    #[error(transparent)]
    UseCase(#[from] UseCaseError),
}

impl Platform {
    /// Waits until a build has ended, however it ends.
    ///
    /// # Errors
    /// See [`WaitForBuildError`].
    pub async fn wait_for_build(
        &self,
        subject: &Subject,
        id: BuildId,
        deadline: Duration,
        cancel: &CancellationToken,
    ) -> Result<FinishedBuild, WaitForBuildError> {
        let until = Instant::now() + deadline;
        self.find_build(subject, id).await?;
        let mut changes = self.subscribe(&channels::build(id)).await?;
        loop {
            let build = self.find_build(subject, id).await?;
            let status = build.job.status();
            if status.is_terminal() {
                return Ok(FinishedBuild {
                    status,
                    error: build.job.error,
                    error_code: build.job.error_code,
                });
            }
            if Instant::now() >= until {
                return Err(WaitForBuildError::TimedOut { limit: deadline });
            }
            let look = (Instant::now() + LOOK_INTERVAL).min(until);
            tokio::select! {
                event = changes.recv() => {
                    if event == Event::Closed {
                        return Err(WaitForBuildError::Canceled);
                    }
                }
                () = tokio::time::sleep_until(look) => {}
                () = cancel.cancelled() => return Err(WaitForBuildError::Canceled),
            }
        }
    }
}
