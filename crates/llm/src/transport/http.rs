//! Requests over HTTP.

use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::{HeaderMap, StatusCode, header};
use url::Url;

use super::{FrameStream, Framing, Limits, TransportError};

/// Bodies of errors above this are not read on (chat-engine.md 3.3).
const MAX_ERROR_BODY_BYTES: usize = 64 * 1024;
/// How long the body of an error may take.
const ERROR_BODY_DEADLINE: Duration = Duration::from_secs(30);

/// A client for providers could not be built.
#[derive(Debug, thiserror::Error)]
#[error(
    "could not set up TLS for model providers; are the system's CA certificates installed (package ca-certificates)?"
)]
pub struct HttpClientError(#[source] reqwest::Error);

/// The HTTP client for all providers; build it once. The process must have installed the rustls provider
/// (`rustls::crypto::ring::default_provider().install_default()`) before.
///
/// Proxies come from the environment (`HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY`, `NO_PROXY`, in either case), and so do
/// authorities beside the system's own (`SSL_CERT_FILE`, `SSL_CERT_DIR`).
///
/// Redirects are not followed: a provider has no reason to send one, and its key must not travel.
///
/// # Errors
/// If TLS cannot be set up, e.g. because the machine has no CA certificates.
pub fn http_client(connect_timeout: Duration) -> Result<reqwest::Client, HttpClientError> {
    reqwest::Client::builder()
        .user_agent(concat!("ropewalk/", env!("CARGO_PKG_VERSION")))
        .connect_timeout(connect_timeout)
        .redirect(reqwest::redirect::Policy::none())
        .http2_keep_alive_interval(Duration::from_secs(30))
        .http2_keep_alive_timeout(Duration::from_secs(20))
        .build()
        .map_err(HttpClientError)
}

/// An HTTP error of a provider.
#[derive(Clone, Debug)]
pub(crate) struct ErrorResponse {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    /// The body; empty if it was too large or did not come.
    pub(crate) body: String,
}

/// A request whose answer is a stream of events.
pub(crate) struct Post {
    pub(crate) url: Url,
    pub(crate) headers: HeaderMap,
    /// JSON.
    pub(crate) body: Bytes,
    pub(crate) framing: Framing,
}

/// Sends a request whose answer is a stream of events.
pub(crate) async fn post_stream(
    http: &reqwest::Client,
    post: Post,
    limits: Limits,
) -> Result<FrameStream, TransportError> {
    let request = http
        .post(post.url)
        .headers(post.headers)
        .header(header::ACCEPT, post.framing.media_type())
        .header(header::CONTENT_TYPE, "application/json")
        .body(post.body)
        .build()
        .map_err(|it| TransportError::Build(it.without_url()))?;
    let response = send(http, request, limits.silence).await?;
    let content_type = content_type(&response);
    if !post.framing.allows(&content_type) {
        let response = Box::new(read_error(response).await);
        return Err(TransportError::NotAStream { content_type, response });
    }
    Ok(FrameStream::new(response, post.framing, limits))
}

/// Sends a request whose answer does not matter beyond its success.
pub(crate) async fn get(
    http: &reqwest::Client,
    url: Url,
    headers: HeaderMap,
    deadline: Duration,
) -> Result<(), TransportError> {
    let request =
        http.get(url).headers(headers).build().map_err(|it| TransportError::Build(it.without_url()))?;
    match tokio::time::timeout(deadline, send(http, request, Duration::MAX)).await {
        Ok(answer) => answer.map(drop),
        Err(_) => Err(TransportError::Deadline(deadline)),
    }
}

/// Sends a request and turns every status but success into an error.
async fn send(
    http: &reqwest::Client,
    request: reqwest::Request,
    silence: Duration,
) -> Result<reqwest::Response, TransportError> {
    let response = tokio::time::timeout(silence, http.execute(request))
        .await
        .map_err(|_| TransportError::Silence(silence))?
        .map_err(|it| TransportError::Connection(it.without_url()))?;
    if response.status().is_success() {
        Ok(response)
    } else {
        Err(TransportError::Status(Box::new(read_error(response).await)))
    }
}

async fn read_error(response: reqwest::Response) -> ErrorResponse {
    let (status, headers) = (response.status(), response.headers().clone());
    let body = tokio::time::timeout(ERROR_BODY_DEADLINE, read_body(response)).await.ok().flatten();
    ErrorResponse { status, headers, body: body.unwrap_or_default() }
}

/// The body as text, if it is small enough and comes whole.
async fn read_body(mut response: reqwest::Response) -> Option<String> {
    let mut body = BytesMut::new();
    while let Some(chunk) = response.chunk().await.ok()? {
        body.extend_from_slice(&chunk);
        if body.len() > MAX_ERROR_BODY_BYTES {
            return None;
        }
    }
    Some(String::from_utf8_lossy(&body).into_owned())
}

/// The media type of the answer, without its parameters, in lower case.
fn content_type(response: &reqwest::Response) -> String {
    let value = response.headers().get(header::CONTENT_TYPE).and_then(|it| it.to_str().ok());
    let media_type = value.unwrap_or_default().split(';').next().unwrap_or_default();
    media_type.trim().to_ascii_lowercase()
}
