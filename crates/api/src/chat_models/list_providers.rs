//! `GET /chats/providers`: the providers, set up or not.

use axum::Json;
use axum::extract::State;
use ropewalk_wire::chat_models::ChatProviderConfig;

use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::SignedIn;

#[utoipa::path(
    get,
    path = "/providers",
    operation_id = "list_chat_providers",
    tag = "Chat models",
    summary = "List providers",
    responses(
        (status = 200, description = "One entry per supported provider.", body = Vec<ChatProviderConfig>),
        (status = 403, description = "The caller may not do this.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn list_chat_providers(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
) -> ApiResult<Json<Vec<ChatProviderConfig>>> {
    Ok(Json(state.platform.list_chat_providers(&caller.subject).await?))
}
