//! Control over HTTP, for tests in another process: `/__fake/...` scripts the server and shows its record.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::{Value, json};

use super::script::{Rule, Turn};
use super::state::Shared;

/// | Route | Does |
/// |---|---|
/// | `POST /__fake/turns` | appends turns (an array) |
/// | `POST /__fake/rules` | appends rules (an array) |
/// | `POST /__fake/gates/{name}/open` | opens a gate |
/// | `GET /__fake/gates/{name}` | `{"is_open", "waiting"}` |
/// | `GET /__fake/requests` | the bodies of all requests, with their protocol |
/// | `GET /__fake/violations` | the violations so far |
pub(super) fn routes() -> Router<Arc<Shared>> {
    Router::new()
        .route("/__fake/turns", post(push_turns))
        .route("/__fake/rules", post(push_rules))
        .route("/__fake/gates/{name}/open", post(open_gate))
        .route("/__fake/gates/{name}", get(show_gate))
        .route("/__fake/requests", get(show_requests))
        .route("/__fake/violations", get(show_violations))
}

async fn push_turns(State(shared): State<Arc<Shared>>, Json(turns): Json<Vec<Turn>>) -> StatusCode {
    turns.into_iter().for_each(|it| shared.push_turn(it));
    StatusCode::NO_CONTENT
}

async fn push_rules(State(shared): State<Arc<Shared>>, Json(rules): Json<Vec<Rule>>) -> StatusCode {
    rules.into_iter().for_each(|it| shared.push_rule(it));
    StatusCode::NO_CONTENT
}

async fn open_gate(State(shared): State<Arc<Shared>>, Path(name): Path<String>) -> StatusCode {
    shared.open_gate(&name);
    StatusCode::NO_CONTENT
}

async fn show_gate(State(shared): State<Arc<Shared>>, Path(name): Path<String>) -> Json<Value> {
    let gate = shared.gates.borrow().get(&name).copied().unwrap_or_default();
    Json(json!({"is_open": gate.is_open, "waiting": gate.waiting}))
}

async fn show_requests(State(shared): State<Arc<Shared>>) -> Json<Value> {
    let shown = |it: super::RecordedRequest| json!({"protocol": it.protocol, "body": it.body});
    Json(shared.requests().into_iter().map(shown).collect())
}

async fn show_violations(State(shared): State<Arc<Shared>>) -> Json<Vec<String>> {
    Json(shared.violations())
}
