//! What happens around every request, from the outside in: request id and access log, headers of every answer, panics, the
//! body limit, and under `/api` who sends it, whether another site made them send it, and how often they may.

mod access_log;
mod authentication;
mod cross_site;
mod every_answer;
mod rate_limit;
mod token_source;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use tower_http::catch_panic::CatchPanicLayer;

use crate::ApiState;
use crate::error::on_panic;

pub(crate) use rate_limit::RateLimits;
pub use rate_limit::{API_REQUESTS_PER_MINUTE, LOGIN_REQUESTS_PER_MINUTE};
pub(crate) use token_source::SESSION_COOKIE;

/// The largest body of an operation that does not say otherwise.
pub const API_BODY_LIMIT_BYTES: usize = 1024 * 1024;

/// Puts everything around the routes. The last layer is the outermost.
pub(crate) fn wrap(router: Router, state: ApiState) -> Router {
    let version = every_answer::version_header(&state);
    router
        .layer(from_fn_with_state(state.clone(), authentication::authenticate))
        .layer(DefaultBodyLimit::max(API_BODY_LIMIT_BYTES))
        .layer(CatchPanicLayer::custom(on_panic))
        .layer(from_fn_with_state(version, every_answer::add_headers))
        .layer(from_fn_with_state(state, access_log::log_access))
}
