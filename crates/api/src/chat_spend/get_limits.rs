//! `GET /chats/usage-limits`: the limits as they are.

use axum::Json;
use axum::extract::State;
use ropewalk_wire::chat_spend::ChatUsageLimitConfigResponse;

use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::SignedIn;

#[utoipa::path(
    get,
    path = "/usage-limits",
    operation_id = "get_chat_usage_limits",
    tag = "Chat spending",
    summary = "Get the usage limits",
    responses(
        (status = 200, description = "The limit of the deployment, and those of single people.", body = ChatUsageLimitConfigResponse),
        (status = 403, description = "The caller may not see them.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn get_chat_usage_limits(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
) -> ApiResult<Json<ChatUsageLimitConfigResponse>> {
    Ok(Json(state.platform.usage_limits(&caller.subject).await?))
}
