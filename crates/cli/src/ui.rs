//! Serves the web page that is inside the binary.
//!
//! A path that no route and no file has is the page itself when a browser navigates (it asks for HTML);
//! anything else that is missing is a 404, so that a lost script never looks like a page.

use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};

#[derive(rust_embed::RustEmbed)]
#[folder = "../../web/dist"]
struct Assets;

/// What the page may load and where it may connect (docs/SECURITY.md).
const CONTENT_SECURITY_POLICY: &str = "default-src 'self'; img-src 'self' data: blob:; \
     connect-src 'self' ws: wss:; style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'none'; \
     form-action 'self'; frame-ancestors 'none'";

/// Answers a request that no API route took.
pub(crate) async fn page(request: Request) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    let path = request.uri().path().trim_start_matches('/');
    if !path.is_empty()
        && let Some(asset) = Assets::get(path)
    {
        return file(path, asset, request.headers());
    }
    let wants_html = request
        .headers()
        .get(header::ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(|accept| accept.contains("text/html"));
    match Assets::get("index.html") {
        Some(index) if path.is_empty() || wants_html => file("index.html", index, request.headers()),
        Some(_) | None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn file(path: &str, asset: rust_embed::EmbeddedFile, headers: &axum::http::HeaderMap) -> Response {
    let etag = format!("\"{}\"", hex(&asset.metadata.sha256_hash()));
    let is_same = headers.get(header::IF_NONE_MATCH).is_some_and(|given| given.as_bytes() == etag.as_bytes());
    let mut response = if is_same {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        Response::new(Body::from(asset.data))
    };
    let mime = mime_guess::from_path(path).first_or_octet_stream();
    let content_type =
        if mime.type_() == "text" { format!("{mime}; charset=utf-8") } else { mime.to_string() };
    // The bundler puts a hash into the names under assets/, so those never change.
    let caching =
        if path.starts_with("assets/") { "public, max-age=31536000, immutable" } else { "no-cache" };
    let pairs = [
        (header::CONTENT_TYPE, content_type.as_str()),
        (header::CACHE_CONTROL, caching),
        (header::ETAG, etag.as_str()),
        (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (header::X_FRAME_OPTIONS, "DENY"),
    ];
    for (name, value) in pairs {
        if let Ok(value) = HeaderValue::from_str(value) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
