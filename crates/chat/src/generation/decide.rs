//! What a running chat does next, decided from its persisted history alone (chat-engine.md 1.1).
//!
//! [`RULES`] is the ordered table; the first rule that matches wins. Rules 7 and 8 (a context that is full) need the chat's model and
//! stand right before rule 9, so the step that asks the model applies them (`compact::fullness`). Nothing about the next step is carried in memory (GL-6), so that a chat goes on after a
//! crash exactly as it would have without one.

use std::collections::BTreeSet;

use ropewalk_model::chat::{
    Boundary, BoundaryKind, Chat, CompactionSource, Message, OpenCall, Part, Role, active_messages,
    current_turn, latest_boundary, open_calls,
};

/// The most assistant messages of one turn (GL-3).
pub(crate) const STEP_LIMIT: usize = 1200;

/// The next action.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Action {
    /// Run these calls, in their order.
    ExecuteTools(Vec<OpenCall>),
    /// Only the client can go on.
    WaitForClient,
    /// The turn is over.
    FinishTurn(FinishTurnReason),
    /// Summarize what was said, because somebody asked for it.
    Compact,
    /// Ask the model, or summarize first when its context is full.
    Generate,
}

/// Why a turn is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FinishTurnReason {
    /// The model said its last word.
    Complete,
    /// A tool ended the turn (1.7).
    StopAfterTool,
    /// [`STEP_LIMIT`] steps were made.
    MaxSteps,
}

/// What the rules look at.
struct Facts<'a> {
    /// Whether somebody asked for a compaction in this turn.
    is_compaction_wanted: bool,
    boundary: Option<Boundary>,
    /// The active messages, ascending.
    active: Vec<&'a Message>,
    turn: &'a [Message],
    /// All open calls, in their order.
    all_calls: Vec<OpenCall>,
    local_calls: Vec<OpenCall>,
    dynamic_calls: Vec<OpenCall>,
    /// Whether a local call must be the only one.
    has_exclusive: bool,
    stop_after: &'static [&'static str],
    step_limit: usize,
}

type Rule = fn(&Facts<'_>) -> Option<Action>;

/// The rules in their order; the numbers are those of chat-engine.md 1.1.
const RULES: [(&str, Rule); 8] = [
    // 1a is a case of 1, and asked for first.
    ("1a", reject_with_exclusive),
    ("1", execute_local_tools),
    ("2", enter_requires_action),
    ("3", compact),
    ("4", stop_after_tool),
    ("5", complete),
    ("6", max_steps),
    ("9", generate),
];

/// The tools that the rules treat in a way of their own.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ToolNames<'a> {
    /// Those that the client runs itself (GL-1).
    pub(crate) dynamic: &'a BTreeSet<String>,
    /// Those whose call must be the only one of a step (1.6).
    pub(crate) exclusive: &'a BTreeSet<String>,
}

/// Decides. `history` is ascending.
pub(crate) fn decide(chat: &Chat, history: &[Message], tools: &ToolNames<'_>) -> Action {
    decide_with(chat, history, tools, STEP_LIMIT)
}

fn decide_with(chat: &Chat, history: &[Message], tools: &ToolNames<'_>, step_limit: usize) -> Action {
    let open = open_calls(history);
    let (dynamic_calls, local_calls): (Vec<_>, Vec<_>) =
        open.iter().cloned().partition(|call| tools.dynamic.contains(&call.tool_name));
    let has_exclusive = local_calls.iter().any(|call| tools.exclusive.contains(&call.tool_name));
    let facts = Facts {
        is_compaction_wanted: chat.compaction_requested_at.is_some(),
        boundary: latest_boundary(history),
        active: active_messages(history),
        turn: current_turn(history),
        all_calls: open,
        local_calls,
        dynamic_calls,
        has_exclusive,
        stop_after: stop_after_tools(chat),
        step_limit,
    };
    for (number, rule) in RULES {
        if let Some(action) = rule(&facts) {
            tracing::debug!(chat.id = %chat.id, rule = number, "Decided the next action of chat {}", chat.id);
            return action;
        }
    }
    Action::Generate
}

/// The tools whose success ends a turn: those of a plan turn (1.7).
const fn stop_after_tools(chat: &Chat) -> &'static [&'static str] {
    if !chat.turn_plan_mode || chat.mode.is_some() {
        &[]
    } else if chat.parent_chat_id.is_none() {
        &["propose_plan", "ask_user_question"]
    } else {
        &["propose_plan"]
    }
}

/// The client's calls join the batch, so that the policy of exclusive tools rejects them too and none goes to the client.
fn reject_with_exclusive(facts: &Facts<'_>) -> Option<Action> {
    let joins = facts.has_exclusive && !facts.dynamic_calls.is_empty();
    joins.then(|| Action::ExecuteTools(facts.all_calls.clone()))
}

fn execute_local_tools(facts: &Facts<'_>) -> Option<Action> {
    (!facts.local_calls.is_empty()).then(|| Action::ExecuteTools(facts.local_calls.clone()))
}

fn enter_requires_action(facts: &Facts<'_>) -> Option<Action> {
    (!facts.dynamic_calls.is_empty()).then_some(Action::WaitForClient)
}

/// Only what was said after the latest boundary can be compacted; without any the request is passed over.
fn compact(facts: &Facts<'_>) -> Option<Action> {
    let is_answer = |it: &&Message| it.body.role == Role::Assistant;
    (facts.is_compaction_wanted && facts.active.iter().any(is_answer)).then_some(Action::Compact)
}

fn stop_after_tool(facts: &Facts<'_>) -> Option<Action> {
    let stops = |part: &Part| {
        matches!(part, Part::ToolResult { tool_name, is_error: false, .. }
            if facts.stop_after.contains(&tool_name.as_str()))
    };
    let active = facts.turn.iter().filter(|it| !it.deleted && !it.compressed);
    let stopped = active.flat_map(|it| &it.body.parts).any(stops);
    stopped.then_some(Action::FinishTurn(FinishTurnReason::StopAfterTool))
}

fn complete(facts: &Facts<'_>) -> Option<Action> {
    // Nothing but instructions: the context was cleared, and nobody has said anything since.
    let Some(last) = facts.active.iter().rfind(|it| it.body.role != Role::System) else {
        return Some(Action::FinishTurn(FinishTurnReason::Complete));
    };
    if last.compressed {
        // The summary, and nothing since: who asked for it had nothing else to ask; else the work goes on.
        let is_all = matches!(
            facts.boundary,
            Some(Boundary { kind: BoundaryKind::Summarized { source: CompactionSource::Manual, .. }, .. })
        );
        return is_all.then_some(Action::FinishTurn(FinishTurnReason::Complete));
    }
    let is_call = |part: &Part| matches!(part, Part::ToolCall { provider_executed: false, .. });
    let is_final = last.body.role == Role::Assistant && !last.body.parts.iter().any(is_call);
    is_final.then_some(Action::FinishTurn(FinishTurnReason::Complete))
}

fn max_steps(facts: &Facts<'_>) -> Option<Action> {
    let is_step = |it: &&Message| !it.deleted && !it.compressed && it.body.role == Role::Assistant;
    let steps = facts.turn.iter().filter(is_step).count();
    (steps >= facts.step_limit).then_some(Action::FinishTurn(FinishTurnReason::MaxSteps))
}

#[expect(clippy::unnecessary_wraps, reason = "the signature of a rule")]
const fn generate(_facts: &Facts<'_>) -> Option<Action> {
    Some(Action::Generate)
}

#[cfg(test)]
#[path = "decide_tests.rs"]
mod tests;
