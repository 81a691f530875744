//! The process API of the agent (agent-and-provisioning.md 2.11).

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Names a process that the agent started. Opaque to callers.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(transparent)]
pub struct ProcessId(pub String);

impl fmt::Display for ProcessId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Body of `processes/start`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct StartProcessRequest {
    /// For `sh -c`.
    pub command: String,
    /// Where it runs. Absent or empty: the agent's directory. `~` is the home directory; relative paths start
    /// at the agent's directory.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub workdir: Option<String>,
    /// Added to the command environment; wins over it.
    #[serde(default)]
    pub env: BTreeMap<String, String>,
    /// Only tells clients that nobody waits for it.
    #[serde(default)]
    pub background: bool,
    /// Idempotency key: a second start with the same token (and the same chat) returns the same process with
    /// `started: false`; another command, directory or environment under that token is refused with 409.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_token: Option<String>,
}

/// Answer of `processes/start`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct StartProcessResponse {
    /// The process.
    pub id: ProcessId,
    /// False: this token had started it before.
    pub started: bool,
}

/// Answer of `processes/list`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ProcessListResponse {
    /// Running ones first, newest first, at most 10.
    pub processes: Vec<AgentProcess>,
}

/// One process.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AgentProcess {
    /// The process.
    pub id: ProcessId,
    /// Its command.
    pub command: String,
    /// Where it runs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub workdir: Option<String>,
    /// Whether it was started as a background process.
    pub background: bool,
    /// Whether it still runs.
    pub running: bool,
    /// Its exit code; 128 + n when signal n ended it, -1 when unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exit_code: Option<i32>,
    /// When it started, in seconds since 1970.
    pub started_at_unix: i64,
    /// When it ended, in seconds since 1970.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exited_at_unix: Option<i64>,
}

/// Query of `processes/{id}/output`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, IntoParams, ToSchema)]
#[into_params(parameter_in = Query)]
pub struct ProcessOutputQuery {
    /// Wait for the end, at most 5 minutes, then answer with what there is.
    #[serde(default)]
    pub wait: bool,
    /// Wait at most this long, in milliseconds; only with `wait`, and never more than 5 minutes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wait_ms: Option<u64>,
}

/// Answer of `processes/{id}/output`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ProcessOutputResponse {
    /// Standard output and standard error as they came; the first and the last 16 KiB with a note between.
    pub output: String,
    /// Present when something was left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub truncated: Option<OutputTruncation>,
    /// Whether it still runs.
    pub running: bool,
    /// Its exit code; 128 + n when signal n ended it, -1 when unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exit_code: Option<i32>,
}

/// How much output was left out. `retained_bytes + omitted_bytes = original_bytes`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OutputTruncation {
    /// What the process wrote.
    pub original_bytes: u64,
    /// What of it is shown; notes are not counted.
    pub retained_bytes: u64,
    /// What is not shown.
    pub omitted_bytes: u64,
    /// Which part was kept.
    pub strategy: TruncationStrategy,
}

/// Which part of an output is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TruncationStrategy {
    /// The beginning and the end.
    HeadTail,
}

/// Body of `processes/{id}/signal`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SignalProcessRequest {
    /// Goes to the whole process group.
    pub signal: ProcessSignal,
}

/// The signals that can be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ProcessSignal {
    /// SIGTERM: it may clean up.
    Terminate,
    /// SIGKILL: at once.
    Kill,
}
