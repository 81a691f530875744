//! `GET /chats/models`: the models to choose from.

use axum::Json;
use axum::extract::State;
use ropewalk_wire::chat_models::ChatModelsResponse;

use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::SignedIn;

#[utoipa::path(
    get,
    path = "/models",
    operation_id = "list_chat_models",
    tag = "Chat models",
    summary = "The models to choose from",
    responses(
        (status = 200, description = "By provider.", body = ChatModelsResponse),
    ),
)]
pub(super) async fn list_chat_models(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
) -> ApiResult<Json<ChatModelsResponse>> {
    Ok(Json(state.platform.list_chat_models(&caller.subject).await?))
}
