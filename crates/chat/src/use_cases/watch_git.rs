//! What changed in the repositories that a chat works in (chats-api.md 1.9; docs/adr/0029).

use std::collections::BTreeMap;
use std::time::Duration;

use ropewalk_authz::Subject;
use ropewalk_model::agent::ConnectionStatus;
use ropewalk_model::chat::Chat;
use ropewalk_model::{AgentId, ChatId, Timestamp, WorkspaceId};
use ropewalk_platform::UseCaseError;
use ropewalk_platform::agents::ConnectError;
use ropewalk_telemetry::ErrorChain;
use ropewalk_tunnel::CallContext;
use ropewalk_wire::agent::{GitChangesRequest, GitRepository};

use super::authorize::Right;
use crate::engine::Engine;
use crate::tools::choose_agent;

/// How long the way to the workspace may take.
const DIAL_LIMIT: Duration = Duration::from_secs(30);

/// Follows the repositories of one chat. What was told once is told again only when it changed.
#[derive(Debug)]
pub struct GitWatch {
    engine: Engine,
    subject: Subject,
    chat_id: ChatId,
    known: BTreeMap<String, String>,
}

/// What one look found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GitChanges {
    /// When.
    pub scanned_at: Timestamp,
    /// Repositories that are not as they were told before.
    pub repositories: Vec<GitRepository>,
    /// Top directories of repositories that were told of and are gone.
    pub removed: Vec<String>,
}

impl Engine {
    /// Begins to follow the repositories of a chat's workspace. The subject needs the right to reach into it.
    ///
    /// # Errors
    /// Not found; invalid when the chat has no workspace, or its agent is not connected; forbidden without the right.
    pub async fn watch_git(&self, subject: &Subject, id: ChatId) -> Result<GitWatch, UseCaseError> {
        let chat = self.authorized(subject, id, Right::Read).await?;
        let agent = self.agent_of(subject, &chat).await?;
        // Whoever may not reach it, or cannot, is told before anything is followed.
        let platform = &self.context.tool_deps.platform;
        platform.connect_agent(subject, agent, DIAL_LIMIT).await.map_err(not_connected)?;
        let (engine, subject) = (self.clone(), subject.clone());
        Ok(GitWatch { engine, subject, chat_id: id, known: BTreeMap::new() })
    }

    /// The connected agent that the chat works with.
    async fn agent_of(&self, subject: &Subject, chat: &Chat) -> Result<AgentId, UseCaseError> {
        let Some(workspace) = chat.workspace_id else {
            return Err(UseCaseError::invalid("The chat has no workspace."));
        };
        self.agent_in(subject, chat, workspace).await
    }

    async fn agent_in(
        &self,
        subject: &Subject,
        chat: &Chat,
        workspace: WorkspaceId,
    ) -> Result<AgentId, UseCaseError> {
        let agents = self.context.tool_deps.platform.latest_agents(subject, workspace).await?;
        let Some(agent) = choose_agent(&agents, chat.agent_id) else {
            return Err(UseCaseError::invalid("The chat's workspace has no agent: it is not running."));
        };
        match agent.status {
            ConnectionStatus::Connected => Ok(agent.id),
            ConnectionStatus::Connecting | ConnectionStatus::Disconnected | ConnectionStatus::Timeout => {
                Err(UseCaseError::invalid("The agent of the chat's workspace is not connected."))
            }
        }
    }
}

fn not_connected(error: ConnectError) -> UseCaseError {
    match error {
        ConnectError::UseCase(error) => error,
        ConnectError::NotConnected { .. } | ConnectError::Superseded => {
            UseCaseError::invalid("The agent of the chat's workspace is not connected.")
        }
        error @ (ConnectError::TimedOut { .. } | ConnectError::OtherReplica { .. }) => {
            UseCaseError::TimedOut {
                message: format!("The agent of the chat's workspace was not reached: {error}."),
            }
        }
    }
}

impl GitWatch {
    /// Looks once. The chat is looked up each time: it may have another workspace by now.
    ///
    /// # Errors
    /// What kept it from looking, as a sentence; the next time may go well.
    pub async fn scan(&mut self) -> Result<GitChanges, String> {
        let context = &self.engine.context;
        let told = |error: UseCaseError| error.to_string();
        let chat = self.engine.authorized(&self.subject, self.chat_id, Right::Read).await.map_err(told)?;
        let agent = self.engine.agent_of(&self.subject, &chat).await.map_err(told)?;
        let conn = context
            .tool_deps
            .platform
            .connect_agent(&self.subject, agent, DIAL_LIMIT)
            .await
            .map_err(|error| ErrorChain(&error).to_string())?;
        let call = CallContext::of_chat(chat.id);
        let request = GitChangesRequest { known: self.known.clone() };
        let answer =
            conn.git_changes(&call, &request).await.map_err(|error| ErrorChain(&error).to_string())?;
        let removed: Vec<String> =
            self.known.keys().filter(|root| !answer.roots.contains(root)).cloned().collect();
        for root in &removed {
            self.known.remove(root);
        }
        for found in &answer.repositories {
            self.known.insert(found.repo_root.clone(), found.digest.clone());
        }
        Ok(GitChanges { scanned_at: context.now(), repositories: answer.repositories, removed })
    }
}
