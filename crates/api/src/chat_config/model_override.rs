//! `GET` and `PUT /chats/config/model-override/{context}`: the model that administrators set for a kind of work.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use ropewalk_wire::chat_model_overrides::{ChatModelOverride, UpdateChatModelOverrideRequest};

use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{JsonBody, PathParam, SignedIn};

#[utoipa::path(
    get,
    path = "/config/model-override/{context}",
    operation_id = "get_chat_model_override",
    tag = "Chat settings",
    summary = "Get the model for a kind of work",
    params(("context" = String, Path, description = "`general`, `explore`, `title_generation` or `compaction`.")),
    responses(
        (status = 200, description = "The model; empty when none is set.", body = ChatModelOverride),
        (status = 400, description = "There is no such kind of work.", body = ropewalk_wire::Response),
        (status = 404, description = "The caller may not see it.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn get_chat_model_override(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    PathParam(context): PathParam<String>,
) -> ApiResult<Json<ChatModelOverride>> {
    Ok(Json(state.platform.model_override(&caller.subject, &context).await?))
}

#[utoipa::path(
    put,
    path = "/config/model-override/{context}",
    operation_id = "put_chat_model_override",
    tag = "Chat settings",
    summary = "Set the model for a kind of work",
    description = "Chats that a chat makes use their parent's model when this one cannot be used; titles are then not written.",
    params(("context" = String, Path, description = "`general`, `explore`, `title_generation` or `compaction`.")),
    request_body = UpdateChatModelOverrideRequest,
    responses(
        (status = 204, description = "Done."),
        (status = 400, description = "There is no such kind of work, or the model is not turned on.", body = ropewalk_wire::Response),
        (status = 403, description = "The caller may not do this.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn put_chat_model_override(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    PathParam(context): PathParam<String>,
    JsonBody(request): JsonBody<UpdateChatModelOverrideRequest>,
) -> ApiResult<StatusCode> {
    state.platform.put_model_override(&caller.subject, &context, &request.model_config_id).await?;
    Ok(StatusCode::NO_CONTENT)
}
