//! Provisioning jobs: the queue, who holds a job, its log, and how it ends (platform.md 3.2, 3.4-3.6).
//!
//! What must stay true:
//! - a job is held by at most one worker: every write of a holder names replica **and** attempt ([`JobLease`]), and
//!   touches nothing when somebody else took the job since;
//! - after `completed_at` no column of a job changes, and its log gets no more lines;
//! - the ids of a job's log lines ascend in the order of their commits: whoever adds lines holds the job's row lock.

mod end;
mod logs;
mod queue;
mod record;

pub use end::{CancelOutcome, CancelRequest};
pub use logs::{JobLogLine, JobLogRecord, LOG_LIMIT_BYTES, LOG_PAGE_LIMIT, LogRange};
pub use queue::{Heartbeat, JobLease, Reaped};
pub(crate) use record::{JobColumns, NewJob};
pub use record::{JobKind, JobRecord};
