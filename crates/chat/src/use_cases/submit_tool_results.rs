//! The client's results of its own tools (chats-api.md 1.9).

use std::collections::BTreeSet;

use ropewalk_authz::Subject;
use ropewalk_model::ChatId;
use ropewalk_platform::{FieldProblem, UseCaseError};
use ropewalk_store::chats::ClientResult;

use super::authorize::Right;
use super::transition_error;
use crate::engine::Engine;
use crate::tools::{Bounded, ToolOutcome, bound_outcome, result_budget_bytes};

impl Engine {
    /// Takes the results of all pending calls of the client's tools; the chat goes on. A result that is too large for the model's
    /// context window loses its middle, as those of our own tools do (chat-engine.md 1.6).
    ///
    /// # Errors
    /// Not found; forbidden for anybody but the owner; invalid for an archived chat, or unless there is exactly one result for
    /// each pending call; conflict when the chat does not wait for the client.
    pub async fn submit_tool_results(
        &self,
        subject: &Subject,
        id: ChatId,
        results: Vec<ClientResult>,
    ) -> Result<(), UseCaseError> {
        let chat = self.authorized(subject, id, Right::Speak).await?;
        check(&results)?;
        let context = &self.context;
        let model = context.store.model_config_by_id(chat.last_model_config_id).await?;
        let budget_bytes = result_budget_bytes(model.map(|model| model.draft.context_limit));
        let results = results.into_iter().map(|result| bounded(result, budget_bytes)).collect();
        let submitted = context.store.complete_requires_action(id, results, context.now()).await;
        submitted.map(drop).map_err(transition_error)
    }
}

fn bounded(result: ClientResult, budget_bytes: usize) -> ClientResult {
    let ClientResult { tool_call_id, output, is_error } = result;
    let mut outcome = ToolOutcome { is_error, ..ToolOutcome::ok(output) };
    if bound_outcome(&mut outcome, budget_bytes) == Bounded::Cut {
        tracing::debug!("A result of the client's tool was cut");
    }
    ClientResult { tool_call_id, output: outcome.result, is_error }
}

fn check(results: &[ClientResult]) -> Result<(), UseCaseError> {
    if results.is_empty() {
        return Err(UseCaseError::invalid_field("results", "must hold at least one result"));
    }
    let mut seen = BTreeSet::new();
    let mut problems = Vec::new();
    for (index, result) in results.iter().enumerate() {
        let problem = |detail: &str| FieldProblem::new(format!("results[{index}].tool_call_id"), detail);
        if result.tool_call_id.is_empty() {
            problems.push(problem("must not be empty"));
        } else if !seen.insert(&result.tool_call_id) {
            problems.push(problem("names a call that has another result here"));
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(UseCaseError::invalid_fields(problems)) }
}

/// What results that do not fit mean to the caller.
pub(super) fn mismatch(missing: &[String], unexpected: &[String]) -> UseCaseError {
    let mut problems = Vec::new();
    if !missing.is_empty() {
        problems.push(FieldProblem::new(
            "results",
            format!("must also have results for the calls {}", missing.join(", ")),
        ));
    }
    if !unexpected.is_empty() {
        problems.push(FieldProblem::new(
            "results",
            format!("must not have results for {}, which the chat does not wait for", unexpected.join(", ")),
        ));
    }
    UseCaseError::invalid_fields(problems)
}
