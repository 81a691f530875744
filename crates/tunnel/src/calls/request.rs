//! One request and its answer: headers, deadline, refusals, JSON.

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderValue, Method, Request, Response, header};
use http_body_util::{BodyExt, Empty, Full, Limited};
use hyper::body::Incoming;
use ropewalk_wire::agent::AgentErrorBody;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::context::CallContext;
use crate::error::AgentError;
use crate::server_end::{AgentConn, RequestBody};

/// The largest JSON answer that is read, in bytes. Diffs of many files can be long.
const ANSWER_BYTES_MAX: usize = 16 << 20;
/// The host in request lines. Nobody resolves it.
const AUTHORITY: &str = "http://agent";

/// What is asked.
pub(crate) struct Call<'a> {
    /// The call in words, for errors: "reading a file".
    pub(crate) what: &'static str,
    pub(crate) method: Method,
    /// Path and query.
    pub(crate) target: String,
    pub(crate) context: &'a CallContext,
    pub(crate) limit: Duration,
}

/// Path and query from pairs; absent values are left out.
pub(crate) fn target(path: &str, query: &[(&str, Option<String>)]) -> String {
    let mut pairs = url::form_urlencoded::Serializer::new(String::new());
    for (name, value) in query {
        if let Some(value) = value {
            pairs.append_pair(name, value);
        }
    }
    let query = pairs.finish();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

pub(crate) fn no_body() -> RequestBody {
    Empty::new().map_err(|never| match never {}).boxed_unsync()
}

fn json_body(what: &'static str, body: &impl Serialize) -> Result<RequestBody, AgentError> {
    let json =
        serde_json::to_vec(body).map_err(|source| AgentError::Request { what, source: source.into() })?;
    Ok(Full::new(Bytes::from(json)).map_err(|never| match never {}).boxed_unsync())
}

impl AgentConn {
    /// Asks without a body and reads a JSON answer.
    pub(crate) async fn get_json<A: DeserializeOwned>(&self, call: Call<'_>) -> Result<A, AgentError> {
        self.call_json(call, no_body()).await
    }

    /// Sends JSON and reads a JSON answer.
    pub(crate) async fn post_json<A: DeserializeOwned>(
        &self,
        call: Call<'_>,
        body: &impl Serialize,
    ) -> Result<A, AgentError> {
        let body = json_body(call.what, body)?;
        self.call_json(call, body).await
    }

    async fn call_json<A: DeserializeOwned>(
        &self,
        call: Call<'_>,
        body: RequestBody,
    ) -> Result<A, AgentError> {
        let (what, limit) = (call.what, call.limit);
        let exchange = async {
            let response = self.send(call, body).await?;
            decode(what, response.into_body()).await
        };
        tokio::time::timeout(limit, exchange)
            .await
            .map_err(|_elapsed| AgentError::Deadline { what, limit })?
    }

    /// Sends a request and waits for the head of a good answer. Without a deadline of its own.
    pub(crate) async fn send(
        &self,
        call: Call<'_>,
        body: RequestBody,
    ) -> Result<Response<Incoming>, AgentError> {
        let what = call.what;
        if self.is_closed() {
            return Err(AgentError::NotConnected);
        }
        let mut request = Request::builder()
            .method(call.method)
            .uri(format!("{AUTHORITY}{}", call.target))
            .body(body)
            .map_err(|source| AgentError::Request { what, source: source.into() })?;
        call.context.write_headers(request.headers_mut());
        request.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        let response = self
            .sender
            .clone()
            .send_request(request)
            .await
            .map_err(|error| AgentError::from_hyper(what, error))?;
        if response.status().is_success() { Ok(response) } else { Err(refusal(what, response).await) }
    }
}

/// Reads an answer whole, and no more than [`ANSWER_BYTES_MAX`].
pub(crate) async fn decode<A: DeserializeOwned>(what: &'static str, body: Incoming) -> Result<A, AgentError> {
    let bytes = collect(what, body).await?;
    serde_json::from_slice(&bytes).map_err(|source| AgentError::Decode { what, source: source.into() })
}

async fn collect(what: &'static str, body: Incoming) -> Result<Bytes, AgentError> {
    match Limited::new(body, ANSWER_BYTES_MAX).collect().await {
        Ok(collected) => Ok(collected.to_bytes()),
        Err(error) => Err(match error.downcast::<hyper::Error>() {
            Ok(error) => AgentError::from_hyper(what, *error),
            Err(too_long) => AgentError::Decode { what, source: too_long },
        }),
    }
}

/// The error that an answer with a bad status stands for.
async fn refusal(what: &'static str, response: Response<Incoming>) -> AgentError {
    let status = response.status();
    let bytes = match collect(what, response.into_body()).await {
        Ok(bytes) => bytes,
        Err(error) => return error,
    };
    let body = serde_json::from_slice::<AgentErrorBody>(&bytes).unwrap_or_else(|_not_ours| AgentErrorBody {
        message: format!("The workspace agent answered {what} with status {status}."),
        detail: Some(String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]).into_owned()),
        validations: Vec::new(),
    });
    AgentError::refused(what, status.as_u16(), body)
}
