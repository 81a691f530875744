//! Which replica asks, by its pass.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use ropewalk_model::ReplicaId;
use ropewalk_platform::UseCaseError;
use ropewalk_platform::replicas::{PASS_HEADER, PassError};

use crate::ApiState;
use crate::error::{ApiError, unknown_path};

/// A replica that has shown a good pass for this path.
pub(super) struct AskingReplica(pub(super) ReplicaId);

impl FromRequestParts<ApiState> for AskingReplica {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &ApiState) -> Result<Self, Response> {
        let Some(pass) = parts.headers.get(PASS_HEADER) else {
            return Err(unknown_path(parts.uri.clone()).await);
        };
        let checked = match pass.to_str() {
            Ok(pass) => state.platform.check_replica_pass(pass, parts.uri.path()),
            Err(_not_text) => Err(PassError::Malformed),
        };
        checked.map(Self).map_err(|error| {
            match error {
                // A holder of the key made it, so this is a cluster with a fault. Anybody can send the others, and
                // must not be able to fill the log; a server with another key says so itself.
                PassError::WrongTime { .. } => tracing::warn!("Another server is refused: {error}"),
                PassError::Malformed | PassError::Forged => {
                    tracing::debug!("A request to an internal path is refused: {error}");
                }
            }
            let refusal =
                UseCaseError::unauthenticated("The replica pass does not count.", error.to_string());
            ApiError::from(refusal).into_response()
        })
    }
}
