//! `DELETE /chats/user-provider-configs/{providerConfig}`: removes the caller's key.

use axum::extract::State;
use axum::http::StatusCode;
use ropewalk_model::ProviderConfigId;

use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{PathParam, SignedIn};

#[utoipa::path(
    delete,
    path = "/user-provider-configs/{providerConfig}",
    operation_id = "delete_user_chat_provider_key",
    tag = "Chat models",
    summary = "Remove the caller's key for a provider",
    params(("providerConfig" = uuid::Uuid, Path, description = "The id of the provider.")),
    responses(
        (status = 204, description = "Removed, or there was none."),
        (status = 404, description = "There is no such object, or the caller may not see it.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn delete_user_chat_provider_key(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    PathParam(id): PathParam<ProviderConfigId>,
) -> ApiResult<StatusCode> {
    state.platform.delete_user_provider_key(&caller.subject, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
