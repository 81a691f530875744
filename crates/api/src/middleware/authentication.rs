//! Finds out, once per request under `/api` and for the metrics, who sends it; refuses what another site made and what comes too often.
//!
//! It refuses nobody for not being signed in: that is for the handlers, which take `SignedIn`. Agents report under
//! `/api/v2/workspaceagents/me/` with a token of their own; those handlers check it.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use ropewalk_platform::UseCaseError;

use super::cross_site;
use super::rate_limit::{Kind, Who, is_agent_path, kind_of};
use super::token_source::{TokenSource, find_token, has_explicit_token};
use crate::ApiState;
use crate::deployment::METRICS_PATH;
use crate::error::ApiError;
use crate::extract::{Authentication, ClientAddress};

/// A request header: an owner may ask not to be counted (platform.md 1.2).
const BYPASS_RATE_LIMIT: &str = "x-coder-bypass-ratelimit";

pub(super) async fn authenticate(State(state): State<ApiState>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    if path != "/api" && !path.starts_with("/api/") && path != METRICS_PATH {
        return next.run(request).await;
    }
    let (mut parts, body) = request.into_parts();
    match look_at(&state, &parts).await {
        Ok(authentication) => {
            parts.extensions.insert(authentication);
            next.run(Request::from_parts(parts, body)).await
        }
        Err(error) => ApiError::from(error).into_response(),
    }
}

async fn look_at(state: &ApiState, parts: &Parts) -> Result<Authentication, UseCaseError> {
    let address = ClientAddress::of(parts);
    let kind = kind_of(&parts.method, parts.uri.path());
    if is_agent_path(parts.uri.path()) {
        state.limits.check(kind, Who::Address(address.0))?;
        return Ok(Authentication::Anonymous);
    }
    let token = find_token(parts);
    let source = match &token {
        Some(_) if has_explicit_token(parts) => Some(TokenSource::Explicit),
        Some((_, source)) => Some(*source),
        None => None,
    };
    cross_site::check(parts, source, &state.platform.settings().access_url)?;
    let authentication = match token {
        None => Authentication::Anonymous,
        Some((token, _)) => match state.platform.authenticate(&token, &address.text()).await {
            Ok(caller) => Authentication::Signed(Arc::new(caller)),
            Err(UseCaseError::Unauthenticated { message, detail }) => {
                Authentication::Refused { message, detail }
            }
            Err(error) => return Err(error),
        },
    };
    count(state, parts, kind, &authentication, address)?;
    Ok(authentication)
}

fn count(
    state: &ApiState,
    parts: &Parts,
    kind: Kind,
    authentication: &Authentication,
    address: ClientAddress,
) -> Result<(), UseCaseError> {
    let who = match authentication {
        Authentication::Signed(caller) => {
            if parts.headers.contains_key(BYPASS_RATE_LIMIT) && caller.subject.is_site_owner() {
                return Ok(());
            }
            Who::User(caller.subject.user_id)
        }
        Authentication::Anonymous | Authentication::Refused { .. } => Who::Address(address.0),
    };
    state.limits.check(kind, who)
}
