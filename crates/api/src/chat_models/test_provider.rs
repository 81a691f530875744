//! `POST /chats/providers/{providerConfig}/test`: asks the provider whether it takes its key. Ours.

use axum::Json;
use axum::extract::State;
use ropewalk_model::ProviderConfigId;
use ropewalk_wire::chat_models::TestChatProviderResponse;

use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{PathParam, SignedIn};

#[utoipa::path(
    post,
    path = "/providers/{providerConfig}/test",
    operation_id = "test_chat_provider",
    tag = "Chat models",
    summary = "Try the key of a provider",
    params(("providerConfig" = uuid::Uuid, Path, description = "The id of the provider.")),
    responses(
        (status = 200, description = "What the provider said; a refusal is an answer too.", body = TestChatProviderResponse),
        (status = 403, description = "The caller may not do this.", body = ropewalk_wire::Response),
        (status = 404, description = "There is no such object, or the caller may not see it.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn test_chat_provider(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    PathParam(id): PathParam<ProviderConfigId>,
) -> ApiResult<Json<TestChatProviderResponse>> {
    Ok(Json(state.platform.test_chat_provider(&caller.subject, id).await?))
}
