//! From kinds of failures to HTTP (platform.md 1.3). The only place that knows statuses of errors.

mod fallbacks;

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::IntoResponse;
use ropewalk_platform::{FieldProblem, UseCaseError};
use ropewalk_telemetry::ErrorChain;
use ropewalk_wire::chat_spend::ChatUsageLimitExceededResponse;
use ropewalk_wire::{Response, ValidationError};

pub(crate) use fallbacks::{method_not_allowed, on_panic, unknown_api_paths, unknown_path};

/// A failure on its way to the client.
#[derive(Debug)]
pub(crate) struct ApiError(UseCaseError);

/// What handlers give back.
pub(crate) type ApiResult<T> = Result<T, ApiError>;

impl From<UseCaseError> for ApiError {
    fn from(error: UseCaseError) -> Self {
        Self(error)
    }
}

impl ApiError {
    /// A bad field, path parameter or query parameter.
    pub(crate) fn invalid_field(field: impl Into<String>, detail: impl Into<String>) -> Self {
        Self(UseCaseError::invalid_field(field, detail))
    }

    const fn status(&self) -> StatusCode {
        match &self.0 {
            UseCaseError::NotFound { .. } => StatusCode::NOT_FOUND,
            UseCaseError::Unauthenticated { .. } => StatusCode::UNAUTHORIZED,
            UseCaseError::Forbidden { .. } => StatusCode::FORBIDDEN,
            UseCaseError::Invalid { .. } => StatusCode::BAD_REQUEST,
            UseCaseError::Conflict { .. } | UseCaseError::UsageLimit { .. } => StatusCode::CONFLICT,
            UseCaseError::NotReady { .. } => StatusCode::NOT_ACCEPTABLE,
            UseCaseError::Precondition { .. } => StatusCode::PRECONDITION_FAILED,
            UseCaseError::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            UseCaseError::Gone { .. } => StatusCode::GONE,
            UseCaseError::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
            UseCaseError::Upstream { .. } => StatusCode::BAD_GATEWAY,
            UseCaseError::TimedOut { .. } => StatusCode::GATEWAY_TIMEOUT,
            UseCaseError::Unavailable { .. } => StatusCode::SERVICE_UNAVAILABLE,
            UseCaseError::Internal { .. } => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Logs what only the operator may see: faults of the server, once, here.
    fn log(&self) {
        match &self.0 {
            UseCaseError::Internal { .. } => tracing::error!("A request failed: {}", ErrorChain(&self.0)),
            UseCaseError::Unavailable { .. } => tracing::warn!("A request failed: {}", ErrorChain(&self.0)),
            UseCaseError::NotFound { .. }
            | UseCaseError::Unauthenticated { .. }
            | UseCaseError::Forbidden { .. }
            | UseCaseError::Invalid { .. }
            | UseCaseError::Conflict { .. }
            | UseCaseError::UsageLimit { .. }
            | UseCaseError::NotReady { .. }
            | UseCaseError::Precondition { .. }
            | UseCaseError::TooLarge { .. }
            | UseCaseError::Gone { .. }
            | UseCaseError::TooMany { .. }
            | UseCaseError::Upstream { .. }
            | UseCaseError::TimedOut { .. } => {}
        }
    }

    fn body(&self) -> Response {
        let (detail, problems): (Option<String>, &[FieldProblem]) = match &self.0 {
            UseCaseError::Unauthenticated { detail, .. } | UseCaseError::Upstream { detail, .. } => {
                (detail.clone(), &[])
            }
            UseCaseError::Invalid { validations, .. } | UseCaseError::Conflict { validations, .. } => {
                (None, validations)
            }
            // Causes of the server's own faults stay in its log: they may name what the caller must not see.
            UseCaseError::Internal { .. } | UseCaseError::Unavailable { .. } => (
                Some("The server's log has the cause, under the X-Request-Id of this answer.".to_owned()),
                &[],
            ),
            UseCaseError::NotFound { .. }
            | UseCaseError::Forbidden { .. }
            | UseCaseError::UsageLimit { .. }
            | UseCaseError::NotReady { .. }
            | UseCaseError::Precondition { .. }
            | UseCaseError::TooLarge { .. }
            | UseCaseError::Gone { .. }
            | UseCaseError::TooMany { .. }
            | UseCaseError::TimedOut { .. } => (None, &[]),
        };
        let validations = problems
            .iter()
            .map(|it| ValidationError { field: it.field.clone(), detail: it.detail.clone() })
            .collect();
        Response { message: sentence(&self.0.to_string()), detail, validations }
    }
}

/// Errors begin in lower case, as parts of a chain; alone they are sentences.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let Some(first) = letters.next() else { return String::new() };
    let mut sentence: String = first.to_uppercase().chain(letters).collect();
    if !sentence.ends_with(['.', '!', '?']) {
        sentence.push('.');
    }
    sentence
}

impl IntoResponse for ApiError {
    fn into_response(self) -> axum::response::Response {
        self.log();
        if let UseCaseError::UsageLimit { spent_micros, limit_micros, resets_at, .. } = self.0 {
            // Clients tell it from other conflicts by `resets_at`, which no other answer may have (chats-api.md 0.4).
            let body = ChatUsageLimitExceededResponse {
                response: self.body(),
                spent_micros,
                limit_micros,
                resets_at,
            };
            return (self.status(), Json(body)).into_response();
        }
        let mut response = (self.status(), Json(self.body())).into_response();
        if let UseCaseError::TooMany { retry_after, .. } = &self.0 {
            // A client that waits the whole seconds must not come too early.
            let seconds = retry_after.as_secs() + u64::from(retry_after.subsec_nanos() > 0);
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

#[cfg(test)]
mod tests {
    use super::sentence;

    #[test]
    fn errors_become_sentences() {
        assert_eq!(sentence("there is no such chat"), "There is no such chat.");
        assert_eq!(sentence("Already one."), "Already one.");
        assert_eq!(sentence(""), "");
    }
}
