//! `PATCH /chats/providers/{providerConfig}`: changes a provider.

use axum::Json;
use axum::extract::State;
use ropewalk_model::ProviderConfigId;
use ropewalk_wire::chat_models::{ChatProviderConfig, UpdateChatProviderRequest};

use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{JsonBody, PathParam, SignedIn};

#[utoipa::path(
    patch,
    path = "/providers/{providerConfig}",
    operation_id = "update_chat_provider",
    tag = "Chat models",
    summary = "Change a provider",
    params(("providerConfig" = uuid::Uuid, Path, description = "The id of the provider.")),
    request_body = UpdateChatProviderRequest,
    responses(
        (status = 200, description = "The provider, without its key.", body = ChatProviderConfig),
        (status = 403, description = "The caller may not do this.", body = ropewalk_wire::Response),
        (status = 404, description = "There is no such object, or the caller may not see it.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn update_chat_provider(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    PathParam(id): PathParam<ProviderConfigId>,
    JsonBody(request): JsonBody<UpdateChatProviderRequest>,
) -> ApiResult<Json<ChatProviderConfig>> {
    Ok(Json(state.platform.update_chat_provider(&caller.subject, id, &request).await?))
}
