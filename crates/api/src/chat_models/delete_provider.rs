//! `DELETE /chats/providers/{providerConfig}`: removes a provider, its key and its models.

use axum::extract::State;
use axum::http::StatusCode;
use ropewalk_model::ProviderConfigId;

use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{PathParam, SignedIn};

#[utoipa::path(
    delete,
    path = "/providers/{providerConfig}",
    operation_id = "delete_chat_provider",
    tag = "Chat models",
    summary = "Remove a provider",
    params(("providerConfig" = uuid::Uuid, Path, description = "The id of the provider.")),
    responses(
        (status = 204, description = "Removed."),
        (status = 400, description = "Chats use models of this provider.", body = ropewalk_wire::Response),
        (status = 403, description = "The caller may not do this.", body = ropewalk_wire::Response),
        (status = 404, description = "There is no such object, or the caller may not see it.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn delete_chat_provider(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    PathParam(id): PathParam<ProviderConfigId>,
) -> ApiResult<StatusCode> {
    state.platform.delete_chat_provider(&caller.subject, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
