//! The log of an agent: read at once, or followed (platform.md 2.8).

use std::time::Duration;

use ropewalk_authz::{Action, Subject};
use ropewalk_model::AgentId;
use ropewalk_store::jobs::LogRange;
use ropewalk_store::{Event, Subscription};
use ropewalk_wire::agents::WorkspaceAgentLog;

use super::views;
use crate::{Platform, UseCaseError, channels};

/// How often a follower looks by itself: a notification may be lost, and that a build was superseded is announced to
/// its workspace only.
const LOOK_INTERVAL: Duration = Duration::from_secs(2);

/// A follower of an agent's log.
#[derive(Debug)]
pub struct AgentLogFollow {
    platform: Platform,
    agent_id: AgentId,
    last_id: Option<i64>,
    before: Option<i64>,
    changes: Subscription,
}

impl Platform {
    /// The lines of an agent's log within `range`, ascending.
    ///
    /// # Errors
    /// Not found, also when the subject may not see its workspace.
    pub async fn agent_logs(
        &self,
        subject: &Subject,
        id: AgentId,
        range: LogRange,
    ) -> Result<Vec<WorkspaceAgentLog>, UseCaseError> {
        self.agent_place_for(subject, id, Action::Read).await?;
        let lines = self.store().agent_logs(id, range).await?;
        Ok(lines.into_iter().map(views::log_line).collect())
    }

    /// Follows an agent's log until the agent is no longer one of its workspace.
    ///
    /// # Errors
    /// Not found, also when the subject may not see its workspace.
    pub async fn follow_agent_logs(
        &self,
        subject: &Subject,
        id: AgentId,
        range: LogRange,
    ) -> Result<AgentLogFollow, UseCaseError> {
        self.agent_place_for(subject, id, Action::Read).await?;
        // Before the first read, so that no line falls in between.
        let changes = self.subscribe(&channels::agent_logs(id)).await?;
        Ok(AgentLogFollow {
            platform: self.clone(),
            agent_id: id,
            last_id: range.after,
            before: range.before,
            changes,
        })
    }

    /// Listens on a channel, for a follower.
    pub(crate) async fn subscribe(&self, channel: &str) -> Result<Subscription, UseCaseError> {
        self.store().pubsub().subscribe(channel).await.map_err(|error| UseCaseError::Unavailable {
            step: "listen for changes".to_owned(),
            source: Box::new(error),
        })
    }
}

impl AgentLogFollow {
    /// The next lines, never empty; `None` when there will be no more.
    ///
    /// # Errors
    /// The database does not answer, or the server stops.
    pub async fn next(&mut self) -> Result<Option<Vec<WorkspaceAgentLog>>, UseCaseError> {
        loop {
            // Looked up before the lines are read: what was logged before the end is then in what is read.
            let place = self.platform.store().agent_place(self.agent_id).await?;
            let is_over = !place.is_some_and(|place| place.is_current);
            let range = LogRange { after: self.last_id, before: self.before };
            let lines = self.platform.store().agent_logs(self.agent_id, range).await?;
            if let Some(last) = lines.last() {
                self.last_id = Some(last.id);
                return Ok(Some(lines.into_iter().map(views::log_line).collect()));
            }
            if is_over {
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
