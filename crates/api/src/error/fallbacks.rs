//! Answers to what no handler answers: unknown paths, wrong methods, panics.

use std::any::Any;

use axum::http::{Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use axum::routing::any;
use axum::{Json, Router};
use ropewalk_wire::Response as Body;

use crate::ApiState;

/// 404 with a body for everything under `/api` that no operation has. The web page must never answer there: a client that
/// gets HTML instead of an error says something that helps nobody.
pub(crate) fn unknown_api_paths() -> Router<ApiState> {
    Router::new().route("/api", any(unknown_path)).route("/api/{*rest}", any(unknown_path))
}

pub(crate) async fn unknown_path(uri: Uri) -> Response {
    let body = Body::of(format!("There is nothing at {}.", uri.path()));
    (StatusCode::NOT_FOUND, Json(body)).into_response()
}

pub(crate) async fn method_not_allowed(method: Method, uri: Uri) -> Response {
    let body = Body::of(format!("{} does not take the method {method}.", uri.path()));
    (StatusCode::METHOD_NOT_ALLOWED, Json(body)).into_response()
}

/// A handler panicked. The panic hook has printed where; the client learns only that it happened.
pub(crate) fn on_panic(panic: Box<dyn Any + Send>) -> Response {
    let message = panic
        .downcast_ref::<&str>()
        .map(|it| (*it).to_owned())
        .or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_default();
    tracing::error!("A handler panicked: {message}");
    let body = Body {
        message: "The server failed while it answered. This is a fault of Ropewalk.".to_owned(),
        detail: Some("The server's log has the cause, under the X-Request-Id of this answer.".to_owned()),
        validations: Vec::new(),
    };
    (StatusCode::INTERNAL_SERVER_ERROR, Json(body)).into_response()
}

#[cfg(test)]
mod tests {
    use axum::Router;
    use axum::body::Body;
    use axum::http::Request;
    use axum::routing::get;
    use http_body_util::BodyExt;
    use tower::ServiceExt;
    use tower_http::catch_panic::CatchPanicLayer;

    #[tokio::test]
    async fn a_panic_is_a_500_that_tells_nothing() {
        async fn fails() -> &'static str {
            panic!("the secret is hunter2")
        }
        let app: Router =
            Router::new().route("/", get(fails)).layer(CatchPanicLayer::custom(super::on_panic));
        let response = app.oneshot(Request::new(Body::empty())).await.unwrap();
        assert_eq!(response.status(), 500);
        let body = response.into_body().collect().await.unwrap().to_bytes();
        let body: ropewalk_wire::Response = serde_json::from_slice(&body).unwrap();
        assert!(body.message.contains("fault of Ropewalk"));
        assert!(!format!("{body:?}").contains("hunter2"));
    }
}
