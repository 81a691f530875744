//! HTTP errors in the shape of each provider.

use axum::body::Body;
use axum::http::{HeaderName, HeaderValue, Response, StatusCode, header};
use serde_json::{Value, json};

use super::super::recorded::Protocol;
use super::super::script::Refusal;

/// The response to a refused request.
pub(in super::super) fn refusal_response(protocol: Protocol, refusal: &Refusal) -> Response<Body> {
    let status = StatusCode::from_u16(refusal.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let body = match &refusal.raw_body {
        Some(raw) => raw.clone(),
        None => {
            let code = refusal.code.clone().unwrap_or_else(|| usual_code(protocol, status).to_owned());
            error_body(protocol, status, &code, &refusal.message).to_string()
        }
    };
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    for (name, value) in &refusal.headers {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            headers.insert(name, value);
        }
    }
    response
}

/// The body of an error.
fn error_body(protocol: Protocol, status: StatusCode, code: &str, message: &str) -> Value {
    match protocol {
        Protocol::Google => {
            json!({"error": {"code": status.as_u16(), "message": message, "status": code}})
        }
        Protocol::Bedrock => json!({"message": message, "__type": code}),
        Protocol::Anthropic => json!({"type": "error", "error": {"type": code, "message": message}}),
        Protocol::Responses | Protocol::Chat => {
            json!({"error": {"message": message, "type": code, "param": null, "code": code}})
        }
    }
}

fn usual_code(protocol: Protocol, status: StatusCode) -> &'static str {
    match (protocol, status.as_u16()) {
        (Protocol::Anthropic, 401) => "authentication_error",
        (Protocol::Anthropic, 403) => "permission_error",
        (Protocol::Anthropic, 404) => "not_found_error",
        (Protocol::Anthropic, 429) => "rate_limit_error",
        (Protocol::Anthropic, 529) => "overloaded_error",
        (Protocol::Anthropic, 500..=599) => "api_error",
        (Protocol::Responses | Protocol::Chat, 401) => "invalid_api_key",
        (Protocol::Responses | Protocol::Chat, 404) => "model_not_found",
        (Protocol::Responses | Protocol::Chat, 429) => "rate_limit_exceeded",
        (Protocol::Responses | Protocol::Chat, 500..=599) => "server_error",
        (Protocol::Google, 401) => "UNAUTHENTICATED",
        (Protocol::Google, 403) => "PERMISSION_DENIED",
        (Protocol::Google, 404) => "NOT_FOUND",
        (Protocol::Google, 429) => "RESOURCE_EXHAUSTED",
        (Protocol::Google, 500) => "INTERNAL",
        (Protocol::Google, 503) => "UNAVAILABLE",
        (Protocol::Google, 504) => "DEADLINE_EXCEEDED",
        (Protocol::Google, _) => "INVALID_ARGUMENT",
        (Protocol::Bedrock, 401 | 403) => "AccessDeniedException",
        (Protocol::Bedrock, 404) => "ResourceNotFoundException",
        (Protocol::Bedrock, 408) => "ModelTimeoutException",
        (Protocol::Bedrock, 429) => "ThrottlingException",
        (Protocol::Bedrock, 500) => "InternalServerException",
        (Protocol::Bedrock, 503) => "ServiceUnavailableException",
        (Protocol::Bedrock, _) => "ValidationException",
        (Protocol::Anthropic | Protocol::Responses | Protocol::Chat, _) => "invalid_request_error",
    }
}
