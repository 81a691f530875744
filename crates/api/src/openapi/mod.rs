//! The description of the API, made from the handlers and served at `/openapi.json`.
//!
//! Handlers describe what is theirs. What all have in common is added here: who may call (a session, unless the handler says
//! `security(())`), and the answers to bad requests, to strangers, to too many and to faults of the server.

use axum::Router;
use axum::http::header;
use axum::routing::get;
use utoipa::openapi::path::{Operation, PathItem};
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{
    ComponentsBuilder, Content, InfoBuilder, LicenseBuilder, OpenApi, OpenApiBuilder, Ref, RefOr,
    ResponseBuilder, SecurityRequirement,
};
use utoipa::{PartialSchema, ToSchema};

use crate::ApiState;
use crate::middleware::SESSION_COOKIE;

/// Where the description is served.
pub(crate) const OPENAPI_PATH: &str = "/openapi.json";

const EXPERIMENTAL: &str = "/api/experimental/";
const HEADER_SCHEME: &str = "session_header";
const COOKIE_SCHEME: &str = "session_cookie";
const BEARER_SCHEME: &str = "bearer";
/// For operations of agents: `security(("agent_token" = []))`.
const AGENT_SCHEME: &str = "agent_token";

/// The description before any operation is in it.
pub(crate) fn base() -> OpenApi {
    let components = ComponentsBuilder::new()
        .security_scheme(
            HEADER_SCHEME,
            SecurityScheme::ApiKey(ApiKey::Header(ApiKeyValue::new("Coder-Session-Token"))),
        )
        .security_scheme(
            COOKIE_SCHEME,
            SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::new(SESSION_COOKIE))),
        )
        .security_scheme(
            AGENT_SCHEME,
            SecurityScheme::ApiKey(ApiKey::Header(ApiKeyValue::with_description(
                "Coder-Session-Token",
                "The token of a workspace agent.",
            ))),
        )
        .security_scheme(
            BEARER_SCHEME,
            SecurityScheme::Http(HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build()),
        )
        .schema(ropewalk_wire::Response::name(), ropewalk_wire::Response::schema())
        .schema(ropewalk_wire::ValidationError::name(), ropewalk_wire::ValidationError::schema())
        .build();
    OpenApiBuilder::new()
        .info(
            InfoBuilder::new()
                .title("Ropewalk")
                .version(env!("CARGO_PKG_VERSION"))
                .description(Some("Development workspaces and AI coding agents, self-hosted."))
                .license(Some(
                    LicenseBuilder::new().name("Apache-2.0").identifier(Some("Apache-2.0")).build(),
                ))
                .build(),
        )
        .components(Some(components))
        .build()
}

/// Adds to every operation what all have in common.
pub(crate) fn complete(document: &mut OpenApi) {
    for (path, item) in &mut document.paths.paths {
        for operation in operations(item) {
            complete_operation(path, operation);
        }
    }
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    [
        &mut item.get,
        &mut item.put,
        &mut item.post,
        &mut item.delete,
        &mut item.options,
        &mut item.head,
        &mut item.patch,
        &mut item.trace,
    ]
    .into_iter()
    .filter_map(Option::as_mut)
}

fn complete_operation(path: &str, operation: &mut Operation) {
    // The chats stand under two prefixes, and an id may stand only once.
    if path.starts_with(EXPERIMENTAL)
        && let Some(id) = &mut operation.operation_id
    {
        id.push_str("_experimental");
    }
    let none: [&str; 0] = [];
    let security = operation.security.get_or_insert_with(|| {
        [HEADER_SCHEME, COOKIE_SCHEME, BEARER_SCHEME]
            .into_iter()
            .map(|scheme| SecurityRequirement::new(scheme, none))
            .collect()
    });
    let is_public = security.iter().any(|it| *it == SecurityRequirement::default());
    let mut add = |status: &str, description: &str| {
        let response = ResponseBuilder::new()
            .description(description)
            .content(
                "application/json",
                Content::new(Some(Ref::from_schema_name(ropewalk_wire::Response::name()))),
            )
            .build();
        operation.responses.responses.entry(status.to_owned()).or_insert(RefOr::T(response));
    };
    if !is_public {
        add("401", "Not signed in, or no longer.");
    }
    let takes_input = operation.request_body.is_some() || operation.parameters.is_some();
    if takes_input {
        add("400", "A field, path parameter or query parameter is bad; `validations` names it.");
    }
    if operation.request_body.is_some() {
        add("413", "The body is larger than this operation takes.");
    }
    add("429", "Too many requests; `Retry-After` says when to try again.");
    add("500", "A fault of the server.");
}

/// Serves the description, written out once.
pub(crate) fn router(document: &OpenApi) -> Router<ApiState> {
    // The types of a description always write as JSON; an empty object would make the test of the document fail.
    let json: std::sync::Arc<str> = document.to_json().unwrap_or_else(|_| "{}".to_owned()).into();
    let serve = move || {
        let json = std::sync::Arc::clone(&json);
        async move { ([(header::CONTENT_TYPE, "application/json")], json.to_string()) }
    };
    Router::new().route(OPENAPI_PATH, get(serve))
}
