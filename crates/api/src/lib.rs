//! The HTTP router: extractors and one file per operation. Nothing but translation.
//!
//! A handler reads a request, calls one use case of `platform` or `chat`, and writes its answer. Paths, fields and statuses
//! are those of platform.md and chats-api.md. The OpenAPI document is made from the handlers, and a test walks it: each
//! operation has a case in the table of `tests/it/authz_cases`.
//!
//! What must stay true: nothing here talks to the store; every answer under `/api` that is not a success has a
//! [`ropewalk_wire::Response`] body; no token, cookie, query or body is logged.

mod accounts;
mod agents;
mod builds;
mod chat_config;
mod chat_models;
mod chat_spend;
mod chats;
mod deployment;
mod error;
mod extract;
mod groups;
mod incoming;
mod middleware;
mod openapi;
mod organizations;
mod replicas;
mod skills;
mod state;
mod templates;
mod webpush;
mod workspaces;

use axum::Router;
use utoipa::openapi::OpenApi;
use utoipa_axum::router::OpenApiRouter;

pub use middleware::{API_BODY_LIMIT_BYTES, API_REQUESTS_PER_MINUTE, LOGIN_REQUESTS_PER_MINUTE};
pub use state::{ApiSettings, ApiState};

/// The whole API, and its description. Serve it with connection info
/// (`into_make_service_with_connect_info::<SocketAddr>()`): rate limits and the first-user rule need the peer's address.
pub fn router(state: ApiState) -> (Router, OpenApi) {
    router_with_page(state, Router::new().fallback(error::unknown_path))
}

/// As [`router`], with the web page for every path that is not the API's. The same headers and logs are on both.
pub fn router_with_page(state: ApiState, page: Router) -> (Router, OpenApi) {
    let (api, mut document) = routes().split_for_parts();
    openapi::complete(&mut document);
    let api = api
        .merge(openapi::router(&document))
        .merge(error::unknown_api_paths())
        .merge(replicas::router())
        .method_not_allowed_fallback(error::method_not_allowed)
        .with_state(state.clone())
        .fallback_service(page);
    (middleware::wrap(api, state), document)
}

/// The description alone, for `xtask gen`: it needs neither a database nor a state.
#[must_use]
pub fn openapi_document() -> OpenApi {
    let (_router, mut document) = routes().split_for_parts();
    openapi::complete(&mut document);
    document
}

/// All operations. One line per folder.
fn routes() -> OpenApiRouter<ApiState> {
    let v2 = OpenApiRouter::new()
        .merge(accounts::router())
        .merge(webpush::router())
        .merge(skills::router())
        .merge(deployment::router())
        .merge(groups::router())
        .merge(organizations::router())
        .merge(templates::router())
        .merge(workspaces::router())
        .merge(builds::router())
        .merge(agents::router());
    // The reference's clients know the chats under both prefixes (chats-api.md 0.2).
    let chats = || {
        OpenApiRouter::new()
            .merge(chat_config::router())
            .merge(chat_models::router())
            .merge(chat_spend::router())
            .merge(chats::router())
    };
    OpenApiRouter::with_openapi(openapi::base())
        .merge(deployment::root_router())
        .nest("/api/v2", v2)
        .nest("/api/v2/chats", chats())
        .nest("/api/experimental/chats", chats())
}
