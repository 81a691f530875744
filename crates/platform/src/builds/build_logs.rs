//! The log of a build: read at once, or followed to its end (platform.md 2.8).

use std::collections::VecDeque;
use std::time::Duration;

use ropewalk_authz::Subject;
use ropewalk_model::{BuildId, JobId};
use ropewalk_store::jobs::LogRange;
use ropewalk_store::{Event, Subscription};
use ropewalk_wire::jobs::ProvisionerJobLog;

use super::views;
use crate::{Platform, UseCaseError, channels};

/// How often a follower looks by itself, because a notification may be lost.
const LOOK_INTERVAL: Duration = Duration::from_secs(2);

/// A follower of a build's log.
#[derive(Debug)]
pub struct BuildLogFollow {
    platform: Platform,
    build_id: BuildId,
    job_id: JobId,
    last_id: Option<i64>,
    before: Option<i64>,
    waiting: VecDeque<ProvisionerJobLog>,
    changes: Subscription,
}

impl Platform {
    /// The lines of a build's log within `range`, ascending.
    ///
    /// # Errors
    /// Not found, also when the subject may not see its workspace.
    pub async fn build_logs(
        &self,
        subject: &Subject,
        id: BuildId,
        range: LogRange,
    ) -> Result<Vec<ProvisionerJobLog>, UseCaseError> {
        let build = self.find_build(subject, id).await?;
        let lines = self.store().job_logs(build.job.id, range).await?;
        Ok(lines.into_iter().map(views::log_line).collect())
    }

    /// Follows a build's log until its job has ended and all is read.
    ///
    /// # Errors
    /// Not found, also when the subject may not see its workspace.
    pub async fn follow_build_logs(
        &self,
        subject: &Subject,
        id: BuildId,
        range: LogRange,
    ) -> Result<BuildLogFollow, UseCaseError> {
        let build = self.find_build(subject, id).await?;
        // Before the first read, so that no line falls in between.
        let changes = self.subscribe(&channels::build(id)).await?;
        Ok(BuildLogFollow {
            platform: self.clone(),
            build_id: id,
            job_id: build.job.id,
            last_id: range.after,
            before: range.before,
            waiting: VecDeque::new(),
            changes,
        })
    }
}

impl BuildLogFollow {
    /// The next line; `None` when the log is complete. Each line comes once.
    ///
    /// # Errors
    /// The database does not answer, or the server stops.
    pub async fn next(&mut self) -> Result<Option<ProvisionerJobLog>, UseCaseError> {
        loop {
            if let Some(line) = self.waiting.pop_front() {
                return Ok(Some(line));
            }
            // Looked up before the lines are read: a job that has ended gets no more, so what is read is all.
            let build = self.platform.store().build(self.build_id).await?;
            let is_complete = build.is_none_or(|build| build.job.status().is_terminal());
            let range = LogRange { after: self.last_id, before: self.before };
            let lines = self.platform.store().job_logs(self.job_id, range).await?;
            if let Some(last) = lines.last() {
                self.last_id = Some(last.id);
                self.waiting.extend(lines.into_iter().map(views::log_line));
                continue;
            }
            if is_complete {
                return Ok(None);
            }
            tokio::select! {
                event = self.changes.recv() => {
                    if event == Event::Closed {
                        return Err(channels::stopping("follow the log any further"));
                    }
                }
                () = tokio::time::sleep(LOOK_INTERVAL) => {}
                () = self.platform.shutdown().cancelled() => {
                    return Err(channels::stopping("follow the log any further"));
                }
            }
        }
    }
}
