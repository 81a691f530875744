//! The request's id, its place in the metrics, and one line in the log per request: method, path, status, duration. Never the query, which may hold a
//! token, nor headers or bodies.

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderName, HeaderValue, Method};
use axum::middleware::Next;
use axum::response::Response;
use tokio::time::Instant;
use tracing::Instrument;

use crate::ApiState;

/// In every answer; what the log calls `request_id`. One that a client sends is not taken over.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// What the metrics call a request that no route took: a file of the page, or nothing at all.
const NO_ROUTE: &str = "none";

/// A method as the metrics name it: clients can make up others.
const fn method_word(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::HEAD => "HEAD",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

pub(super) async fn log_access(State(state): State<ApiState>, request: Request, next: Next) -> Response {
    let id = state.platform.random_id();
    let method = request.method().clone();
    let path = request.uri().path().to_owned();
    let route = request.extensions().get::<MatchedPath>().cloned();
    let span = tracing::info_span!("http", request_id = %id, %method, path);
    let started = Instant::now();
    let mut response = next.run(request).instrument(span.clone()).await;
    let took = started.elapsed();
    let duration_ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
    let status = response.status().as_u16();
    let route = route.as_ref().map_or(NO_ROUTE, MatchedPath::as_str);
    state.platform.metrics().request_answered(method_word(&method), route, status, took);
    span.in_scope(|| tracing::debug!(status, duration_ms, "{method} {path}: {status} in {duration_ms} ms"));
    if let Ok(value) = HeaderValue::from_str(&id.to_string()) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    response
}
