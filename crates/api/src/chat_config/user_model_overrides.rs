//! `GET /chats/config/user-personal-model-overrides` and `PUT` of one of them: the models that the caller chose.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use ropewalk_wire::chat_model_overrides::{
    UpdateUserChatPersonalModelOverrideRequest, UserChatPersonalModelOverrides,
};

use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{JsonBody, PathParam, SignedIn};

#[utoipa::path(
    get,
    path = "/config/user-personal-model-overrides",
    operation_id = "get_user_chat_personal_model_overrides",
    tag = "Chat settings",
    summary = "Get the models that you chose",
    responses((status = 200, description = "The choices.", body = UserChatPersonalModelOverrides)),
)]
pub(super) async fn get_user_chat_personal_model_overrides(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
) -> ApiResult<Json<UserChatPersonalModelOverrides>> {
    Ok(Json(state.platform.own_model_overrides(&caller.subject).await?))
}

#[utoipa::path(
    put,
    path = "/config/user-personal-model-overrides/{context}",
    operation_id = "put_user_chat_personal_model_override",
    tag = "Chat settings",
    summary = "Choose a model for a kind of work",
    params(("context" = String, Path, description = "`root` (new chats), `general` or `explore`.")),
    request_body = UpdateUserChatPersonalModelOverrideRequest,
    responses(
        (status = 204, description = "Done."),
        (status = 400, description = "There is no such kind of work, or the choice is none that it has.", body = ropewalk_wire::Response),
        (status = 403, description = "People may not choose.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn put_user_chat_personal_model_override(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    PathParam(context): PathParam<String>,
    JsonBody(request): JsonBody<UpdateUserChatPersonalModelOverrideRequest>,
) -> ApiResult<StatusCode> {
    state.platform.put_own_model_override(&caller.subject, &context, &request).await?;
    Ok(StatusCode::NO_CONTENT)
}
