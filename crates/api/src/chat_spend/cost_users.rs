//! `GET /chats/cost/users`: what each person's chats spent.

use axum::Json;
use axum::extract::State;
use ropewalk_wire::chat_spend::ChatCostUsersResponse;
use serde::Deserialize;
use utoipa::IntoParams;

use super::range::range;
use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{Query, SignedIn};

/// How many people a page has when nothing is said.
const DEFAULT_LIMIT: u32 = 10;

/// Which span of time and which people. A parameter that is not one of these is a mistake and is refused.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(super) struct UsersQuery {
    /// From when on (RFC 3339); default: 30 days before the end.
    start_date: Option<String>,
    /// Up to when (RFC 3339); default: now.
    end_date: Option<String>,
    /// A part of the user name or the name.
    username: Option<String>,
    /// How many, 1 to 200; default 10.
    limit: Option<u32>,
    /// How many to leave out before.
    offset: Option<u32>,
}

#[utoipa::path(
    get,
    path = "/cost/users",
    operation_id = "list_chat_cost_users",
    tag = "Chat spending",
    summary = "List what each person's chats spent",
    params(UsersQuery),
    responses(
        (status = 200, description = "The dearest first.", body = ChatCostUsersResponse),
        (status = 403, description = "The caller may not see everybody's.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn list_chat_cost_users(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    Query(query): Query<UsersQuery>,
) -> ApiResult<Json<ChatCostUsersResponse>> {
    let range = range(query.start_date.as_deref(), query.end_date.as_deref())?;
    let name = query.username.unwrap_or_default();
    let (limit, offset) = (query.limit.unwrap_or(DEFAULT_LIMIT), query.offset.unwrap_or(0));
    Ok(Json(state.platform.chat_cost_users(&caller.subject, range, name.trim(), limit, offset).await?))
}
