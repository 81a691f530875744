//! The log of a build that runs: lines go to the database, and followers are told.

use async_trait::async_trait;
use ropewalk_provision::{LogLevel, LogSink};
use ropewalk_store::jobs::{JobLease, JobLogLine};
use ropewalk_telemetry::ErrorChain;

use crate::{Platform, channels};

/// Writes to the log of the job that a lease holds.
#[derive(Debug)]
pub(super) struct BuildLog {
    platform: Platform,
    lease: JobLease,
}

impl BuildLog {
    pub(super) const fn new(platform: Platform, lease: JobLease) -> Self {
        Self { platform, lease }
    }

    /// A line of the server itself.
    pub(super) async fn server_line(&self, level: LogLevel, text: &str) {
        self.write(JobLogLine::from_server(level.as_str(), text)).await;
    }

    async fn write(&self, line: JobLogLine) {
        match self.platform.store().append_job_logs(&self.lease, &[line]).await {
            Ok(true) => self.platform.announce(&[channels::build(self.lease.build_id)]).await,
            Ok(false) => {
                tracing::debug!(build.id = %self.lease.build_id, "A log line came after the job was lost")
            }
            Err(error) => {
                tracing::warn!(build.id = %self.lease.build_id, error = %ErrorChain(&error), "A log line of a build is lost");
            }
        }
    }
}

#[async_trait]
impl LogSink for BuildLog {
    async fn line(&self, level: LogLevel, stage: &str, output: &str) {
        self.write(JobLogLine {
            source: "provisioner",
            level: level.as_str(),
            stage: stage.to_owned(),
            output: output.to_owned(),
        })
        .await;
    }
}
