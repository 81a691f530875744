//! `POST /users/{user}/workspaces` and `POST /organizations/{organization}/members/{user}/workspaces`: make a workspace.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use ropewalk_platform::accounts::UserRef;
use ropewalk_platform::organizations::OrganizationRef;
use ropewalk_platform::workspaces::NewWorkspace;
use ropewalk_wire::workspaces::{CreateWorkspaceRequest, Workspace};

use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{JsonBody, PathParam, PathParams2, SignedIn};

#[utoipa::path(
    post,
    path = "/users/{user}/workspaces",
    operation_id = "create_user_workspace",
    tag = "Workspaces",
    summary = "Make a workspace",
    params(("user" = String, Path, description = "The owner: id, user name, or `me`.")),
    request_body = CreateWorkspaceRequest,
    responses(
        (status = 201, description = "The workspace; its first build is queued.", body = Workspace),
        (status = 403, description = "The caller may not do this.", body = ropewalk_wire::Response),
        (status = 404, description = "There is no such person or template, or the caller may not see it.", body = ropewalk_wire::Response),
        (status = 406, description = "The template version is still being imported.", body = ropewalk_wire::Response),
        (status = 409, description = "The owner has a workspace of that name.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn create_user_workspace(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    PathParam(owner): PathParam<UserRef>,
    JsonBody(request): JsonBody<CreateWorkspaceRequest>,
) -> ApiResult<(StatusCode, Json<Workspace>)> {
    let new = NewWorkspace { owner, organization: None, request };
    Ok((StatusCode::CREATED, Json(state.platform.create_workspace(&caller.subject, new).await?)))
}

#[utoipa::path(
    post,
    path = "/organizations/{organization}/members/{user}/workspaces",
    operation_id = "create_member_workspace",
    tag = "Workspaces",
    summary = "Make a workspace in an organization",
    params(
        ("organization" = String, Path, description = "Id, name, or `default`."),
        ("user" = String, Path, description = "The owner: id, user name, or `me`."),
    ),
    request_body = CreateWorkspaceRequest,
    responses(
        (status = 201, description = "The workspace; its first build is queued.", body = Workspace),
        (status = 403, description = "The caller may not do this.", body = ropewalk_wire::Response),
        (status = 404, description = "There is no such object, or the caller may not see it.", body = ropewalk_wire::Response),
        (status = 406, description = "The template version is still being imported.", body = ropewalk_wire::Response),
        (status = 409, description = "The owner has a workspace of that name.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn create_member_workspace(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    PathParams2(organization, owner): PathParams2<OrganizationRef, UserRef>,
    JsonBody(request): JsonBody<CreateWorkspaceRequest>,
) -> ApiResult<(StatusCode, Json<Workspace>)> {
    let new = NewWorkspace { owner, organization: Some(organization), request };
    Ok((StatusCode::CREATED, Json(state.platform.create_workspace(&caller.subject, new).await?)))
}
