//! The agent that sends a request, by its token (platform.md 1.2). Sessions of people do not count here.

use axum::extract::FromRequestParts;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use ropewalk_platform::UseCaseError;
use ropewalk_platform::agents::AgentCaller;
use ropewalk_telemetry::Secret;
use ropewalk_wire::agent::SESSION_TOKEN_HEADER;

use crate::ApiState;
use crate::error::ApiError;

/// An agent with a good token. Answers 401 for a bad one, 403 for the agent of an older build.
#[derive(Clone, Debug)]
pub(super) struct Agent(pub(super) AgentCaller);

impl FromRequestParts<ApiState> for Agent {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &ApiState) -> Result<Self, ApiError> {
        let header =
            |name: &str| parts.headers.get(name).and_then(|value| value.to_str().ok()).map(str::trim);
        let bearer = || header(AUTHORIZATION.as_str()).and_then(|value| value.strip_prefix("Bearer "));
        let token = header(SESSION_TOKEN_HEADER).or_else(bearer).filter(|token| !token.is_empty());
        let Some(token) = token else {
            return Err(UseCaseError::unauthenticated(
                "This is for workspace agents.",
                format!("Send the agent's token in the header {SESSION_TOKEN_HEADER}."),
            )
            .into());
        };
        Ok(Self(state.platform.authenticate_agent(&Secret::new(token)).await?))
    }
}
