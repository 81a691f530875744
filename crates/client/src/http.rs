//! One server and one session: how requests are sent and answers read.

use std::time::Duration;

use reqwest::{Method, StatusCode};
use ropewalk_wire::Response;
use serde::{Serialize, de::DeserializeOwned};
use url::Url;

use crate::ClientError;

/// The header that carries the session token (platform.md 1.2).
const SESSION_HEADER: &str = "Coder-Session-Token";
/// How long a plain request may take; streams have no limit.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(60);

/// A server, and who we are there.
#[derive(Clone)]
pub struct Client {
    http: reqwest::Client,
    base: Url,
    token: Option<String>,
}

impl std::fmt::Debug for Client {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Client").field("base", &self.base.as_str()).finish_non_exhaustive()
    }
}

impl Client {
    /// A client of the server at `base`; without a token only what is open to everybody works.
    ///
    /// # Errors
    /// `base` is no http or https URL.
    pub fn new(base: &str, token: Option<String>) -> Result<Self, ClientError> {
        let not_a_server = || ClientError::Url { text: base.to_owned() };
        let mut url = Url::parse(base).map_err(|_| not_a_server())?;
        if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
            return Err(not_a_server());
        }
        if !url.path().ends_with('/') {
            url.set_path(&format!("{}/", url.path()));
        }
        let http = reqwest::Client::builder()
            .user_agent(concat!("ropewalk/", env!("CARGO_PKG_VERSION")))
            .connect_timeout(Duration::from_secs(10))
            .build()
            .map_err(|source| ClientError::Connect { url: url.clone(), source })?;
        Ok(Self { http, base: url, token })
    }

    /// The same server with another token.
    #[must_use]
    pub fn with_token(&self, token: String) -> Self {
        Self { http: self.http.clone(), base: self.base.clone(), token: Some(token) }
    }

    /// The server's URL.
    #[must_use]
    pub const fn base(&self) -> &Url {
        &self.base
    }

    pub(crate) fn token(&self) -> Option<&str> {
        self.token.as_deref()
    }

    /// The URL of a path such as `api/v2/users/me`.
    pub(crate) fn url(&self, path: &str) -> Result<Url, ClientError> {
        self.base.join(path).map_err(|_| ClientError::Url { text: format!("{}{path}", self.base) })
    }

    pub(crate) async fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, ClientError> {
        self.json(Method::GET, path, None::<&()>).await
    }

    pub(crate) async fn post<B: Serialize + Sync, T: DeserializeOwned>(
        &self,
        path: &str,
        body: &B,
    ) -> Result<T, ClientError> {
        self.json(Method::POST, path, Some(body)).await
    }

    /// A request whose answer has no body that matters.
    pub(crate) async fn send_only(&self, method: Method, path: &str) -> Result<(), ClientError> {
        self.send(method, path, None::<&()>).await.map(drop)
    }

    async fn json<B: Serialize + Sync, T: DeserializeOwned>(
        &self,
        method: Method,
        path: &str,
        body: Option<&B>,
    ) -> Result<T, ClientError> {
        let (url, bytes) = self.send(method, path, body).await?;
        serde_json::from_slice(&bytes).map_err(|source| ClientError::Decode { url, source })
    }

    async fn send<B: Serialize + Sync>(
        &self,
        method: Method,
        path: &str,
        body: Option<&B>,
    ) -> Result<(Url, bytes::Bytes), ClientError> {
        let url = self.url(path)?;
        let mut request = self.http.request(method, url.clone()).timeout(REQUEST_TIMEOUT);
        if let Some(token) = &self.token {
            request = request.header(SESSION_HEADER, token);
        }
        if let Some(body) = body {
            request = request.json(body);
        }
        let connect = |source| ClientError::Connect { url: url.clone(), source };
        let answer = request.send().await.map_err(connect)?;
        let status = answer.status();
        let bytes = answer.bytes().await.map_err(connect)?;
        if status.is_success() {
            return Ok((url, bytes));
        }
        Err(refused(status, &bytes))
    }
}

/// A refusal; a body that is no `Response` is kept as its message, cut to a line's length.
fn refused(status: StatusCode, body: &[u8]) -> ClientError {
    const TEXT_MAX_CHARS: usize = 300;
    let response = serde_json::from_slice(body).unwrap_or_else(|_| Response {
        message: String::from_utf8_lossy(body).trim().chars().take(TEXT_MAX_CHARS).collect(),
        detail: None,
        validations: Vec::new(),
    });
    ClientError::Refused { status: status.as_u16(), response: Box::new(response) }
}
