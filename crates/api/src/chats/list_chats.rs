//! `GET /chats`: the caller's own chats (chats-api.md 1.2).

use axum::Json;
use axum::extract::{RawQuery, State};
use ropewalk_chat::use_cases::{ChatFilter, ChatPageStart};
use ropewalk_model::ChatId;
use ropewalk_platform::UseCaseError;
use ropewalk_wire::chats::Chat;

use super::{labels, search, view};
use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::SignedIn;

/// How many chats a page has when the client does not say.
const LIMIT_DEFAULT: u32 = 50;
/// How many a page has at most; more are asked for with the next page.
const LIMIT_MAX: u32 = 500;

#[utoipa::path(
    get,
    path = "/",
    operation_id = "list_chats",
    tag = "Chats",
    summary = "List own chats",
    params(
        ("q" = Option<String>, Query, description = "Search: `archived:true`, `has_unread:true`, `title:\"some words\"`; they combine with AND."),
        ("label" = Option<Vec<String>>, Query, description = "`key:value`; may be given several times, all must match."),
        ("limit" = Option<u32>, Query, description = "0 or absent: 50. At most 500."),
        ("offset" = Option<u32>, Query, description = "How many to skip."),
        ("after_id" = Option<uuid::Uuid>, Query, description = "The last chat of the page before."),
    ),
    responses((
        status = 200,
        description = "Root chats, pinned ones first, then the latest first; each with its children.",
        body = Vec<Chat>
    )),
)]
pub(super) async fn list_chats(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    RawQuery(query): RawQuery,
) -> ApiResult<Json<Vec<Chat>>> {
    let (filter, start) = read_query(query.as_deref().unwrap_or_default())?;
    let chats = state.chat.list_chats(&caller.subject, &filter, start).await?;
    Ok(Json(chats.into_iter().map(|chat| view::listed(&caller, chat)).collect()))
}

/// Reads the query by hand, because `label` may stand several times.
fn read_query(query: &str) -> Result<(ChatFilter, ChatPageStart), UseCaseError> {
    let mut search = search::ChatSearch::default();
    let mut label_parameters = Vec::new();
    let mut start = ChatPageStart { after: None, offset: 0, limit: LIMIT_DEFAULT };
    for (key, value) in url::form_urlencoded::parse(query.as_bytes()) {
        match key.as_ref() {
            "q" => search = search::parse(&value)?,
            "label" => label_parameters.push(value.into_owned()),
            "limit" => start.limit = number("limit", &value)?,
            "offset" => start.offset = number("offset", &value)?,
            "after_id" if value.is_empty() => {}
            "after_id" => start.after = Some(chat_id(&value)?),
            // session tokens, and what newer clients send
            _ => {}
        }
    }
    start.limit = if start.limit == 0 { LIMIT_DEFAULT } else { start.limit.min(LIMIT_MAX) };
    let filter = ChatFilter {
        archived: search.archived,
        labels: labels::from_query(&label_parameters)?,
        title_contains: search.title,
        has_unread: search.has_unread,
    };
    Ok((filter, start))
}

fn number(field: &str, value: &str) -> Result<u32, UseCaseError> {
    if value.is_empty() {
        return Ok(0);
    }
    value.parse().map_err(|_| UseCaseError::invalid_field(field, "must be a whole number from 0"))
}

fn chat_id(value: &str) -> Result<ChatId, UseCaseError> {
    value.parse().map_err(|error| UseCaseError::invalid_field("after_id", format!("cannot be read: {error}")))
}

#[cfg(test)]
mod tests {
    use ropewalk_platform::UseCaseError;

    use super::read_query;

    #[test]
    fn limits() {
        for (query, limit) in [("", 50), ("limit=0", 50), ("limit=7", 7), ("limit=100000", 500)] {
            assert_eq!(read_query(query).unwrap().1.limit, limit, "{query}");
        }
    }

    #[test]
    fn several_labels_and_a_search() {
        let (filter, _) = read_query("label=a:1&label=b:2&q=archived%3Atrue+title%3A%22x+y%22").unwrap();
        assert_eq!(filter.labels.len(), 2);
        assert!(filter.archived);
        assert_eq!(filter.title_contains.as_deref(), Some("x y"));
    }

    #[test]
    fn bad_parameters_are_named() {
        for (query, field) in [
            ("limit=-1", "limit"),
            ("offset=x", "offset"),
            ("after_id=1", "after_id"),
            ("label=x", "label"),
            ("q=x", "q"),
        ] {
            let Err(UseCaseError::Invalid { validations, .. }) = read_query(query) else { panic!("{query}") };
            assert_eq!(validations[0].field, field, "{query}");
        }
    }
}
