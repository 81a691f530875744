//! `PATCH /chats/{chat}`: changes a chat (chats-api.md 1.6).
//!
//! Field by field, in the order of the specification: an error in a later field leaves earlier ones applied.

use axum::extract::State;
use axum::http::StatusCode;
use ropewalk_chat::use_cases::ArchiveChange;
use ropewalk_model::{ChatId, WorkspaceId};
use ropewalk_wire::chats::UpdateChatRequest;

use super::create_chat::check_workspace;
use super::labels;
use super::plan_mode::plan_mode;
use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{JsonBody, PathParam, SignedIn};

#[utoipa::path(
    patch,
    path = "/{chat}",
    operation_id = "update_chat",
    tag = "Chats",
    summary = "Change a chat's title, labels, archive, pin, spend cap, workspace or plan mode",
    description = "What is absent or null stays as it is. Fields are applied one by one: title, labels, archived, pin_order, \
        spend_cap_micros, workspace_id, plan_mode. An error in a later one leaves the earlier ones applied.",
    params(("chat" = uuid::Uuid, Path, description = "The chat.")),
    request_body = UpdateChatRequest,
    responses(
        (status = 204, description = "Done."),
        (status = 404, description = "There is no such chat, or the caller may not change it.", body = ropewalk_wire::Response),
        (status = 409, description = "The chat, or one that it made, is busy and cannot be archived.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn update_chat(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    PathParam(id): PathParam<ChatId>,
    JsonBody(request): JsonBody<UpdateChatRequest>,
) -> ApiResult<StatusCode> {
    let (engine, subject) = (&state.chat, &caller.subject);
    let chat = engine.authorize_change(subject, id).await?;
    let plan_mode = plan_mode(request.plan_mode.as_deref())?;
    if let Some(title) = &request.title {
        engine.set_chat_title(subject, id, title).await?;
    }
    if let Some(new_labels) = &request.labels {
        labels::check(new_labels)?;
        engine.set_chat_labels(subject, id, new_labels).await?;
    }
    if let Some(archived) = request.archived {
        let change = if archived { ArchiveChange::Archive } else { ArchiveChange::Unarchive };
        engine.set_chat_archived(subject, id, change).await?;
    }
    if let Some(pin_order) = request.pin_order {
        engine.set_chat_pin_order(subject, id, pin_order).await?;
    }
    if let Some(cap) = request.spend_cap_micros {
        engine.set_chat_spend_cap(subject, id, cap).await?;
    }
    match request.workspace_id {
        None => {}
        Some(WorkspaceId::NIL) => engine.set_chat_workspace(subject, id, None).await?,
        Some(workspace_id) => {
            check_workspace(&state, &caller, workspace_id, chat.organization_id).await?;
            engine.set_chat_workspace(subject, id, Some(workspace_id)).await?;
        }
    }
    if let Some(plan_mode) = plan_mode {
        engine.set_chat_plan_mode(subject, id, plan_mode).await?;
    }
    Ok(StatusCode::NO_CONTENT)
}
