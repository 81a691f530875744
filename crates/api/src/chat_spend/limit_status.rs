//! `GET /chats/usage-limits/status`: where the caller stands.

use axum::Json;
use axum::extract::State;
use ropewalk_wire::chat_spend::ChatUsageLimitStatus;

use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::SignedIn;

#[utoipa::path(
    get,
    path = "/usage-limits/status",
    operation_id = "get_chat_usage_limit_status",
    tag = "Chat spending",
    summary = "Get where you stand",
    responses((status = 200, description = "What you may spend, and what you spent of it.", body = ChatUsageLimitStatus)),
)]
pub(super) async fn get_chat_usage_limit_status(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
) -> ApiResult<Json<ChatUsageLimitStatus>> {
    Ok(Json(state.platform.usage_limit_status(&caller.subject).await?))
}
