//! What an agent is told from outside, as one plain struct. Nothing else in this crate reads the process'
//! environment, clock or random generator.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use ropewalk_model::{Clock, Entropy};
use ropewalk_telemetry::Secret;
use ropewalk_tunnel::TunnelSettings;
use url::Url;

use crate::chat_context::ContextPlaces;

/// Everything that [`run_agent`](crate::run_agent) needs.
#[derive(Clone)]
pub struct AgentSettings {
    /// The server's address, `http` or `https`; may have a path.
    pub url: Url,
    /// The agent's token.
    pub token: Secret,
    /// Where script logs go.
    pub log_dir: PathBuf,
    /// Where scripts keep their data; `bin` in it stands first in the `PATH` of everything that is started.
    /// The journal of idempotent calls is kept in it too.
    pub script_data_dir: PathBuf,
    /// The environment of this process, the base of every command's environment.
    pub environment: BTreeMap<OsString, OsString>,
    /// Home directory of the user that the agent runs as.
    pub home: PathBuf,
    /// The `sh` that runs commands.
    pub sh: PathBuf,
    /// The user's shell, which runs scripts.
    pub user_shell: PathBuf,
    /// The agent's own program, whose directory stands last in the `PATH` of everything that is started.
    pub program: Option<PathBuf>,
    /// Where instruction files and skills for chats are looked for.
    pub context: ContextPlaces,
    /// Numbers of the tunnel.
    pub tunnel: TunnelSettings,
    /// Waits and limits.
    pub limits: AgentLimits,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Randomness.
    pub entropy: Arc<dyn Entropy>,
}

/// Without the environment: people keep keys in it.
impl fmt::Debug for AgentSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AgentSettings")
            .field("url", &self.url.as_str())
            .field("log_dir", &self.log_dir)
            .field("script_data_dir", &self.script_data_dir)
            .field("home", &self.home)
            .field("limits", &self.limits)
            .finish_non_exhaustive()
    }
}

/// Waits and limits of an agent. Tests use smaller ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgentLimits {
    /// The first wait before another try to connect.
    pub backoff_min: Duration,
    /// The longest wait before another try to connect.
    pub backoff_max: Duration,
    /// The longest pause in the first time after a connection was lost: a restart of the server is over soon.
    pub soon_wait: Duration,
    /// How long that first time is.
    pub soon_for: Duration,
    /// For how long a new agent counts a refused token as "not known yet" and tries again with the usual back-off.
    pub refused_grace: Duration,
    /// The wait after the server has refused the token of an agent that is not new any more.
    pub refused_wait: Duration,
    /// How long one call to the server may take.
    pub report_limit: Duration,
    /// How long log lines are collected before they are sent.
    pub log_interval: Duration,
    /// How long a stop waits for reports and logs to be taken.
    pub drain_limit: Duration,
    /// How long a process may clean up after SIGTERM before it gets SIGKILL.
    pub process_grace: Duration,
    /// How long a script may go on after its interrupt, or keep its output open after its end.
    pub script_grace: Duration,
    /// After how long an ended process is forgotten; with a client token its result is kept in the journal.
    pub forget_after: Duration,
}

impl Default for AgentLimits {
    fn default() -> Self {
        Self {
            backoff_min: Duration::from_millis(100),
            backoff_max: Duration::from_secs(10),
            soon_wait: Duration::from_secs(1),
            soon_for: Duration::from_secs(30),
            refused_grace: Duration::from_secs(60),
            refused_wait: Duration::from_secs(30),
            report_limit: Duration::from_secs(30),
            log_interval: Duration::from_millis(250),
            drain_limit: Duration::from_secs(5),
            process_grace: Duration::from_secs(3),
            script_grace: Duration::from_secs(10),
            forget_after: Duration::from_secs(5 * 60),
        }
    }
}
