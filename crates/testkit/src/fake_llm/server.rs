//! The routes of the fake server: the protocols, the lists of models, and the control routes.
//!
//! OpenAI's own paths stand under `/v1`; Azure's two forms under `/openai`; gateways are played under `/api/v1`.

use std::sync::Arc;

use axum::Json;
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::{HeaderMap, HeaderValue, Response, Uri, header};
use axum::routing::{get, post};
use serde_json::{Value, json};

use super::recorded::{Protocol, RecordedRequest};
use super::render::{self, Serial};
use super::script::Refusal;
use super::state::Shared;
use super::{aws, check, control, delivery};

/// Histories with images are large.
const MAX_BODY_BYTES: usize = 256 * 1024 * 1024;

pub(super) fn router(shared: Arc<Shared>) -> Router {
    Router::new()
        .route("/v1/messages", post(messages))
        .route("/v1/responses", post(responses))
        .route("/v1/chat/completions", post(chat_completions))
        .route("/v1/models", get(models))
        .route("/openai/v1/responses", post(responses))
        .route("/openai/v1/chat/completions", post(chat_completions))
        .route("/openai/v1/models", get(models))
        .route("/openai/responses", post(responses))
        .route("/openai/deployments/{deployment}/chat/completions", post(chat_completions))
        .route("/openai/models", get(models))
        .route("/api/v1/chat/completions", post(chat_completions))
        .route("/api/v1/models", get(models))
        .route("/v1beta/models/{call}", post(generate))
        .route("/v1beta/models", get(models))
        .route("/model/{model}/invoke-with-response-stream", post(invoke))
        .route("/foundation-models", get(models))
        .merge(control::routes())
        .layer(DefaultBodyLimit::max(MAX_BODY_BYTES))
        .with_state(shared)
}

/// A request before it is recorded.
struct Arrival {
    protocol: Protocol,
    uri: Uri,
    path_model: Option<String>,
    headers: HeaderMap,
}

async fn messages(
    State(shared): State<Arc<Shared>>,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response<Body> {
    answer(shared, Arrival { protocol: Protocol::Anthropic, uri, path_model: None, headers }, &body)
}

async fn responses(
    State(shared): State<Arc<Shared>>,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response<Body> {
    answer(shared, Arrival { protocol: Protocol::Responses, uri, path_model: None, headers }, &body)
}

async fn chat_completions(
    State(shared): State<Arc<Shared>>,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response<Body> {
    answer(shared, Arrival { protocol: Protocol::Chat, uri, path_model: None, headers }, &body)
}

async fn generate(
    State(shared): State<Arc<Shared>>,
    Path(call): Path<String>,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response<Body> {
    let path_model = call.strip_suffix(":streamGenerateContent").map(str::to_owned);
    answer(shared, Arrival { protocol: Protocol::Google, uri, path_model, headers }, &body)
}

async fn invoke(
    State(shared): State<Arc<Shared>>,
    Path(model): Path<String>,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response<Body> {
    answer(shared, Arrival { protocol: Protocol::Bedrock, uri, path_model: Some(model), headers }, &body)
}

/// Records, checks, answers.
fn answer(shared: Arc<Shared>, arrival: Arrival, body: &[u8]) -> Response<Body> {
    let Arrival { protocol, uri, path_model, headers } = arrival;
    let refused = refused_key(&shared, protocol, &uri, &headers, body);
    let body = serde_json::from_slice(body).unwrap_or(Value::Null);
    let request = RecordedRequest { protocol, path: uri.to_string(), path_model, headers, body };
    if let Some(refusal) = refused {
        shared.note_request(request);
        return render::refusal_response(protocol, &refusal);
    }
    let violations = check::violations(&request);
    let turn = if violations.is_empty() { shared.next_turn(&request) } else { None };
    let number = shared.note_request(request.clone());
    let violation = match violations.is_empty() {
        true if turn.is_none() => Some("no turn is scripted for this request".to_owned()),
        true => None,
        false => Some(violations.join("; ")),
    };
    if let Some(violation) = violation {
        shared.note_violation(format!("request {number}: {violation}"));
        let refusal = Refusal { status: 400, message: violation, ..Refusal::default() };
        return render::refusal_response(protocol, &refusal);
    }
    let turn = turn.unwrap_or_default();
    if let Some(refusal) = &turn.refuse {
        return render::refusal_response(protocol, refusal);
    }
    let ops = render::render(&turn, &request, Serial { answer: number });
    let mut response = Response::new(delivery::body(ops, turn.cut, shared));
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static(match protocol {
            Protocol::Bedrock => "application/vnd.amazon.eventstream",
            Protocol::Anthropic | Protocol::Responses | Protocol::Chat | Protocol::Google => {
                "text/event-stream"
            }
        }),
    );
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}

async fn models(
    State(shared): State<Arc<Shared>>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Json<Value>, Response<Body>> {
    let protocol = match uri.path() {
        "/v1beta/models" => Protocol::Google,
        "/foundation-models" => Protocol::Bedrock,
        _ if headers.contains_key("anthropic-version") => Protocol::Anthropic,
        _ => Protocol::Chat,
    };
    if let Some(refusal) = refused_key(&shared, protocol, &uri, &headers, &[]) {
        return Err(render::refusal_response(protocol, &refusal));
    }
    let list = |model: fn(String) -> Value| shared.models().into_iter().map(model).collect::<Vec<_>>();
    Ok(Json(match protocol {
        Protocol::Anthropic => {
            let data = list(
                |id| json!({"type": "model", "id": id, "display_name": id, "created_at": "2026-01-01T00:00:00Z"}),
            );
            json!({"object": "list", "data": data, "has_more": false})
        }
        Protocol::Responses | Protocol::Chat => {
            let data =
                list(|id| json!({"object": "model", "id": id, "created": 1_700_000_000, "owned_by": "fake"}));
            json!({"object": "list", "data": data, "has_more": false})
        }
        Protocol::Google => json!({"models": list(|id| json!({"name": format!("models/{id}")}))}),
        Protocol::Bedrock => json!({"modelSummaries": list(|id| json!({"modelId": id}))}),
    }))
}

/// The refusal of a request without the right key.
fn refused_key(
    shared: &Shared,
    protocol: Protocol,
    uri: &Uri,
    headers: &HeaderMap,
    body: &[u8],
) -> Option<Refusal> {
    let text = |name: &str| headers.get(name).and_then(|it| it.to_str().ok());
    let bearer = text("authorization").and_then(|it| it.strip_prefix("Bearer "));
    let is_azure = uri.path().starts_with("/openai/");
    let sent = match protocol {
        Protocol::Anthropic => text("x-api-key").or(bearer),
        Protocol::Google => text("x-goog-api-key"),
        Protocol::Responses | Protocol::Chat if is_azure => text("api-key"),
        Protocol::Bedrock if bearer.is_none() => return refused_signature(shared, uri, headers, body),
        Protocol::Responses | Protocol::Chat | Protocol::Bedrock => bearer,
    };
    let is_dated = is_azure && !uri.path().starts_with("/openai/v1/");
    if is_dated && !uri.query().is_some_and(|it| it.contains("api-version=")) {
        shared.note_violation("the address lacks its api-version".to_owned());
        let message = "Missing query parameter: api-version".to_owned();
        return Some(Refusal { status: 404, message, ..Refusal::default() });
    }
    let is_right = match (sent, shared.api_key()) {
        (Some(sent), Some(wanted)) => sent == wanted,
        (Some(sent), None) => !sent.is_empty(),
        (None, _) => {
            shared.note_violation("the request carries no key".to_owned());
            false
        }
    };
    let message = "Incorrect API key provided.".to_owned();
    (!is_right).then(|| Refusal { status: 401, message, ..Refusal::default() })
}

/// The refusal of a request to Amazon that is not signed well.
fn refused_signature(shared: &Shared, uri: &Uri, headers: &HeaderMap, body: &[u8]) -> Option<Refusal> {
    let wanted = shared.api_key().unwrap_or_else(|| aws::USUAL_KEY.to_owned());
    let (code, message) = match aws::problem(&wanted, uri, headers, body)? {
        aws::Problem::WrongKey => {
            let message = "The security token included in the request is invalid.".to_owned();
            ("UnrecognizedClientException", message)
        }
        aws::Problem::Malformed(what) => {
            shared.note_violation(what.clone());
            ("InvalidSignatureException", what)
        }
    };
    Some(Refusal { status: 403, code: Some(code.to_owned()), message, ..Refusal::default() })
}
