//! `GET /chats/user-provider-configs`: the providers for which the caller may bring a key.

use axum::Json;
use axum::extract::State;
use ropewalk_wire::chat_models::UserChatProviderConfig;

use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::SignedIn;

#[utoipa::path(
    get,
    path = "/user-provider-configs",
    operation_id = "list_user_chat_provider_configs",
    tag = "Chat models",
    summary = "List providers that take the caller's own key",
    responses((status = 200, description = "Those that are turned on and allow it.", body = [UserChatProviderConfig])),
)]
pub(super) async fn list_user_chat_provider_configs(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
) -> ApiResult<Json<Vec<UserChatProviderConfig>>> {
    Ok(Json(state.platform.list_user_provider_configs(&caller.subject).await?))
}
