//! `PUT /chats/user-provider-configs/{providerConfig}`: stores the caller's key.

use axum::Json;
use axum::extract::State;
use ropewalk_model::ProviderConfigId;
use ropewalk_wire::chat_models::{PutUserProviderKeyRequest, UserChatProviderConfig};

use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{JsonBody, PathParam, SignedIn};

#[utoipa::path(
    put,
    path = "/user-provider-configs/{providerConfig}",
    operation_id = "put_user_chat_provider_key",
    tag = "Chat models",
    summary = "Store the caller's key for a provider",
    description = "It is stored encrypted, never shown again, and used for the caller's own chats alone.",
    params(("providerConfig" = uuid::Uuid, Path, description = "The id of the provider.")),
    request_body = PutUserProviderKeyRequest,
    responses(
        (status = 200, description = "Stored.", body = UserChatProviderConfig),
        (status = 400, description = "The provider takes no such key, or the key is not valid.", body = ropewalk_wire::Response),
        (status = 404, description = "There is no such object, or the caller may not see it.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn put_user_chat_provider_key(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    PathParam(id): PathParam<ProviderConfigId>,
    JsonBody(request): JsonBody<PutUserProviderKeyRequest>,
) -> ApiResult<Json<UserChatProviderConfig>> {
    Ok(Json(state.platform.put_user_provider_key(&caller.subject, id, &request.api_key).await?))
}
