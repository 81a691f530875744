//! `GET /chats/cost/{user}/summary`: what a person's chats spent.

use axum::Json;
use axum::extract::State;
use ropewalk_platform::accounts::UserRef;
use ropewalk_wire::chat_spend::ChatCostSummary;
use serde::Deserialize;
use utoipa::IntoParams;

use super::range::range;
use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{PathParam, Query, SignedIn};

/// Which span of time. A parameter that is not one of these is a mistake and is refused.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(super) struct SummaryQuery {
    /// From when on (RFC 3339); default: 30 days before the end.
    start_date: Option<String>,
    /// Up to when (RFC 3339); default: now.
    end_date: Option<String>,
}

#[utoipa::path(
    get,
    path = "/cost/{user}/summary",
    operation_id = "get_chat_cost_summary",
    tag = "Chat spending",
    summary = "Get what a person's chats spent",
    params(("user" = String, Path, description = "The person: an id, a user name, or `me`."), SummaryQuery),
    responses(
        (status = 200, description = "By model and by chat, with where the person stands.", body = ChatCostSummary),
        (status = 403, description = "The caller may not see another person's.", body = ropewalk_wire::Response),
        (status = 404, description = "There is no such person, or the caller may not see them.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn get_chat_cost_summary(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    PathParam(user): PathParam<UserRef>,
    Query(query): Query<SummaryQuery>,
) -> ApiResult<Json<ChatCostSummary>> {
    let range = range(query.start_date.as_deref(), query.end_date.as_deref())?;
    Ok(Json(state.platform.chat_cost_summary(&caller.subject, &user, range).await?))
}
