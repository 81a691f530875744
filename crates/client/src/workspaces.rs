//! Workspaces, templates and builds (platform.md 2.5-2.8).

use ropewalk_model::{BuildId, WorkspaceId};
use ropewalk_wire::builds::{CreateWorkspaceBuildRequest, WorkspaceBuild};
use ropewalk_wire::jobs::ProvisionerJobLog;
use ropewalk_wire::templates::Template;
use ropewalk_wire::workspaces::{CreateWorkspaceRequest, Workspace, WorkspacesResponse};

use crate::socket::Socket;
use crate::{Client, ClientError};

/// The live log of one build.
pub struct BuildLog(Socket);

impl BuildLog {
    /// The next line; `None` when the build has ended and all is sent.
    ///
    /// # Errors
    /// The connection broke.
    pub async fn next(&mut self) -> Result<Option<ProvisionerJobLog>, ClientError> {
        self.0.next().await
    }
}

impl Client {
    /// The workspaces that match a search such as `owner:me`.
    ///
    /// # Errors
    /// As every request.
    pub async fn workspaces(&self, search: &str) -> Result<WorkspacesResponse, ClientError> {
        let query: String = url::form_urlencoded::byte_serialize(search.as_bytes()).collect();
        self.get(&format!("api/v2/workspaces?q={query}&limit=200")).await
    }

    /// One of our workspaces, by name.
    ///
    /// # Errors
    /// As every request; 404 when there is none.
    pub async fn workspace_by_name(&self, name: &str) -> Result<Workspace, ClientError> {
        let name: String = url::form_urlencoded::byte_serialize(name.as_bytes()).collect();
        self.get(&format!("api/v2/users/me/workspace/{name}")).await
    }

    /// The templates that we may use.
    ///
    /// # Errors
    /// As every request.
    pub async fn templates(&self) -> Result<Vec<Template>, ClientError> {
        self.get("api/v2/templates").await
    }

    /// A new workspace of ours.
    ///
    /// # Errors
    /// As every request; 409 when the name is taken.
    pub async fn create_workspace(&self, request: &CreateWorkspaceRequest) -> Result<Workspace, ClientError> {
        self.post("api/v2/users/me/workspaces", request).await
    }

    /// Starts, stops or deletes a workspace.
    ///
    /// # Errors
    /// As every request; 409 while another build runs.
    pub async fn create_build(
        &self,
        workspace: WorkspaceId,
        request: &CreateWorkspaceBuildRequest,
    ) -> Result<WorkspaceBuild, ClientError> {
        self.post(&format!("api/v2/workspaces/{workspace}/builds"), request).await
    }

    /// One build.
    ///
    /// # Errors
    /// As every request.
    pub async fn build(&self, build: BuildId) -> Result<WorkspaceBuild, ClientError> {
        self.get(&format!("api/v2/workspacebuilds/{build}")).await
    }

    /// Follows the log of a build to its end.
    ///
    /// # Errors
    /// The connection cannot be had.
    pub async fn follow_build_log(&self, build: BuildId) -> Result<BuildLog, ClientError> {
        self.socket(&format!("api/v2/workspacebuilds/{build}/logs?follow=true")).await.map(BuildLog)
    }
}
