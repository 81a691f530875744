//! The client of one configured provider.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use ropewalk_model::{Clock, SystemClock};
use ropewalk_telemetry::Secret;
use serde_json::Value;
use url::Url;

use crate::address::{Call, address, base_url, key_header};
use crate::anthropic::BrokenHistory;
use crate::bedrock::{self, BedrockKey, Signed};
use crate::decode::Decode;
use crate::failure::Reporter;
use crate::transport::{self, Framing, Limits, Post};
use crate::{
    LlmError, ModelRequest, ModelStream, ProviderKind, Transport, anthropic, google, openai_chat,
    openai_responses, transport_of,
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
    /// Its base URL, by default the kind's: for Anthropic and Google with or without the version; for Azure the
    /// resource's address, with or without `/openai/v1`; for Bedrock the endpoint, with `?region=` where its host
    /// does not tell the region; for the others the `/v1` root. Any other query is kept.
    pub base_url: Option<Url>,
    /// Its key; for Bedrock an API key, or `ACCESS_KEY_ID:SECRET_ACCESS_KEY` with `:SESSION_TOKEN`. With an empty key no credentials are sent, as local servers need it.
    pub api_key: Secret,
}

/// The limits of one stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StreamLimits {
    /// The longest wait for the answer to begin, and between two events of it; `Duration::MAX` waits for ever.
    pub silence: Duration,
    /// The most bytes of one event.
    pub max_frame_bytes: usize,
    /// The most bytes of a whole answer: what a stream without end is stopped at.
    pub max_answer_bytes: usize,
}

/// Speaks to one provider. Cheap to clone; the connections belong to the `reqwest::Client`.
#[derive(Clone)]
pub struct ModelClient {
    http: reqwest::Client,
    endpoint: ProviderEndpoint,
    limits: StreamLimits,
    /// Signatures hold the time.
    clock: Arc<dyn Clock>,
}

/// A request as a protocol wants it.
pub(crate) struct Prepared {
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
    /// 10 minutes (chat-engine.md GL-11), 16 MiB and 256 MiB. The longest answers of today's models, of 128,000
    /// tokens with an event for each, take about 50 MiB.
    fn default() -> Self {
        const MIB: usize = 1024 * 1024;
        Self { silence: Duration::from_secs(600), max_frame_bytes: 16 * MIB, max_answer_bytes: 256 * MIB }
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
    pub fn new(http: reqwest::Client, endpoint: ProviderEndpoint, limits: StreamLimits) -> Self {
        Self { http, endpoint, limits, clock: Arc::new(SystemClock) }
    }

    /// The same client with another clock. Amazon refuses requests that are signed with a time far from its own.
    #[must_use]
    pub fn with_clock(self, clock: Arc<dyn Clock>) -> Self {
        Self { clock, ..self }
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
        let (call, prepared) = self.prepare(request).map_err(|_: BrokenHistory| reporter.broken_history())?;
        let url = address(&self.endpoint, call).map_err(|it| reporter.bad_request(it))?;
        let body = serde_json::to_vec(&prepared.body).map_err(|it| reporter.bad_request(it.to_string()))?;
        let headers = self
            .headers(&request.headers, &Method::POST, &url, &body)
            .map_err(|it| reporter.bad_request(it))?;
        let StreamLimits { silence, max_frame_bytes, max_answer_bytes } = self.limits;
        let limits = Limits { silence, max_frame_bytes, max_answer_bytes };
        let post = Post { url, headers, body: Bytes::from(body), framing: self.framing() };
        let frames = transport::post_stream(&self.http, post, limits)
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
        let url = address(&self.endpoint, Call::Models).map_err(|it| reporter.bad_request(it))?;
        let headers = self.headers(&[], &Method::GET, &url, &[]).map_err(|it| reporter.bad_request(it))?;
        transport::get(&self.http, url, headers, CHECK_DEADLINE)
            .await
            .map_err(|it| reporter.transport_error(it))
    }

    /// The protocol is chosen here, once, and builds the request as well as it reads the answer.
    fn prepare<'a>(&self, request: &'a ModelRequest) -> Result<(Call<'a>, Prepared), BrokenHistory> {
        let kind = self.endpoint.kind;
        let model = request.model.as_str();
        Ok(match transport_of(kind, model, request.settings.provider_options.as_ref()) {
            Transport::AnthropicMessages => (Call::Messages, anthropic::prepare(request)?),
            Transport::BedrockMessages => (Call::Invoke(model), bedrock::prepare(request)?),
            Transport::GoogleGenerate => (Call::Generate(model), google::prepare(request)),
            Transport::OpenAiResponses => (Call::Responses, openai_responses::prepare(request)),
            Transport::OpenAiChat => (Call::Chat(model), openai_chat::prepare(kind, request)),
        })
    }

    const fn framing(&self) -> Framing {
        match self.endpoint.kind {
            ProviderKind::Bedrock => Framing::AmazonEventStream,
            ProviderKind::Anthropic
            | ProviderKind::Azure
            | ProviderKind::Google
            | ProviderKind::Openai
            | ProviderKind::OpenaiCompat
            | ProviderKind::Openrouter
            | ProviderKind::Vercel => Framing::Sse,
        }
    }

    fn reporter(&self) -> Reporter {
        Reporter {
            kind: self.endpoint.kind,
            display_name: self.endpoint.display_name.clone(),
            api_key: self.endpoint.api_key.clone(),
            clock: Arc::clone(&self.clock),
        }
    }

    /// The extra headers of the request, and over them the credentials.
    fn headers(
        &self,
        extra: &[(String, String)],
        method: &Method,
        url: &Url,
        body: &[u8],
    ) -> Result<HeaderMap, String> {
        let mut headers = HeaderMap::new();
        for (name, value) in extra {
            let bad = || format!("The header {name:?} of the request is not valid.");
            let name = HeaderName::try_from(name.as_str()).map_err(|_| bad())?;
            headers.insert(name, HeaderValue::try_from(value.as_str()).map_err(|_| bad())?);
        }
        if self.endpoint.kind == ProviderKind::Anthropic {
            headers.insert("anthropic-version", HeaderValue::from_static(anthropic::API_VERSION));
        }
        if self.endpoint.kind == ProviderKind::Bedrock
            && let BedrockKey::Account(account) = BedrockKey::parse(self.endpoint.api_key.expose())
                .map_err(|it| format!("The API key {it}."))?
        {
            let region = bedrock::region_of(&base_url(&self.endpoint)?);
            let now = SystemTime::from(self.clock.now());
            bedrock::sign(&Signed { method, url, region: &region, body, now }, account, &mut headers)?;
        } else if let Some((name, value)) = key_header(&self.endpoint)? {
            headers.insert(name, value);
        }
        Ok(headers)
    }
}

#[cfg(test)]
#[path = "client_tests.rs"]
mod tests;
