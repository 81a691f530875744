//! Stop: ends the process tree and keeps the files.

use super::{LocalDriver, driver::info, environment::marker, layout::Layout, state::LocalState};
use crate::{
    BuildContext, BuildOutcome, DriverError, LogLevel,
    process::{GRACE, ProcessId, TreeQuery, end_tree},
    sandbox::Cgroup,
};

impl LocalDriver {
    pub(super) async fn stop_workspace(
        &self,
        context: &BuildContext<'_>,
    ) -> Result<BuildOutcome, DriverError> {
        if context.cancel.is_cancelled() {
            return Err(DriverError::Canceled);
        }
        let state = self.state(context)?;
        self.end_processes(context, state.as_ref()).await?;
        let Some(state) = state else { return Ok(BuildOutcome::default()) };
        let resources = vec![super::start::resource(&state, &[])];
        let state = LocalState { processes: None, ..state };
        Ok(BuildOutcome { state: Some(state.to_json()?), resources })
    }

    /// Ends whatever runs of the workspace, recorded or not. Not interrupted by a cancel: half a stop helps nobody.
    pub(super) async fn end_processes(
        &self,
        context: &BuildContext<'_>,
        state: Option<&LocalState>,
    ) -> Result<(), DriverError> {
        let layout = self.layout(context);
        let tree = state.and_then(LocalState::tree);
        let query = TreeQuery {
            // The record covers a server that died between the launch and the end of its build.
            leader: tree
                .map(|tree| tree.leader)
                .filter(|leader| leader.is_alive())
                .or_else(|| recorded_leader(&layout)),
            agent: tree.map(|tree| tree.agent),
            marker: marker(context.workspace_id),
        };
        if query.leader.is_some() {
            let text = format!("Stopping the agent; it gets {} s to end by itself", GRACE.as_secs());
            info(context, "Stop", &text).await;
        }
        let killed = end_tree(query, GRACE).await?;
        if killed > 0 {
            let text = format!("{killed} processes did not end by themselves and were killed");
            context.log.line(LogLevel::Warn, "Stop", &text).await;
        }
        if let Some(cgroup) = tree.and_then(|tree| tree.cgroup.clone()).map(Cgroup::at) {
            end_cgroup(&cgroup)?;
        }
        Ok(())
    }
}

/// Kills what may still be in the cgroup and removes it.
pub(super) fn end_cgroup(cgroup: &Cgroup) -> Result<(), DriverError> {
    cgroup.kill().and_then(|()| cgroup.remove()).map_err(|source| DriverError::Files {
        action: "end the cgroup",
        path: cgroup.directory().to_owned(),
        source,
    })
}

/// The process that the last launcher recorded, while it runs.
fn recorded_leader(layout: &Layout) -> Option<ProcessId> {
    let text = std::fs::read(layout.record()).ok()?;
    serde_json::from_slice::<ProcessId>(&text).ok().filter(|leader| leader.is_alive())
}
