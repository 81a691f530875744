//! `POST /chats/{chat}/tool-results`: the results of the client's own tools (chats-api.md 1.9).

use axum::extract::State;
use axum::http::StatusCode;
use ropewalk_chat::use_cases::ClientResult;
use ropewalk_model::ChatId;
use ropewalk_platform::{FieldProblem, UseCaseError};
use ropewalk_wire::chats::{ClientToolResult, SubmitToolResultsRequest};

use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{JsonBody, PathParam, SignedIn};

#[utoipa::path(
    post,
    path = "/{chat}/tool-results",
    operation_id = "submit_chat_tool_results",
    tag = "Chats",
    summary = "Answer the calls of the client's tools",
    description = "The chat in status `requires_action` waits for exactly one result for each pending call, and then goes on.",
    params(("chat" = uuid::Uuid, Path, description = "The chat.")),
    request_body = SubmitToolResultsRequest,
    responses(
        (status = 204, description = "The chat goes on."),
        (status = 403, description = "The caller does not own the chat.", body = ropewalk_wire::Response),
        (status = 404, description = "There is no such chat, or the caller may not change it.", body = ropewalk_wire::Response),
        (status = 409, description = "The chat does not wait for its client.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn submit_chat_tool_results(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    PathParam(id): PathParam<ChatId>,
    JsonBody(request): JsonBody<SubmitToolResultsRequest>,
) -> ApiResult<StatusCode> {
    let results = read_results(request.results)?;
    state.chat.submit_tool_results(&caller.subject, id, results).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn read_results(results: Vec<ClientToolResult>) -> Result<Vec<ClientResult>, UseCaseError> {
    let mut problems = Vec::new();
    let mut read = Vec::with_capacity(results.len());
    for (index, ClientToolResult { tool_call_id, output, is_error }) in results.into_iter().enumerate() {
        match output {
            Some(output) => read.push(ClientResult { tool_call_id, output, is_error }),
            None => problems.push(FieldProblem::new(format!("results[{index}].output"), "is required")),
        }
    }
    if problems.is_empty() { Ok(read) } else { Err(UseCaseError::invalid_fields(problems)) }
}
