//! The way from a chat to the agent of its workspace (chat-engine.md 4.2).
//!
//! The connections themselves are kept by the platform, one per agent, and given out again while they live; here
//! it is decided which agent a chat talks to, anew for each request: always one of the workspace's latest build,
//! so that a workspace that was started anew is found, and the owner's rights are checked each time.

use std::time::Duration;

use async_trait::async_trait;
use ropewalk_model::agent::ConnectionStatus;
use ropewalk_model::chat::Chat;
use ropewalk_model::{AgentId, WorkspaceId};
use ropewalk_platform::UseCaseError;
use ropewalk_platform::agents::{ConnectError, LatestAgent};
use ropewalk_store::Store;
use ropewalk_store::chats::WorkspaceBinding;
use ropewalk_telemetry::ErrorChain;
use ropewalk_tunnel::{AgentConn, CallContext};
use ropewalk_wire::builds::WorkspaceStatus;

use super::ToolCallContext;
use super::failure::ConnectFailure;
use super::session::{AgentLink, AgentSession};
use crate::engine::WaitReason;

/// How long a dial may take.
const DIAL_LIMIT: Duration = Duration::from_secs(30);

/// The link of one tool call to its chat's agent.
pub(super) struct ChatLink<'a> {
    call: &'a ToolCallContext,
}

impl<'a> ChatLink<'a> {
    /// The link of `call`.
    pub(super) const fn new(call: &'a ToolCallContext) -> Self {
        Self { call }
    }

    /// A talk over this link.
    pub(super) fn session(&self) -> AgentSession<'_> {
        let chat = &self.call.chat;
        let context = CallContext::of_child(chat.id, chat.parent_chat_id);
        AgentSession::new(self, context, self.call.idempotency_key)
    }

    async fn dial(&self, workspace_id: WorkspaceId) -> Result<AgentConn, DialError> {
        let ToolCallContext { deps, owner, .. } = self.call;
        let agents = deps.platform.latest_agents(owner, workspace_id).await.map_err(not_visible)?;
        let Some(agent) = choose_agent(&agents, self.call.chat.agent_id) else {
            return Err(self.without_agent(workspace_id).await.into());
        };
        let conn = deps.platform.connect_agent(owner, agent.id, DIAL_LIMIT).await;
        let conn = conn.map_err(|error| connect_failure(error, agent.status))?;
        bind_agent(&deps.store, &self.call.chat, workspace_id, agent.id).await;
        Ok(conn)
    }

    /// Why the latest build has no agent.
    async fn without_agent(&self, workspace_id: WorkspaceId) -> ConnectFailure {
        let ToolCallContext { deps, owner, .. } = self.call;
        match deps.platform.get_workspace(owner, workspace_id, true).await {
            Ok(workspace) if workspace.latest_build.status == WorkspaceStatus::Deleted => {
                ConnectFailure::Deleted
            }
            Ok(workspace) => {
                ConnectFailure::NoAgent { status: workspace.latest_build.status.as_str().to_owned() }
            }
            Err(error) => not_visible(error),
        }
    }
}

#[async_trait]
impl AgentLink for ChatLink<'_> {
    async fn connect(&self) -> Result<AgentConn, ConnectFailure> {
        let workspace_id = self.call.chat.workspace_id.ok_or(ConnectFailure::NoWorkspace)?;
        let _note = self.call.waits.note(WaitReason::Agent, self.call.deps.clock.now(), DIAL_LIMIT);
        match self.dial(workspace_id).await {
            // a new build came between the look and the dial: its agents are looked up once more
            Err(DialError::Superseded) => match self.dial(workspace_id).await {
                Err(DialError::Superseded) => Err(self.without_agent(workspace_id).await),
                Err(DialError::Final(failure)) => Err(failure),
                Ok(conn) => Ok(conn),
            },
            Err(DialError::Final(failure)) => Err(failure),
            Ok(conn) => Ok(conn),
        }
    }
}

enum DialError {
    /// The agent belongs to an older build.
    Superseded,
    /// Dialling again at once would not help.
    Final(ConnectFailure),
}

impl From<ConnectFailure> for DialError {
    fn from(failure: ConnectFailure) -> Self {
        Self::Final(failure)
    }
}

/// The agent that the chat is bound to, if the latest build has it; else a connected one, else the first by name.
pub(crate) fn choose_agent(agents: &[LatestAgent], bound: Option<AgentId>) -> Option<&LatestAgent> {
    agents
        .iter()
        .find(|agent| Some(agent.id) == bound)
        .or_else(|| agents.iter().find(|agent| agent.status == ConnectionStatus::Connected))
        .or_else(|| agents.first())
}

/// Stores which agent the chat talks to. Failing to store it keeps nobody from working.
pub(crate) async fn bind_agent(store: &Store, chat: &Chat, workspace_id: WorkspaceId, agent_id: AgentId) {
    if chat.agent_id == Some(agent_id) {
        return;
    }
    let bound = async {
        // the present row: somebody may have bound another workspace meanwhile
        match store.chat(chat.id).await? {
            Some(chat) if chat.workspace_id == Some(workspace_id) && chat.agent_id != Some(agent_id) => {
                let binding = WorkspaceBinding {
                    workspace_id: chat.workspace_id,
                    build_id: chat.build_id,
                    agent_id: Some(agent_id),
                };
                store.bind_chat_workspace(chat.id, binding).await.map(drop)
            }
            Some(_) | None => Ok(()),
        }
    };
    if let Err(error) = bound.await {
        tracing::warn!(chat.id = %chat.id, "The agent of a chat could not be stored: {}", ErrorChain(&error));
    }
}

fn connect_failure(error: ConnectError, status_before: ConnectionStatus) -> DialError {
    let failure = match error {
        ConnectError::Superseded => return DialError::Superseded,
        ConnectError::NotConnected { status: ConnectionStatus::Timeout } => ConnectFailure::NeverConnected,
        ConnectError::NotConnected { status: ConnectionStatus::Disconnected } => ConnectFailure::Disconnected,
        ConnectError::NotConnected { status: ConnectionStatus::Connecting } => {
            ConnectFailure::StillConnecting
        }
        ConnectError::NotConnected { status: ConnectionStatus::Connected } => ConnectFailure::DialTimeout,
        ConnectError::TimedOut { .. } => match status_before {
            ConnectionStatus::Connecting => ConnectFailure::StillConnecting,
            ConnectionStatus::Connected | ConnectionStatus::Disconnected | ConnectionStatus::Timeout => {
                ConnectFailure::DialTimeout
            }
        },
        ConnectError::OtherReplica { .. } => ConnectFailure::Server { reason: error.to_string() },
        ConnectError::UseCase(error) => not_visible(error),
    };
    DialError::Final(failure)
}

/// What a failed look-up of the workspace means to the model.
fn not_visible(error: UseCaseError) -> ConnectFailure {
    match error {
        UseCaseError::NotFound { .. } | UseCaseError::Gone { .. } => ConnectFailure::Deleted,
        UseCaseError::Forbidden { .. } | UseCaseError::Unauthenticated { .. } => ConnectFailure::NotAllowed,
        UseCaseError::Invalid { .. }
        | UseCaseError::Conflict { .. }
        | UseCaseError::NotReady { .. }
        | UseCaseError::Precondition { .. }
        | UseCaseError::TooLarge { .. }
        | UseCaseError::TooMany { .. }
        | UseCaseError::UsageLimit { .. }
        | UseCaseError::Upstream { .. }
        | UseCaseError::TimedOut { .. }
        | UseCaseError::Unavailable { .. }
        | UseCaseError::Internal { .. } => {
            tracing::warn!("The workspace of a chat could not be looked up: {}", ErrorChain(&error));
            ConnectFailure::Server { reason: error.to_string() }
        }
    }
}

#[cfg(test)]
mod tests {
    use ropewalk_model::AgentId;
    use ropewalk_model::agent::{ConnectionStatus, Lifecycle};
    use ropewalk_platform::agents::{ConnectError, LatestAgent};
    use uuid::Uuid;

    use super::{ConnectFailure, DialError, choose_agent, connect_failure};

    fn agent(number: u128, status: ConnectionStatus) -> LatestAgent {
        LatestAgent {
            id: AgentId::from(Uuid::from_u128(number)),
            name: number.to_string(),
            status,
            lifecycle: Lifecycle::Ready,
            directory: String::new(),
            operating_system: "linux".to_owned(),
        }
    }

    #[test]
    fn the_bound_agent_wins_then_a_connected_one_then_the_first() {
        let agents = [agent(1, ConnectionStatus::Disconnected), agent(2, ConnectionStatus::Connected)];
        let chosen = |bound: Option<u128>| {
            choose_agent(&agents, bound.map(|number| Uuid::from_u128(number).into()))
                .map(|agent| agent.name.as_str())
        };
        assert_eq!(chosen(Some(1)), Some("1"));
        assert_eq!(chosen(Some(9)), Some("2"), "an agent of an older build is not remembered");
        assert_eq!(chosen(None), Some("2"));
        assert_eq!(choose_agent(&agents[..1], None).map(|agent| agent.name.as_str()), Some("1"));
        assert_eq!(choose_agent(&[], None), None);
    }

    #[test]
    fn each_way_to_fail_has_its_own_advice() {
        use ConnectionStatus::{Connected, Connecting, Disconnected, Timeout};
        let limit = super::DIAL_LIMIT;
        for (error, before, expected) in [
            (ConnectError::NotConnected { status: Timeout }, Timeout, ConnectFailure::NeverConnected),
            (ConnectError::NotConnected { status: Disconnected }, Disconnected, ConnectFailure::Disconnected),
            (ConnectError::TimedOut { limit }, Connecting, ConnectFailure::StillConnecting),
            (ConnectError::TimedOut { limit }, Connected, ConnectFailure::DialTimeout),
        ] {
            let DialError::Final(failure) = connect_failure(error, before) else { panic!("{expected:?}") };
            assert_eq!(failure, expected);
        }
        assert!(matches!(connect_failure(ConnectError::Superseded, Connected), DialError::Superseded));
    }
}
