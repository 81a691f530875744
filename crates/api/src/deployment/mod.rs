//! What the deployment says of itself: platform.md 1.7, 2.18.

mod appearance;
mod banner;
mod build_info;
mod entitlements;
mod experiments;
mod healthz;
mod metrics;
mod regions;
mod ssh_config;
mod update_check;

use axum::routing::get;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(crate) use metrics::METRICS_PATH;

use crate::ApiState;

/// Everything below `/api/v2`.
pub(crate) fn router() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new()
        .routes(routes!(banner::banner))
        .routes(routes!(build_info::build_info))
        .routes(routes!(update_check::update_check))
        .routes(routes!(appearance::appearance))
        .routes(routes!(entitlements::entitlements))
        .routes(routes!(experiments::experiments))
        .routes(routes!(ssh_config::ssh_config))
        .routes(routes!(regions::regions))
}

/// What stands outside of the prefixes. The greeting is also at the path with the slash, which nesting leaves out.
pub(crate) fn root_router() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new()
        .routes(routes!(healthz::healthz))
        .route("/api/v2/", get(banner::banner))
        .route(METRICS_PATH, get(metrics::metrics))
}
