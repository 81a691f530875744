//! What the operations for logs have in common: the query (platform.md 2.8).

use axum::http::header;
use axum::response::{IntoResponse, Response};
use ropewalk_platform::UseCaseError;
use ropewalk_platform::builds::LogRange;
use ropewalk_wire::jobs::LogsQuery;

/// How a log is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LogForm {
    /// What there is now, as JSON.
    Json,
    /// What there is now, as lines of text.
    Text,
    /// A WebSocket that goes on.
    Follow,
}

/// Reads the query: `follow` counts when it is there, whatever its value.
pub(crate) fn read(query: &LogsQuery) -> Result<(LogRange, LogForm), UseCaseError> {
    let range = LogRange {
        after: number("after", query.after.as_deref())?,
        before: number("before", query.before.as_deref())?,
    };
    let form = match (query.follow.is_some(), query.format.as_deref()) {
        (true, _) => LogForm::Follow,
        (false, None | Some("" | "json")) => LogForm::Json,
        (false, Some("text")) => LogForm::Text,
        (false, Some(_)) => return Err(UseCaseError::invalid_field("format", "must be json or text")),
    };
    Ok((range, form))
}

fn number(field: &'static str, text: Option<&str>) -> Result<Option<i64>, UseCaseError> {
    match text {
        None | Some("") => Ok(None),
        Some(text) => {
            let number =
                text.parse().map_err(|_error| UseCaseError::invalid_field(field, "must be a whole number"));
            number.map(Some)
        }
    }
}

/// An answer of plain text.
pub(crate) fn plain(text: String) -> Response {
    ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response()
}

#[cfg(test)]
mod tests {
    use ropewalk_wire::jobs::LogsQuery;

    use super::{LogForm, read};

    #[test]
    fn follow_counts_by_being_there() {
        let query = |follow: Option<&str>, format: Option<&str>| LogsQuery {
            follow: follow.map(str::to_owned),
            format: format.map(str::to_owned),
            ..LogsQuery::default()
        };
        for (query, form) in [
            (query(None, None), LogForm::Json),
            (query(Some(""), None), LogForm::Follow),
            (query(Some("true"), None), LogForm::Follow),
            (query(None, Some("text")), LogForm::Text),
        ] {
            assert_eq!(read(&query).unwrap().1, form);
        }
        assert!(read(&query(None, Some("xml"))).is_err());
        assert!(read(&LogsQuery { after: Some("x".to_owned()), ..LogsQuery::default() }).is_err());
    }
}
