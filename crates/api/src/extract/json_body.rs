//! The body, as JSON. A wrong or missing field is a 400 that names it; a body over the limit is a 413.
//!
//! Fields that the server does not know are accepted, so that clients made for a newer server still work. The content
//! type is not asked for: clients that leave it out exist, and the protection against cross-site requests does
//! not rest on it (see `middleware::cross_site`).

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use ropewalk_platform::UseCaseError;
use serde::de::DeserializeOwned;
use serde_json::error::Category;

use crate::error::ApiError;

/// The body, as JSON.
#[derive(Clone, Copy, Debug)]
pub(crate) struct JsonBody<T>(pub(crate) T);

impl<S, T> FromRequest<S> for JsonBody<T>
where
    S: Send + Sync,
    T: DeserializeOwned,
{
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        let bytes = Bytes::from_request(request, state).await.map_err(|rejection| {
            if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
                ApiError::from(UseCaseError::TooLarge {
                    message: "The body of the request is larger than this operation takes.".to_owned(),
                })
            } else {
                // The client went away in the middle of it; nobody reads this answer.
                UseCaseError::invalid(rejection.into_response().status().to_string()).into()
            }
        })?;
        read(&bytes).map(Self)
    }
}

/// Reads JSON; an empty body counts as one that is not JSON.
fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, ApiError> {
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut deserializer).map_err(|error| {
        let path = error.path().to_string();
        bad_body(&path, &error.into_inner())
    })?;
    deserializer.end().map_err(|error| bad_body(".", &error))?;
    Ok(value)
}

fn bad_body(path: &str, error: &serde_json::Error) -> ApiError {
    match error.classify() {
        Category::Io | Category::Syntax | Category::Eof => {
            UseCaseError::invalid(format!("The body of the request must be JSON: {error}.")).into()
        }
        Category::Data => {
            let text = without_position(&error.to_string());
            match missing_field(&text) {
                Some(name) if path == "." => ApiError::invalid_field(name, "is required"),
                Some(name) => ApiError::invalid_field(format!("{path}.{name}"), "is required"),
                None if path == "." => {
                    UseCaseError::invalid(format!("The body of the request cannot be read: {text}.")).into()
                }
                None => ApiError::invalid_field(path, format!("cannot be read: {text}")),
            }
        }
    }
}

/// Line and column say nothing to whoever filled a form.
fn without_position(text: &str) -> String {
    text.rsplit_once(" at line ").map_or(text, |(before, _position)| before).to_owned()
}

/// The name in serde's "missing field `name`".
fn missing_field(text: &str) -> Option<&str> {
    text.strip_prefix("missing field `")?.strip_suffix('`')
}

#[cfg(test)]
mod tests {
    use axum::response::IntoResponse;
    use http_body_util::BodyExt;
    use serde::Deserialize;

    use super::read;

    #[derive(Debug, Deserialize)]
    #[expect(dead_code, reason = "only the reading is tested")]
    struct Form {
        name: String,
        #[serde(default)]
        rows: Vec<Row>,
    }

    #[derive(Debug, Deserialize)]
    #[expect(dead_code, reason = "only the reading is tested")]
    struct Row {
        count: u8,
    }

    async fn refusal(body: &str) -> (u16, ropewalk_wire::Response) {
        let response = read::<Form>(body.as_bytes()).unwrap_err().into_response();
        let status = response.status().as_u16();
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        (status, serde_json::from_slice(&bytes).unwrap())
    }

    #[tokio::test]
    async fn the_field_is_named() {
        for (body, field) in [
            ("{}", "name"),
            (r#"{"name": 5}"#, "name"),
            (r#"{"name": "a", "rows": [{"count": 1}, {}]}"#, "rows[1].count"),
            (r#"{"name": "a", "rows": [{"count": 300}]}"#, "rows[0].count"),
        ] {
            let (status, response) = refusal(body).await;
            assert_eq!(status, 400, "{body}");
            assert_eq!(response.validations.first().map(|it| it.field.as_str()), Some(field), "{body}");
        }
    }

    #[tokio::test]
    async fn what_is_not_json_is_told_so() {
        for body in ["", "hello", "{\"name\":", "{\"name\": \"a\"} {}"] {
            let (status, response) = refusal(body).await;
            assert_eq!(status, 400, "{body}");
            assert!(response.message.contains("must be JSON"), "{body}: {}", response.message);
        }
    }

    #[test]
    fn unknown_fields_are_accepted() {
        assert!(read::<Form>(br#"{"name": "a", "colour": "red"}"#).is_ok());
    }
}
