//! The routes of the fake server: the three protocols, the list of models, and the control routes.

use std::sync::Arc;

use axum::Json;
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderMap, HeaderValue, Response, header};
use axum::routing::{get, post};
use serde_json::{Value, json};

use super::recorded::{Protocol, RecordedRequest};
use super::render::{self, Serial};
use super::script::Refusal;
use super::state::Shared;
use super::{check, control, delivery};

/// Histories with images are large.
const MAX_BODY_BYTES: usize = 256 * 1024 * 1024;

pub(super) fn router(shared: Arc<Shared>) -> Router {
    Router::new()
        .route("/v1/messages", post(messages))
        .route("/v1/responses", post(responses))
        .route("/v1/chat/completions", post(chat_completions))
        .route("/v1/models", get(models))
        .merge(control::routes())
        .layer(DefaultBodyLimit::max(MAX_BODY_BYTES))
        .with_state(shared)
}

async fn messages(State(shared): State<Arc<Shared>>, headers: HeaderMap, body: Bytes) -> Response<Body> {
    answer(shared, Protocol::Anthropic, headers, &body)
}

async fn responses(State(shared): State<Arc<Shared>>, headers: HeaderMap, body: Bytes) -> Response<Body> {
    answer(shared, Protocol::Responses, headers, &body)
}

async fn chat_completions(
    State(shared): State<Arc<Shared>>,
    headers: HeaderMap,
    body: Bytes,
) -> Response<Body> {
    answer(shared, Protocol::Chat, headers, &body)
}

/// Records, checks, answers.
fn answer(shared: Arc<Shared>, protocol: Protocol, headers: HeaderMap, body: &[u8]) -> Response<Body> {
    let body = serde_json::from_slice(body).unwrap_or(Value::Null);
    let request = RecordedRequest { protocol, headers, body };
    if let Some(refusal) = refused_key(&shared, protocol, &request.headers) {
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
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}

async fn models(
    State(shared): State<Arc<Shared>>,
    headers: HeaderMap,
) -> Result<Json<Value>, Response<Body>> {
    let is_anthropic = headers.contains_key("anthropic-version");
    let protocol = if is_anthropic { Protocol::Anthropic } else { Protocol::Chat };
    if let Some(refusal) = refused_key(&shared, protocol, &headers) {
        return Err(render::refusal_response(protocol, &refusal));
    }
    let model = |id: String| {
        if is_anthropic {
            json!({"type": "model", "id": id, "display_name": id, "created_at": "2026-01-01T00:00:00Z"})
        } else {
            json!({"object": "model", "id": id, "created": 1_700_000_000, "owned_by": "fake"})
        }
    };
    let data: Vec<Value> = shared.models().into_iter().map(model).collect();
    Ok(Json(json!({"object": "list", "data": data, "has_more": false})))
}

/// The refusal of a request without the right key.
fn refused_key(shared: &Shared, protocol: Protocol, headers: &HeaderMap) -> Option<Refusal> {
    let text = |name: &str| headers.get(name).and_then(|it| it.to_str().ok());
    let bearer = text("authorization").and_then(|it| it.strip_prefix("Bearer "));
    let sent = match protocol {
        Protocol::Anthropic => text("x-api-key").or(bearer),
        Protocol::Responses | Protocol::Chat => bearer,
    };
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
