//! `GET /metrics`: what the server counts of itself, for a Prometheus (docs/OPERATING.md). Not part of the described API.
//!
//! It names models, routes and how much people work, so it is not for everybody: programs on the machine itself read it
//! without a session, by the same rule as the first account (nothing may hint at a proxy, which makes everybody look
//! local); all others need the right to read the deployment's settings.

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use ropewalk_authz::{Action, Object, ResourceType};
use ropewalk_platform::UseCaseError;
use ropewalk_platform::accounts::SetupOrigin;
use ropewalk_telemetry::METRICS_CONTENT_TYPE;

use crate::ApiState;
use crate::accounts::request_origin::RequestOrigin;
use crate::error::ApiResult;
use crate::extract::SignedIn;

/// Where it stands.
pub(crate) const METRICS_PATH: &str = "/metrics";

pub(super) async fn metrics(
    State(state): State<ApiState>,
    RequestOrigin(origin): RequestOrigin,
    caller: Result<SignedIn, crate::error::ApiError>,
) -> ApiResult<Response> {
    match origin {
        SetupOrigin::ThisMachine => {}
        SetupOrigin::Elsewhere(_) => {
            let SignedIn(caller) = caller?;
            if !caller.subject.can(Action::Read, &Object::site(ResourceType::DeploymentConfig)) {
                return Err(UseCaseError::forbidden("You may not read the metrics of this server.").into());
            }
        }
    }
    let text = state
        .platform
        .metrics()
        .text()
        .map_err(|error| UseCaseError::internal("write the metrics", error))?;
    Ok(([(header::CONTENT_TYPE, METRICS_CONTENT_TYPE)], text).into_response())
}
