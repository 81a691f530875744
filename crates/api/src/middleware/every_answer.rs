//! Headers that every answer has (platform.md 1.2).

use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

use crate::ApiState;

/// The server's version: clients warn when it is not theirs.
const BUILD_VERSION: HeaderName = HeaderName::from_static("x-coder-build-version");

/// The version as a header; `None` when it cannot be one.
pub(super) fn version_header(state: &ApiState) -> Option<HeaderValue> {
    HeaderValue::from_str(&state.platform.settings().version).ok()
}

pub(super) async fn add_headers(
    State(version): State<Option<HeaderValue>>,
    request: Request,
    next: Next,
) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    if let Some(version) = version {
        headers.insert(BUILD_VERSION, version);
    }
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}
