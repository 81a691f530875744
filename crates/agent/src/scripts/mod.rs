//! Start and stop scripts (agent-and-provisioning.md 2.4): all of a stage in parallel, output to a file and to
//! the server, timeouts, a report for each.

mod lines;
mod program;
mod run;

use std::sync::Arc;
use std::time::Duration;

use futures::future::join_all;
use ropewalk_model::Clock;
use ropewalk_wire::agent::{AgentScript, ScriptStage, ScriptStatus};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::processes::RunMarker;
use crate::report::{LogSink, OutboxSender};
use crate::settings::AgentSettings;
use crate::workspace::CommandEnvironment;

/// How a stage went as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StageOutcome {
    /// All scripts ended well.
    Ok,
    /// A script failed, and none ran into its timeout.
    Failed,
    /// A script ran into its timeout.
    TimedOut,
}

/// Runs scripts.
pub(crate) struct ScriptRunner {
    settings: AgentSettings,
    marker: RunMarker,
    logs: LogSink,
    outbox: OutboxSender,
    tasks: TaskTracker,
    /// Ends the readers of output that scripts left open.
    stop: CancellationToken,
}

impl ScriptRunner {
    pub(crate) const fn new(
        settings: AgentSettings,
        marker: RunMarker,
        logs: LogSink,
        outbox: OutboxSender,
        tasks: TaskTracker,
        stop: CancellationToken,
    ) -> Self {
        Self { settings, marker, logs, outbox, tasks, stop }
    }

    /// Runs all scripts of a stage in parallel. When `cancel` comes, the running ones are stopped as if their
    /// time were over, and count as failed.
    pub(crate) async fn run_stage(
        &self,
        stage: ScriptStage,
        scripts: &[AgentScript],
        environment: &CommandEnvironment,
        cancel: &CancellationToken,
    ) -> StageOutcome {
        let of_stage = |script: &&AgentScript| match stage {
            ScriptStage::Start => script.run_on_start,
            ScriptStage::Stop => script.run_on_stop,
            ScriptStage::Cron => false,
        };
        let runs =
            scripts.iter().filter(of_stage).map(|script| self.run_script(stage, script, environment, cancel));
        let statuses = join_all(runs).await;
        if statuses.contains(&ScriptStatus::TimedOut) {
            StageOutcome::TimedOut
        } else if statuses.contains(&ScriptStatus::ExitFailure) {
            StageOutcome::Failed
        } else {
            // A script that left its output open has done its work; its report and its log say so.
            StageOutcome::Ok
        }
    }

    fn clock(&self) -> &Arc<dyn Clock> {
        &self.settings.clock
    }

    const fn grace(&self) -> Duration {
        self.settings.limits.script_grace
    }
}
