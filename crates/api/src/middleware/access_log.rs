//! The request's id and one line in the log per request: method, path, status, duration. Never the query, which may hold a
//! token, nor headers or bodies.

use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use tokio::time::Instant;
use tracing::Instrument;

use crate::ApiState;

/// In every answer; what the log calls `request_id`. One that a client sends is not taken over.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

pub(super) async fn log_access(State(state): State<ApiState>, request: Request, next: Next) -> Response {
    let id = state.platform.random_id();
    let method = request.method().clone();
    let path = request.uri().path().to_owned();
    let span = tracing::info_span!("http", request_id = %id, %method, path);
    let started = Instant::now();
    let mut response = next.run(request).instrument(span.clone()).await;
    let duration_ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
    let status = response.status().as_u16();
    span.in_scope(|| tracing::debug!(status, duration_ms, "{method} {path}: {status} in {duration_ms} ms"));
    if let Ok(value) = HeaderValue::from_str(&id.to_string()) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    response
}
