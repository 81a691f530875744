//! The client of one configured provider.

use std::fmt;
use std::time::Duration;

use http::{HeaderMap, HeaderName, HeaderValue, header};
use ropewalk_telemetry::Secret;
use serde_json::Value;
use url::Url;

use crate::decode::Decode;
use crate::failure::Reporter;
use crate::transport::{self, Limits};
use crate::{
    LlmError, ModelRequest, ModelStream, ProviderKind, Transport, anthropic, openai_chat, openai_responses,
    transport_of,
};

/// How long the check of a key may take.
const CHECK_DEADLINE: Duration = Duration::from_secs(30);

/// Where a provider is, and its key.
#[derive(Clone)]
pub struct ProviderEndpoint {
    /// The provider.
    pub kind: ProviderKind,
    /// Its configured name for people, used in errors; by default the kind's.
    pub display_name: Option<String>,
    /// Its base URL, by default the kind's: for Anthropic with or without `/v1`; for OpenAI and compatible
    /// servers the `/v1` root. A query is kept.
    pub base_url: Option<Url>,
    /// Its key. With an empty key no credentials are sent, as local servers need it.
    pub api_key: Secret,
}

/// The limits of one stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StreamLimits {
    /// The longest wait for the answer to begin, and between two events of it; `Duration::MAX` waits for ever.
    pub silence: Duration,
    /// The most bytes of one event.
    pub max_frame_bytes: usize,
}

/// Speaks to one provider. Cheap to clone; the connections belong to the `reqwest::Client`.
#[derive(Clone)]
pub struct ModelClient {
    http: reqwest::Client,
    endpoint: ProviderEndpoint,
    limits: StreamLimits,
}

/// A request as a protocol wants it.
pub(crate) struct Prepared {
    /// The path below the provider's `/v1` root.
    pub(crate) path: &'static str,
    pub(crate) body: Value,
    pub(crate) decoder: Box<dyn Decode>,
}

impl ProviderEndpoint {
    /// The provider at its usual place.
    #[must_use]
    pub const fn new(kind: ProviderKind, api_key: Secret) -> Self {
        Self { kind, display_name: None, base_url: None, api_key }
    }

    /// The same provider at another place.
    #[must_use]
    pub fn at(mut self, base_url: Url) -> Self {
        self.base_url = Some(base_url);
        self
    }
}

impl fmt::Debug for ProviderEndpoint {
    /// Shows the host alone: a base URL may carry credentials.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let host = self.base_url.as_ref().and_then(Url::host_str);
        f.debug_struct("ProviderEndpoint")
            .field("kind", &self.kind)
            .field("host", &host)
            .finish_non_exhaustive()
    }
}

impl Default for StreamLimits {
    /// 10 minutes (chat-engine.md GL-11) and 16 MiB.
    fn default() -> Self {
        Self { silence: Duration::from_secs(600), max_frame_bytes: 16 * 1024 * 1024 }
    }
}

impl fmt::Debug for ModelClient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ModelClient").field("endpoint", &self.endpoint).finish_non_exhaustive()
    }
}

impl ModelClient {
    /// A client; `http` comes from [`http_client`](crate::http_client).
    #[must_use]
    pub const fn new(http: reqwest::Client, endpoint: ProviderEndpoint, limits: StreamLimits) -> Self {
        Self { http, endpoint, limits }
    }

    /// The limits of each stream.
    #[must_use]
    pub const fn limits(&self) -> StreamLimits {
        self.limits
    }

    /// Asks a model. Returns when the provider has accepted the request; the answer follows in the stream.
    /// Dropping the future or the stream cancels the request.
    ///
    /// # Errors
    /// Classified by chat-engine.md 3.2; no try is repeated here.
    pub async fn stream(&self, request: &ModelRequest) -> Result<ModelStream, LlmError> {
        let reporter = self.reporter();
        let prepared = self.prepare(request);
        let url = self.url(prepared.path).map_err(|it| reporter.bad_request(it))?;
        let headers = self.headers(&request.headers).map_err(|it| reporter.bad_request(it))?;
        let limits = Limits { silence: self.limits.silence, max_frame_bytes: self.limits.max_frame_bytes };
        let frames = transport::post_stream(&self.http, url, headers, &prepared.body, limits)
            .await
            .map_err(|it| reporter.transport_error(it))?;
        Ok(ModelStream::new(frames, prepared.decoder, reporter))
    }

    /// Asks for the list of models, which costs nothing, to see whether place and key are right.
    ///
    /// # Errors
    /// As of [`stream`](Self::stream), e.g. kind `auth` for a wrong key.
    pub async fn check_key(&self) -> Result<(), LlmError> {
        let reporter = self.reporter();
        let url = self.url("models").map_err(|it| reporter.bad_request(it))?;
        let headers = self.headers(&[]).map_err(|it| reporter.bad_request(it))?;
        transport::get(&self.http, url, headers, CHECK_DEADLINE)
            .await
            .map_err(|it| reporter.transport_error(it))
    }

    /// The protocol is chosen here, once, and builds the request as well as it reads the answer.
    fn prepare(&self, request: &ModelRequest) -> Prepared {
        let kind = self.endpoint.kind;
        match transport_of(kind, &request.model, request.settings.provider_options.as_ref()) {
            Transport::AnthropicMessages => anthropic::prepare(request),
            Transport::OpenAiResponses => openai_responses::prepare(request),
            Transport::OpenAiChat => openai_chat::prepare(kind, request),
        }
    }

    fn reporter(&self) -> Reporter {
        Reporter {
            kind: self.endpoint.kind,
            display_name: self.endpoint.display_name.clone(),
            api_key: self.endpoint.api_key.clone(),
        }
    }

    /// The address of a path below the `/v1` root.
    fn url(&self, path: &str) -> Result<Url, String> {
        let kind = self.endpoint.kind;
        let mut url = match &self.endpoint.base_url {
            Some(url) => url.clone(),
            None => Url::parse(kind.default_base_url()).map_err(|it| it.to_string())?,
        };
        let lacks_version = match kind {
            ProviderKind::Anthropic => {
                url.path_segments().and_then(|it| it.rev().find(|it| !it.is_empty())) != Some("v1")
            }
            ProviderKind::Openai | ProviderKind::OpenaiCompat => false,
        };
        let mut segments =
            url.path_segments_mut().map_err(|()| "The base URL is not an HTTP address.".to_owned())?;
        segments.pop_if_empty().extend(lacks_version.then_some("v1")).extend(path.split('/'));
        drop(segments);
        Ok(url)
    }

    /// The extra headers of the request, and over them the credentials.
    fn headers(&self, extra: &[(String, String)]) -> Result<HeaderMap, String> {
        let mut headers = HeaderMap::new();
        for (name, value) in extra {
            let bad = || format!("The header {name:?} of the request is not valid.");
            let name = HeaderName::try_from(name.as_str()).map_err(|_| bad())?;
            headers.insert(name, HeaderValue::try_from(value.as_str()).map_err(|_| bad())?);
        }
        if self.endpoint.kind == ProviderKind::Anthropic {
            headers.insert("anthropic-version", HeaderValue::from_static(anthropic::API_VERSION));
        }
        if let Some((name, value)) = self.credentials()? {
            headers.insert(name, value);
        }
        Ok(headers)
    }

    fn credentials(&self) -> Result<Option<(HeaderName, HeaderValue)>, String> {
        let key = self.endpoint.api_key.expose().trim();
        if key.is_empty() {
            return Ok(None);
        }
        let (name, value) = match self.endpoint.kind {
            ProviderKind::Anthropic => (HeaderName::from_static("x-api-key"), key.to_owned()),
            ProviderKind::Openai | ProviderKind::OpenaiCompat => {
                (header::AUTHORIZATION, format!("Bearer {key}"))
            }
        };
        let mut value = HeaderValue::try_from(value)
            .map_err(|_| "The API key contains characters that no key has.".to_owned())?;
        value.set_sensitive(true);
        Ok(Some((name, value)))
    }
}

#[cfg(test)]
#[path = "client_tests.rs"]
mod tests;
