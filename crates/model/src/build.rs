//! Builds and their jobs: the transition asked for, and the statuses derived from the job row.
//! Facts: platform.md 3.2. Statuses are never stored.

use crate::Timestamp;

/// What a build does to its workspace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Transition {
    /// Brings the workspace up.
    Start,
    /// Takes its compute down; its files stay.
    Stop,
    /// Removes it with its files.
    Delete,
}

impl Transition {
    /// The wire and SQL name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Stop => "stop",
            Self::Delete => "delete",
        }
    }

    /// Reads the wire and SQL name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Start, Self::Stop, Self::Delete].into_iter().find(|it| it.as_str() == text)
    }
}

/// The columns of a job row that its status comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct JobTimes {
    /// When a worker took it.
    pub started_at: Option<Timestamp>,
    /// When somebody asked to cancel it.
    pub canceled_at: Option<Timestamp>,
    /// When it ended, however it ended.
    pub completed_at: Option<Timestamp>,
    /// Whether it ended with an error.
    pub has_error: bool,
}

/// A job's status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum JobStatus {
    /// Waits for a worker.
    Pending,
    /// A worker is on it.
    Running,
    /// Ended well.
    Succeeded,
    /// Asked to cancel; the worker has not ended it yet.
    Canceling,
    /// Cancelled.
    Canceled,
    /// Ended with an error.
    Failed,
}

impl JobStatus {
    /// The status of a job row. An error wins over a cancellation (platform.md 3.2).
    #[must_use]
    pub const fn of(times: &JobTimes) -> Self {
        match (times.completed_at, times.has_error, times.canceled_at, times.started_at) {
            (Some(_), true, _, _) => Self::Failed,
            (Some(_), false, Some(_), _) => Self::Canceled,
            (Some(_), false, None, _) => Self::Succeeded,
            (None, _, Some(_), _) => Self::Canceling,
            (None, _, None, None) => Self::Pending,
            (None, _, None, Some(_)) => Self::Running,
        }
    }

    /// The wire name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Running => "running",
            Self::Succeeded => "succeeded",
            Self::Canceling => "canceling",
            Self::Canceled => "canceled",
            Self::Failed => "failed",
        }
    }

    /// Whether nothing more will happen to the job.
    #[must_use]
    pub const fn is_terminal(self) -> bool {
        matches!(self, Self::Succeeded | Self::Canceled | Self::Failed)
    }
}

/// The status of a build, shown as the workspace's status: its transition seen through its job.
#[must_use]
pub const fn workspace_status(transition: Transition, job: JobStatus) -> &'static str {
    match (job, transition) {
        (JobStatus::Pending, _) => "pending",
        (JobStatus::Running, Transition::Start) => "starting",
        (JobStatus::Running, Transition::Stop) => "stopping",
        (JobStatus::Running, Transition::Delete) => "deleting",
        (JobStatus::Succeeded, Transition::Start) => "running",
        (JobStatus::Succeeded, Transition::Stop) => "stopped",
        (JobStatus::Succeeded, Transition::Delete) => "deleted",
        (JobStatus::Canceling, _) => "canceling",
        (JobStatus::Canceled, _) => "canceled",
        (JobStatus::Failed, _) => "failed",
    }
}
