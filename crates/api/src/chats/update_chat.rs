//! `PATCH /chats/{chat}`: changes a chat's metadata (chats-api.md 1.6).

use axum::extract::State;
use axum::http::StatusCode;
use ropewalk_chat::use_cases::{ChatChange, WorkspaceChange};
use ropewalk_model::{ChatId, WorkspaceId};
use ropewalk_platform::{FieldProblem, UseCaseError};
use ropewalk_wire::chats::UpdateChatRequest;

use super::create_chat::check_workspace;
use super::not_yet;
use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{JsonBody, PathParam, SignedIn};

#[utoipa::path(
    patch,
    path = "/{chat}",
    operation_id = "update_chat",
    tag = "Chats",
    summary = "Change a chat's title or workspace",
    description = "What is absent or null stays as it is.",
    params(("chat" = uuid::Uuid, Path, description = "The chat.")),
    request_body = UpdateChatRequest,
    responses(
        (status = 204, description = "Done."),
        (status = 404, description = "There is no such chat, or the caller may not change it.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn update_chat(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    PathParam(id): PathParam<ChatId>,
    JsonBody(request): JsonBody<UpdateChatRequest>,
) -> ApiResult<StatusCode> {
    let change = read_request(request)?;
    if let WorkspaceChange::Bind(workspace_id) = change.workspace {
        let chat = state.chat.get_chat(&caller.subject, id).await?.chat;
        check_workspace(&state, &caller, workspace_id, chat.organization_id).await?;
    }
    state.chat.update_chat(&caller.subject, id, change).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn read_request(request: UpdateChatRequest) -> Result<ChatChange, UseCaseError> {
    not_yet::check_plan_mode(request.plan_mode.as_deref())?;
    let not_changeable = [
        ("labels", request.labels.is_some()),
        ("archived", request.archived.is_some()),
        ("pin_order", request.pin_order.is_some()),
    ];
    let problems: Vec<FieldProblem> = not_changeable
        .into_iter()
        .filter(|(_, is_given)| *is_given)
        .map(|(field, _)| FieldProblem::new(field, "cannot be changed on this server yet"))
        .collect();
    if !problems.is_empty() {
        return Err(UseCaseError::invalid_fields(problems));
    }
    let workspace = match request.workspace_id {
        None => WorkspaceChange::Keep,
        Some(WorkspaceId::NIL) => WorkspaceChange::Unbind,
        Some(workspace_id) => WorkspaceChange::Bind(workspace_id),
    };
    Ok(ChatChange { title: request.title, workspace })
}
